import { registry } from '#shared/capabilities/registry.ts';
import { platform } from '../platform/index.ts';
import { openWorkspace, type Workspace } from '../store/index.ts';

/** Opens a workspace of this device with all record kinds of the product and the host's journal behind it. */
export const openOnDevice = (id: string): Promise<Workspace> => openWorkspace({ id, registry, journal: platform.journal });
