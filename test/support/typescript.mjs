// For node --import: a process of its own that runs our TypeScript as it is.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
