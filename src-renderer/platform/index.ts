/** The renderer's only way to its host. Everything outside this folder imports from here and knows neither Electron nor HTTP. */
export { platform } from './host.ts';
export { registerServiceWorker } from './register-sw.ts';
export type { AppUpdate } from './register-sw.ts';
export { styleNonce } from './style-nonce.ts';
