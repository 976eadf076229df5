import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Countersign keeps its data on this machine when `--data` names nothing: the platform's own place for it. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Countersign');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Countersign');
  return join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'countersign');
}
