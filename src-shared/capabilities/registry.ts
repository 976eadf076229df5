import { createRegistry } from '../model/capability.ts';

/** Every capability of the product, in the order in which people meet them. One line each. */
export const registry = createRegistry([]);
