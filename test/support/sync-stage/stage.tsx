import { createRoot } from 'react-dom/client';
import { haldenMutual } from '#resources/samples/halden-mutual.ts';
import { App } from '#renderer/app/App.tsx';
import type { Device, Stage } from '#renderer/app/device.ts';
import { createTexts } from '#renderer/app/i18n.ts';
import { makeSample } from '#renderer/features/welcome/make-sample.ts';
import type { Workspace } from '#renderer/store/index.ts';
import { joinAsked } from '#renderer/workbench/sync/join-address.ts';
import { openOnDevice } from '#renderer/workbench/open-on-device.ts';
import { type FakeSync, fakeSync } from './fake-sync.ts';
import { scenario } from './scenario.ts';

declare global {
  interface Window {
    stage: { readonly sync: FakeSync; readonly workspace: Workspace; start(): Promise<void>; reset(): void };
  }
}

/** The workspace with a played following in the place of its own. */
function withSync(workspace: Workspace, sync: FakeSync): Workspace {
  return new Proxy(workspace, {
    get(target, name) {
      if (name === 'sync') return sync;
      if (name === 'subscribe')
        return (listener: Parameters<Workspace['subscribe']>[0]) => {
          const stops = [target.subscribe(listener), sync.subscribe(() => listener({ kinds: new Set(), ids: new Set() }))];
          return () => {
            for (const stop of stops) stop();
          };
        };
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function open(): Promise<void> {
  const made = await makeSample(haldenMutual, () => undefined);
  if (!made.ok) throw new Error(made.error.message);
  const sync = fakeSync();
  const workspace = withSync(await openOnDevice(made.value), sync);
  let stage: Stage = { at: 'open', workspace };
  const listeners = new Set<() => void>();
  const go = (next: Stage) => {
    stage = next;
    for (const listener of listeners) listener();
  };
  const nothing = async () => undefined;
  const device: Device = {
    get stage() {
      return stage;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: nothing,
    open: nothing,
    show: (opened) => go({ at: 'open', workspace: opened }),
    leave: async (way) => go({ at: 'choosing', workspaces: [], way, code: joinAsked(location.hash)?.code }),
    gone: async () => go({ at: 'choosing', workspaces: [] }),
  };
  let played: Awaited<ReturnType<typeof scenario>> = { queue: [], attention: [] };
  window.stage = {
    sync,
    workspace,
    async start() {
      played = await scenario(workspace);
      this.reset();
    },
    reset() {
      sync.reset();
      sync.fill(played.queue, played.attention);
      go({ at: 'open', workspace });
    },
  };
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App device={device} texts={createTexts()} />);
}

void open();
