import { defineCapability } from '#shared/model/capability.ts';
import { grantsOf } from '../identity/index.ts';
import { system } from './system.record.ts';

/** What changes, incidents and assets are about. */
export const systems = defineCapability({ name: 'systems', records: [system], grants: grantsOf('systems.manage') });
