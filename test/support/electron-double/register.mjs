// For node --import: every `electron` that the built main imports is the double.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
