import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';

const fetchWithin = 20_000;
const reachWithin = 4000;

export type ElectronLookup = { readonly path: string } | { readonly missing: string };

/** Where the electron package lies, or null where it was not installed (a production install without it). */
function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** Reads what the package's own `index.js` reads, without its side effect of downloading. */
function installedBinary(folder: string): string | null {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const binary = join(dist, readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}

/**
 * Finds Electron's binary or, unless `notFetched` says why not, fetches it with the package's own installer in at most 20 s.
 * Whatever goes wrong there (no network, a Node too old for the installer) only means that it cannot be fetched.
 */
export async function findElectron(notFetched: string | null): Promise<ElectronLookup> {
  const folder = packageFolder();
  if (folder === null) return { missing: 'it is not installed' };
  const present = installedBinary(folder);
  if (present !== null) return { path: present };
  if (notFetched !== null) return { missing: `its binary is not here, and was not fetched because ${notFetched}` };
  if (!(await canReachSource())) return { missing: 'its binary is not here, and the site that has it cannot be reached' };
  process.stdout.write('Fetching Electron (20 s at most)…\n');
  const failure = await runInstaller(folder);
  const fetched = installedBinary(folder);
  if (failure === null && fetched !== null) return { path: fetched };
  return { missing: `its binary is not here, and fetching it failed (${failure ?? 'nothing was unpacked'})` };
}

/** A quick look before the installer's own slow retries. Behind a proxy or with a mirror set, only the installer knows. */
function canReachSource(): Promise<boolean> {
  const isIndirect = Object.keys(process.env).some((key) => /(^|_)(https?_proxy|electron_mirror)$/i.test(key) && process.env[key]);
  if (isIndirect) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect({ host: 'github.com', port: 443, timeout: reachWithin });
    const finish = (isReached: boolean) => {
      socket.destroy();
      resolve(isReached);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
    socket.once('timeout', () => finish(false));
    setTimeout(() => finish(false), reachWithin).unref();
  });
}

/** Null when the installer ended well, else why not. */
function runInstaller(folder: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(`it took longer than ${fetchWithin / 1000} s`);
    }, fetchWithin);
    child.once('error', (cause) => resolve(cause.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : `the installer ended with ${code ?? 'a signal'}`);
    });
  });
}
