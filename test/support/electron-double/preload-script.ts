import { readFileSync } from 'node:fs';

/** The names under which the double hides its own two ends in a page; the init script takes them away before the page's scripts run. */
export const callName = '__countersignDoubleCall';
export const emitName = '__countersignDoubleEmit';

/**
 * The built preload as an init script: a CommonJS frame whose `require` knows only `electron`, and of it only what a sandboxed
 * preload has. Main frames only, as without `nodeIntegrationInSubFrames`. What crosses is cloned and frozen.
 */
export function preloadScript(path: string): string {
  return `(() => {
  if (window.top !== window || location.protocol !== 'http:') return;
  const call = window[${JSON.stringify(callName)}];
  delete window[${JSON.stringify(callName)}];
  const listeners = new Map();
  const ipcRenderer = {
    invoke: (channel, ...args) => call({ channel, args: structuredClone(args) }),
    on: (channel, listener) => void (listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel)).add(listener),
    removeListener: (channel, listener) => void listeners.get(channel)?.delete(listener),
  };
  const contextBridge = {
    exposeInMainWorld: (key, api) =>
      Object.defineProperty(window, key, { value: Object.freeze(api), enumerable: true, configurable: false, writable: false }),
  };
  Object.defineProperty(window, ${JSON.stringify(emitName)}, {
    value: ({ channel, args }) => { for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args); },
  });
  const require = (name) => {
    if (name !== 'electron') throw new Error('A sandboxed preload cannot require ' + name);
    return { contextBridge, ipcRenderer };
  };
  const module = { exports: {} };
  ((require, module, exports) => {
${readFileSync(path, 'utf8')}
  })(require, module, module.exports);
})();`;
}
