import { createRegistry } from '../model/capability.ts';
import { approvals } from './approvals/index.ts';
import { assets } from './assets/index.ts';
import { identity } from './identity/index.ts';
import { changes } from './changes/index.ts';
import { incidents } from './incidents/index.ts';
import { systems } from './systems/index.ts';

/** Every capability of the product, in the order in which people meet them. One line each. */
export const registry = createRegistry([changes, approvals, assets, incidents, systems, identity]);
