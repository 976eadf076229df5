import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileJournal } from '#main/adapters/journal/file-journal.ts';
import { runNode } from '#test/support/run-node.ts';
import { scratchFolder } from '#test/support/scratch.ts';

const numbers = (read: { lines: { clientSeq: number }[] }) => read.lines.map(({ clientSeq }) => clientSeq);

test('lines come back in the order of their numbers, whatever the order they were written in', async () => {
  const journal = fileJournal(await scratchFolder());
  await journal.append('ws_1', 4, ['d']);
  await journal.append('ws_1', 1, ['a', 'b', 'c']);
  expect(await journal.append('ws_1', 2, ['b again'])).toBe(4);
  const { lines, isEnd } = await journal.read('ws_1', 1, 10);
  expect(lines).toEqual([
    { clientSeq: 2, line: 'b again' },
    { clientSeq: 3, line: 'c' },
    { clientSeq: 4, line: 'd' },
  ]);
  expect(isEnd).toBe(true);
  expect(await journal.read('ws_1', 0, 2)).toMatchObject({ isEnd: false });
  await journal.close();
});

test('what was acknowledged is there after kill -9, again and again', async () => {
  const folder = await scratchFolder();
  let acknowledged = 0;
  for (let round = 0; round < 4; round += 1) {
    const writer = runNode('test/integration/host/append-forever.ts', [folder]);
    await writer.says(new RegExp(`ack ${acknowledged + 5 + round * 7}\\n`));
    writer.child.kill('SIGKILL');
    expect(await writer.ended).toBe('SIGKILL');
    acknowledged = Number(/ack (\d+)\n(?!.*ack \d+\n)/s.exec(writer.output())?.[1]);
    const journal = fileJournal(folder);
    expect(await journal.head('ws_1')).toBeGreaterThanOrEqual(acknowledged);
    const found = numbers(await journal.read('ws_1', 0, 2000));
    expect(found).toEqual(Array.from({ length: found.length }, (_, index) => index + 1));
    expect(found.length).toBeGreaterThanOrEqual(acknowledged);
    await journal.close();
  }
});

test('a line that a crash cut off, or garbage, is left out and garbles nothing after it', async () => {
  const folder = await scratchFolder();
  const before = fileJournal(folder);
  await before.append('ws_1', 1, ['one', 'two']);
  await before.close();
  const [segment = ''] = await readdir(join(folder, 'ws_1'));
  await appendFile(join(folder, 'ws_1', segment), '{"not":"an entry"}\n[3,"cut o');
  const after = fileJournal(folder);
  expect(await after.head('ws_1')).toBe(2);
  await after.append('ws_1', 3, ['three']);
  expect(numbers(await after.read('ws_1', 0, 10))).toEqual([1, 2, 3]);
  await after.close();
});

test('a long journal is kept in segments of 8 MB and read page by page', async () => {
  const folder = await scratchFolder();
  const journal = fileJournal(folder);
  const line = 'x'.repeat(500_000);
  for (let clientSeq = 1; clientSeq <= 40; clientSeq += 1) await journal.append('ws_1', clientSeq, [line]);
  expect((await readdir(join(folder, 'ws_1'))).length).toBe(3);
  const found: number[] = [];
  for (let isEnd = false; !isEnd;) {
    const page = await journal.read('ws_1', found.at(-1) ?? 0, 7);
    found.push(...numbers(page));
    isEnd = page.isEnd;
  }
  expect(found).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  await journal.close();
});

test('what is dropped stays dropped, also after a restart, and the head stays where it was', async () => {
  const folder = await scratchFolder();
  const journal = fileJournal(folder);
  await journal.append('ws_1', 1, ['a', 'b', 'c']);
  await journal.drop('ws_1', 2);
  expect(numbers(await journal.read('ws_1', 0, 10))).toEqual([3]);
  await journal.drop('ws_1', 3);
  await journal.close();
  const again = fileJournal(folder);
  expect(await again.read('ws_1', 0, 10)).toEqual({ lines: [], isEnd: true });
  expect(await again.head('ws_1')).toBe(3);
  await again.append('ws_1', 4, ['d']);
  expect(numbers(await again.read('ws_1', 0, 10))).toEqual([4]);
  await again.drop('ws_1');
  expect(await again.head('ws_1')).toBe(0);
  expect(await readdir(folder)).toEqual([]);
  await again.close();
});

test('two processes on one folder lose nothing of each other', async () => {
  const folder = await scratchFolder();
  const [one, two] = [fileJournal(folder, () => 1), fileJournal(folder, () => 2)];
  await one.append('ws_1', 1, ['a']);
  await two.append('ws_1', 2, ['b']);
  await Promise.all([one.close(), two.close()]);
  const reader = fileJournal(folder);
  expect(numbers(await reader.read('ws_1', 0, 10))).toEqual([1, 2]);
  await reader.close();
});
