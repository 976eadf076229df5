import { registry } from '#shared/capabilities/registry.ts';
import { platform } from '../platform/index.ts';
import { type OpenOptions, openWorkspace, type Workspace } from '../store/index.ts';

/**
 * Opens a workspace of this device with all record kinds of the product and the host's journal behind it. `scrypt` is
 * for accounts whose passphrase is public; everyone else's derivation is the store's own.
 */
export const openOnDevice = (id: string, scrypt?: OpenOptions['scrypt']): Promise<Workspace> =>
  openWorkspace({ id, registry, journal: platform.journal, ...(scrypt ? { scrypt } : {}) });
