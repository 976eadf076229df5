import { expect, onTestFinished, test } from 'vitest';
import { layCable } from '#test/support/cable.ts';
import { startUpstream } from '#test/support/upstream.ts';

/** The cable that end-to-end specs cut: it must cut what it says, and nothing else. */
async function wired(text: string) {
  const server = await startUpstream((_, response) => response.end(text));
  const cable = await layCable(server.url);
  onTestFinished(async () => {
    await cable.remove();
    await server.stop();
  });
  const get = async () => (await fetch(cable.url, { headers: { connection: 'close' } })).text();
  return { cable, server, get };
}

test('what is plugged passes whole; what is unplugged does not pass, and passes again', async () => {
  const text = 'x'.repeat(3_000_000);
  const { cable, get } = await wired(text);
  expect((await get()) === text).toBe(true);
  cable.unplug();
  await expect(get()).rejects.toThrow('fetch failed');
  cable.plug();
  expect((await get()).length).toBe(text.length);
});

test('it breaks in the middle of a body', async () => {
  const { cable, get } = await wired('x'.repeat(3_000_000));
  cable.breakAfter(100_000);
  await expect(get()).rejects.toThrow('terminated');
  cable.breakAfter(undefined);
  expect((await get()).length).toBe(3_000_000);
});

test('it can be slow, and unplugged while something is on its way', async () => {
  const { cable, get } = await wired('x'.repeat(600_000));
  cable.slow(2_000_000);
  const begun = Date.now();
  await get();
  expect(Date.now() - begun).toBeGreaterThan(150);
  cable.slow(1_000);
  const slow = get();
  setTimeout(() => cable.unplug(), 100);
  await expect(slow).rejects.toThrow('terminated');
});
