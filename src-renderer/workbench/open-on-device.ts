import { registry } from '#shared/capabilities/registry.ts';
import { platform } from '../platform/index.ts';
import { type OpenOptions, openWorkspace, type Workspace } from '../store/index.ts';

/**
 * Opens a workspace of this device with all record kinds of the product, the host's journal behind it and the host's way to
 * its server, if it has one. `scrypt` is for accounts whose passphrase is public; everyone else's derivation is the store's own.
 */
export async function openOnDevice(id: string, scrypt?: OpenOptions['scrypt']): Promise<Workspace> {
  const info = await platform.info();
  return openWorkspace({
    id,
    registry,
    // A page that came from a server has no host beside it that could keep a second copy.
    ...(platform.server.isOwn ? {} : { journal: platform.journal }),
    server: platform.server,
    ...(info.ok ? { version: info.value.version } : {}),
    ...(scrypt ? { scrypt } : {}),
  });
}
