import { contextBridge, ipcRenderer } from 'electron';
import { CHANNEL_EVENT, CHANNEL_INVOKE, type Bridge, type HostEvent } from '#shared/contract/wire.ts';

const mostWaiting = 100;
const waiting: HostEvent[] = [];
const listeners = new Set<(event: HostEvent) => void>();

/** What comes before the page listens (a link that started the app) waits for its first listener. */
ipcRenderer.on(CHANNEL_EVENT, (_, event: HostEvent) => {
  for (const listener of listeners) listener(event);
  if (listeners.size === 0 && waiting.length < mostWaiting) waiting.push(event);
});

/** All that a page is given: two functions over two fixed channels. No Electron object and no IPC event reaches it. */
const bridge: Bridge = {
  invoke: (name, input) => ipcRenderer.invoke(CHANNEL_INVOKE, name, input),
  subscribe(listener) {
    listeners.add(listener);
    for (const event of waiting.splice(0)) listener(event);
    return () => void listeners.delete(listener);
  },
};

contextBridge.exposeInMainWorld('countersign', bridge);
