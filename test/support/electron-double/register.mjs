// For node --import: every `electron` that the built main imports is the double.
import { register } from 'node:module';

register('../typescript-hooks.mjs', import.meta.url);
register('./hooks.mjs', import.meta.url);
