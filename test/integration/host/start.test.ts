import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runDesktop, whyNoWindow } from '#main/web/desktop.ts';
import { readOptions } from '#main/web/options.ts';
import { runNode } from '#test/support/run-node.ts';
import { scratchFolder } from '#test/support/scratch.ts';
import { freePort } from '#test/support/free-port.ts';

async function start(more: readonly string[] = []) {
  const folder = await scratchFolder();
  const port = await freePort();
  const running = runNode('src-main/web/start.ts', ['--no-open', '--port', String(port), '--data', join(folder, 'data'), ...more]);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  return { port, ...running };
}

test.each(['SIGTERM', 'SIGINT'] as const)('it says its address, answers, and ends with 0 on %s', async (signal) => {
  const { port, says, child, ended, output } = await start();
  await says(new RegExp(`^Countersign is at http://127\\.0\\.0\\.1:${port}/$`, 'm'));
  expect(output()).toMatch(/^Electron does not open here: .+\. This is the browser edition instead\.$/m);
  const call = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { origin: `http://127.0.0.1:${port}`, 'x-countersign': '1' },
  });
  expect(call.status).toBe(204);
  child.kill(signal);
  expect(await ended).toBe(0);
});

test('it ends at once although a page still listens for events', async () => {
  const { port, says, child, ended } = await start(['--browser']);
  await says(/Countersign is at/);
  const session = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { origin: `http://127.0.0.1:${port}`, 'x-countersign': '1' },
  });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const events = await fetch(`http://127.0.0.1:${port}/api/events`, { headers: { cookie } });
  const text = events.text();
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(await text).toContain('"type":"host.stopping"');
});

test('it ends when the npm that started it is gone, as npm does not hand its signal on', async () => {
  const folder = await scratchFolder();
  const port = await freePort();
  const script = `${process.execPath} --import ./test/support/typescript.mjs src-main/web/start.ts --browser --no-open --port ${port} --data ${folder}/data; true`;
  const npm = spawn('sh', ['-c', script], { env: { ...process.env, npm_lifecycle_event: 'start' }, stdio: 'ignore' });
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  expect(await vi.waitUntil(isUp, { timeout: 20_000, interval: 100 })).toBe(true);
  npm.kill('SIGKILL');
  expect(await vi.waitUntil(async () => !(await isUp()), { timeout: 10_000, interval: 100 })).toBe(true);
});

test('a port that is in use is said in one line, and no other port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { ended, output } = await start(['--browser', '--port', String(port)]);
  expect(await ended).toBe(1);
  expect(output()).toMatch(new RegExp(`^Port ${port} is in use\\. .+\\n$`));
});

test('a build counts as fresh only where all of it is there and newer than every source', async () => {
  const folder = join('.cache', `fresh-${process.pid}`);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'sources', 'deep'), { recursive: true });
  const at = async (name: string, seconds: number) => {
    await writeFile(join(folder, name), '');
    await utimes(join(folder, name), seconds, seconds);
  };
  await at('sources/deep/source.ts', 1000);
  await at('one.js', 2000);
  await at('two.js', 2000);
  const isFresh = async (outputs: readonly string[]) => {
    await utimes(join(folder, 'sources', 'deep'), 1000, 1000);
    const look = `import { isFresh } from './src-main/fresh-build.mjs'; console.log(isFresh(${JSON.stringify(outputs)}, ['${folder}/sources', '${folder}/absent']));`;
    return (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', look])).stdout.trim() === 'true';
  };
  const both = [`${folder}/one.js`, `${folder}/two.js`];
  expect([await isFresh(both), await isFresh([...both, `${folder}/three.js`])]).toEqual([true, false]);
  await at('two.js', 999);
  expect(await isFresh(both)).toBe(false);
  await at('two.js', 2000);
  await at('sources/deep/source.ts', 2000);
  expect(await isFresh(both)).toBe(false);
});

test('flags are read, and an unknown one is refused', () => {
  expect(readOptions([])).toMatchObject({
    ok: true,
    value: { port: 4517, isBrowser: false, opensBrowser: true, data: null, askedBy: null },
  });
  expect(readOptions(['--no-open', '--port', '4711'])).toMatchObject({ value: { port: 4711, opensBrowser: false, askedBy: '--port' } });
  expect(readOptions(['--port', '0']).ok).toBe(false);
  expect(readOptions(['--port', 'x']).ok).toBe(false);
  expect(readOptions(['--unknown']).ok).toBe(false);
});

test('where no window can be shown, the reason is known before anything is fetched', () => {
  expect(whyNoWindow('linux', {}, 1000)).toMatch(/display/);
  expect(whyNoWindow('linux', { DISPLAY: ':0' }, 0)).toMatch(/root/);
  expect(whyNoWindow('linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000)).toBeNull();
  expect(whyNoWindow('darwin', {}, 501)).toBeNull();
});

test.each([
  ['process.exit(0)', { code: 0 }],
  ['process.exit(3)', { failed: 'it ended at once with 3' }],
  ['process.exit(process.argv.includes("--data=/somewhere") ? 0 : 1)', { code: 0 }],
])('a desktop app that does %s is reported so', async (script, expected) => {
  const app = join(await scratchFolder(), 'app.cjs');
  await writeFile(app, script);
  expect(await runDesktop(process.execPath, app, '/somewhere')).toEqual(expected);
});

test('a binary that cannot be run is a reason, not a crash', async () => {
  expect(await runDesktop('/no/such/electron', '.', null)).toMatchObject({ failed: expect.stringContaining('ENOENT') as string });
});
