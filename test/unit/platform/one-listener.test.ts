import { expect, test } from 'vitest';
import type { HostEvent } from '#shared/contract/wire.ts';
import { listenForAll } from '#renderer/platform/one-listener.ts';

/** The windows of one origin: they have one set of locks, and hear each other. */
function origin() {
  let tail: Promise<unknown> = Promise.resolve();
  const locks = {
    request: (_: string, { signal }: LockOptions, work: () => Promise<unknown>) => {
      const mine = tail.then(() => (signal?.aborted === true ? Promise.reject(new DOMException('left', 'AbortError')) : work()));
      tail = mine.catch(() => undefined);
      return mine;
    },
  };
  const windows: ((event: MessageEvent) => void)[] = [];
  const streams: ((event: HostEvent) => void)[] = [];
  const open = () => {
    const heard: string[] = [];
    const own: ((event: MessageEvent) => void)[] = [];
    const channel = {
      postMessage: (data: unknown) => {
        for (const hear of windows) if (!own.includes(hear)) hear(new MessageEvent('message', { data }));
      },
      addEventListener: (_: string, hear: (event: MessageEvent) => void) => {
        own.push(hear);
        windows.push(hear);
      },
      close: () => undefined,
    };
    const listen = (listener: (event: HostEvent) => void) => {
      streams.push(listener);
      return () => void streams.splice(streams.indexOf(listener), 1);
    };
    const leave = listenForAll(listen, ({ type }) => heard.push(type), {
      locks: locks as LockManager,
      channel: channel as BroadcastChannel,
    });
    return { heard, leave };
  };
  return { open, streams };
}
const settle = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

test('one window listens for all, each hears everything once, and another takes over', async () => {
  const { open, streams } = origin();
  const [first, second, third] = [open(), open(), open()];
  await settle();
  expect(streams).toHaveLength(1);
  streams[0]?.({ type: 'one', data: {} });
  second.leave();
  first.leave();
  await settle();
  expect(streams).toHaveLength(1);
  streams[0]?.({ type: 'two', data: {} });
  expect([first.heard.slice(0, 1), second.heard.slice(0, 1), third.heard]).toEqual([['one'], ['one'], ['one', 'two']]);
  third.leave();
  await settle();
  expect(streams).toHaveLength(0);
});
