import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogReading, LogStore } from '#main/application/server/log-store.ts';
import { lineWriter } from '#main/application/server/line-writer.ts';
import { verifyChain } from '#shared/audit/verify-chain.ts';
import { CHAIN_START, leafOf } from '#shared/kernel/chain.ts';
import type { Digest } from '#shared/kernel/digest.ts';
import type { Id } from '#shared/kernel/id.ts';
import type { RefusedLine } from '#shared/model/log-line.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { unsealBody } from '#shared/model/seal.ts';
import type { Sight } from '#shared/model/visibility.ts';
import { newId, noteRegistry, wishes } from './notes.ts';

export interface OpenLogStore {
  readonly log: LogStore;
  close(): Promise<void>;
}

const ALL: Sight = { kinds: ['memo', 'note'], scopes: '*' };
const PUBLIC: Sight = { kinds: ['memo', 'note'], scopes: [''] };
const TEAM: Sight = { kinds: ['memo', 'note'], scopes: ['', 'team_a'] };

let tenants = 0;

/** What every `LogStore` promises, over the registry of `notes.ts`. Each test has a tenant of its own. */
export function logStoreContract(name: string, open: () => Promise<OpenLogStore>): void {
  describe(`the log store ${name}`, () => {
    let store: OpenLogStore;
    beforeAll(async () => {
      store = await open();
    }, 240_000);
    afterAll(() => store.close());

    const tenant = async (): Promise<string> => {
      const id = `t${++tenants}`;
      await store.log.createTenant({ id, name: `Tenant ${id}`, epoch: `epoch-${id}`, isFounding: true });
      return id;
    };
    const as = <T>(id: string, sight: Sight, work: (reading: LogReading) => Promise<T>, person = 'per_dana') =>
      store.log.read(id, sight, person, work);

    test('a tenant begins empty, and is known by its id', async () => {
      const id = await tenant();
      expect(await store.log.tenant(id)).toEqual({ id, name: `Tenant ${id}`, epoch: `epoch-${id}`, isFounding: true });
      expect((await store.log.tenants()).map((one) => one.id)).toContain(id);
      expect(await store.log.tenant('nobody')).toBeUndefined();
      await as(id, ALL, async (reading) => {
        expect(reading.head).toEqual({ seq: 0, hash: CHAIN_START });
        expect(await reading.lines(0, 10)).toEqual([]);
        expect(await reading.hashAt(0)).toBe(CHAIN_START);
        expect(await reading.manifest()).toBeNull();
        expect(await reading.checkpoint()).toBeNull();
      });
      await store.log.write(id, (writing) => writing.endFounding());
      expect((await store.log.tenant(id))?.isFounding).toBe(false);
    });

    test('what is appended is read back: lines in a chain, records, histories, numbers', async () => {
      const id = await tenant();
      const [first, second] = [newId('not'), newId('not')];
      await wishes(store.log, id, [
        { id: first, patch: { title: 'One', author: 'Dana “D.” Ö\\' } },
        { id: second, patch: { title: 'Two', about: first, author: 'dana@example.org' } },
        { id: first, patch: { title: 'One again' } },
      ]);
      await as(id, ALL, async ({ head, lines, hashAt, reader, arrived }) => {
        expect(head.seq).toBe(3);
        const seen = await lines(0, 10);
        expect(seen.map(({ seq }) => seq)).toEqual([1, 2, 3]);
        expect((await lines(1, 1)).map(({ seq }) => seq)).toEqual([2]);
        expect(await verifyChain(seen, { seq: 0, hash: CHAIN_START })).toMatchObject({ ok: true, head });
        expect(await hashAt(2)).toBe(seen[1]?.hash);
        expect(await hashAt(4)).toBeUndefined();
        const [line] = seen;
        const opened = line?.body && unsealBody(line.body, line.values ?? {});
        expect(opened).toMatchObject({ type: 'event', event: { patch: { title: 'One', author: 'Dana “D.” Ö\\' } } });
        expect(JSON.stringify(line?.body)).not.toContain('Dana');
        expect(await reader.get(first)).toMatchObject({ version: 2, fields: { title: 'One again', author: 'Dana “D.” Ö\\' } });
        expect((await reader.related('note', 'about', first)).map((one) => one.id)).toEqual([second]);
        expect(await reader.count({ kind: 'note', where: [{ column: 'about', op: 'is', value: first }] })).toBe(1);
        expect(await reader.count({ kind: 'note', where: [{ column: 'author', op: 'is', value: 'dana@example.org' }] })).toBe(1);
        expect((await reader.history(first)).map(({ version }) => version)).toEqual([1, 2]);
        expect((await arrived(first))[0]).toMatchObject({ event: { patch: { author: 'Dana “D.” Ö\\' } } });
        expect(await reader.lastNumber('note')).toBe(3);
      });
    });

    test('a writing that throws leaves nothing, and the next one goes on', async () => {
      const id = await tenant();
      await store.log.register(id, { id: 'dev_1', personId: 'per_dana', name: 'Laptop' });
      await wishes(store.log, id, [{ id: newId('not'), patch: { title: 'Kept' } }]);
      const lost = newId('not');
      const failing = store.log.write(id, async (writing) => {
        const writer = lineWriter(writing.head, { registry: noteRegistry, hex: () => 'salt' });
        writer.add(writer.prepare(refusedBody(lost)), { kind: 'note', recordId: lost, scope: '', scopeBefore: '', onlyFor: 'per_dana' });
        await writing.append({
          lines: writer.lines,
          records: [],
          events: [],
          numbers: new Map([['note', 99]]),
          verdicts: [{ seq: 5, id: newId('cmd'), outcome: 'refused', at: 2 }],
          device: { id: 'dev_1', lastSeq: 5 },
        });
        throw new Error('after all');
      });
      await expect(failing).rejects.toThrow('after all');
      await as(id, ALL, async ({ head, lines, reader }) => {
        expect(head.seq).toBe(1);
        expect(await lines(0, 10)).toHaveLength(1);
        expect(await reader.lastNumber('note')).toBe(1);
      });
      await wishes(store.log, id, [{ id: lost, patch: { title: 'Found' } }]);
      expect(await as(id, ALL, async ({ head }) => head.seq)).toBe(2);
      expect(await store.log.write(id, async (writing) => (await writing.device('dev_1'))?.lastSeq)).toBe(0);
    });

    test('writings to one tenant follow one another, and its log has no gaps', async () => {
      const id = await tenant();
      await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          wishes(store.log, id, [
            { id: newId('not'), patch: { title: `${i} a` } },
            { id: newId('memo'.slice(0, 3)), patch: { title: `${i} b` } },
          ]),
        ),
      );
      await as(id, ALL, async ({ head, lines }) => {
        const seen = await lines(0, 100);
        expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
        expect(await verifyChain(seen, { seq: 0, hash: CHAIN_START })).toMatchObject({ ok: true, head });
      });
    });

    test('verdicts and the place of a device are kept with what they are about', async () => {
      const id = await tenant();
      const registered = await store.log.register(id, { id: 'dev_1', personId: 'per_dana', name: 'Laptop' });
      expect(registered).toEqual({ id: 'dev_1', personId: 'per_dana', lastSeq: 0, revokedAt: null });
      expect(await store.log.register(id, { id: 'dev_1', personId: 'per_ravi', name: 'Mine' })).toMatchObject({ personId: 'per_dana' });
      const command = newId('cmd');
      await wishes(store.log, id, [{ id: newId('not'), patch: { title: 'Once' }, command, device: { id: 'dev_1', lastSeq: 7 } }]);
      await store.log.write(id, async (writing) => {
        expect(await writing.device('dev_1')).toMatchObject({ lastSeq: 7 });
        expect(await writing.device('dev_2')).toBeUndefined();
        expect([...(await writing.verdicts([command, newId('cmd')]))]).toEqual([
          [command, { seq: 1, id: command, outcome: 'accepted', at: 1 }],
        ]);
        expect(writing.lastTime).toBe('2026-11-02T00:00:00.000Z-0000-test');
      });
      expect(await as(id, ALL, (reading) => reading.device('dev_1'))).toMatchObject({ lastSeq: 7 });
    });

    test('[AL7.6] a refused command is in the log with its reason, and its author alone reads it', async () => {
      const id = await tenant();
      const recordId = newId('not');
      await store.log.write(id, async (writing) => {
        const writer = lineWriter(writing.head, { registry: noteRegistry, hex: () => 'salt' });
        writer.add(writer.prepare(refusedBody(recordId)), { kind: 'note', recordId, scope: '', scopeBefore: '', onlyFor: 'per_dana' });
        const refusal = { code: 'note.no', message: 'No.', unmet: [] };
        const verdicts = [{ seq: 1, id: newId('cmd'), outcome: 'refused' as const, refusal, at: 1 }];
        await writing.append({ lines: writer.lines, records: [], events: [], numbers: new Map(), verdicts, device: null });
        const kept = await writing.verdicts(verdicts.map((one) => one.id));
        expect([...kept.values()][0]?.refusal).toEqual(refusal);
      });
      const [mine] = await as(id, PUBLIC, ({ lines }) => lines(0, 10), 'per_dana');
      expect(mine?.body && unsealBody(mine.body, mine.values ?? {})).toMatchObject({ type: 'refused', refusal: { message: 'No.' } });
      const [theirs] = await as(id, ALL, ({ lines }) => lines(0, 10), 'per_ravi');
      expect(theirs).toEqual({ seq: 1, leaf: mine?.leaf, hash: mine?.hash });
      expect(await as(id, ALL, ({ reader }) => reader.history(recordId), 'per_ravi')).toEqual([]);
    });

    test('a restricted record is seen by its team alone; everybody still checks the whole chain', async () => {
      const id = await tenant();
      const [open, closed] = [newId('not'), newId('not')];
      await wishes(store.log, id, [
        { id: open, patch: { title: 'Open' } },
        { id: closed, patch: { title: 'Closed', about: open }, scope: 'team_a' },
      ]);
      await as(id, PUBLIC, async ({ head, lines, reader, arrived }) => {
        const seen = await lines(0, 10);
        expect(seen.map(({ body }) => body !== undefined)).toEqual([true, false]);
        expect(JSON.stringify(seen)).not.toContain(closed);
        expect(await verifyChain(seen, { seq: 0, hash: CHAIN_START })).toMatchObject({ ok: true, head });
        expect(await reader.get(closed)).toBeUndefined();
        expect(await reader.count({ kind: 'note' })).toBe(1);
        expect(await reader.related('note', 'about', open)).toEqual([]);
        expect(await reader.history(closed)).toEqual([]);
        expect(await arrived(closed)).toEqual([]);
      });
      expect(await as(id, TEAM, ({ reader }) => reader.count({ kind: 'note' }))).toBe(2);
      const blind: Sight = { kinds: ['memo'], scopes: '*' };
      expect(await as(id, blind, ({ reader }) => reader.get(open))).toBeUndefined();
      expect(await as(id, blind, ({ reader }) => reader.lastNumber('memo'))).toBe(0);
    });

    test('who gets a record into sight gets it whole, who loses it is told to drop it', async () => {
      const id = await tenant();
      const record = newId('not');
      await wishes(store.log, id, [{ id: record, patch: { title: 'Open', author: 'Dana' } }]);
      await wishes(store.log, id, [{ id: record, patch: { title: 'Closed' }, from: '', scope: 'team_a' }]);
      const without = await as(id, PUBLIC, ({ lines }) => lines(0, 10));
      expect(without.map(({ body, gone }) => [body !== undefined, gone])).toEqual([
        [false, undefined],
        [false, record],
      ]);
      const [, moved] = await as(id, { kinds: ['note'], scopes: ['team_a'] }, ({ lines }) => lines(0, 10));
      expect(moved?.entered).toMatchObject({ id: record, version: 2, fields: { title: 'Closed', author: 'Dana' } });
      await wishes(store.log, id, [{ id: record, patch: { title: 'Open again' }, from: 'team_a', scope: '' }]);
      await wishes(store.log, id, [{ id: record, patch: { title: 'And later' } }]);
      const again = await as(id, PUBLIC, ({ lines }) => lines(1, 10));
      expect(again.map(({ gone, entered }) => [gone, entered?.fields['title']])).toEqual([
        [record, undefined],
        [undefined, 'Open again'],
        [undefined, undefined],
      ]);
    });

    test('pages hold all records of a moment, each for those who may see it', async () => {
      const id = await tenant();
      const many = Array.from({ length: 1_200 }, (_, i) => ({ id: newId('not'), patch: { title: `Note ${i}` } }));
      await wishes(store.log, id, [...many, { id: newId('mem'), patch: { title: 'Closed' }, scope: 'team_a' }]);
      await store.log.makePages(id);
      const first = await as(id, TEAM, (reading) => pagesIn(reading));
      expect(first.manifest).toMatchObject({ seq: 1_201, numbers: { note: 1_201 } });
      expect(first.manifest?.hash).toBe(await as(id, ALL, ({ hashAt }) => hashAt(1_201)));
      expect(first.manifest?.pages.map(({ kind, count }) => [kind, count])).toEqual([
        ['memo', 1],
        ['note', 1_000],
        ['note', 200],
      ]);
      expect(first.records.map((record) => record.id)).toEqual(first.records.map((record) => record.id).toSorted());
      expect(first.records[5]).toEqual(await as(id, ALL, ({ reader }) => reader.get(first.records[5]?.id ?? '')));

      const last = many.at(-1)?.id ?? '';
      await wishes(store.log, id, [{ id: last, patch: { title: 'Changed' } }]);
      await store.log.makePages(id);
      const second = await as(id, PUBLIC, (reading) => pagesIn(reading));
      expect(second.manifest?.seq).toBe(1_202);
      expect(second.manifest?.pages.map(({ count }) => count)).toEqual([1_000, 200]);
      expect(second.manifest?.pages[0]?.digest).toBe(first.manifest?.pages[1]?.digest);
      expect(second.records.find((record) => record.id === last)?.fields['title']).toBe('Changed');
      const closed = first.manifest?.pages[0]?.digest ?? '';
      expect(await as(id, PUBLIC, ({ page }) => page(closed))).toBeNull();
      expect(await as(id, TEAM, ({ page }) => page(closed))).not.toBeNull();
      expect((await as(id, { kinds: ['memo'], scopes: [''] }, ({ manifest }) => manifest()))?.numbers).toEqual({});
    });

    test('a page follows its records: those that come, go and move elsewhere', async () => {
      const id = await tenant();
      const [a, b, c] = [newId('not'), newId('not'), newId('not')];
      await wishes(store.log, id, [
        { id: b, patch: { title: 'B' } },
        { id: c, patch: { title: 'C' } },
      ]);
      await store.log.makePages(id);
      // The earlier id comes later: its device was offline.
      await wishes(store.log, id, [
        { id: a, patch: { title: 'A' } },
        { id: c, patch: { title: 'C closed' }, from: '', scope: 'team_a' },
      ]);
      await store.log.makePages(id);
      const open = await as(id, PUBLIC, (reading) => pagesIn(reading));
      expect(open.records.map((record) => record.fields['title'])).toEqual(['A', 'B']);
      const team = await as(id, { kinds: ['note'], scopes: ['team_a'] }, (reading) => pagesIn(reading));
      expect(team.records.map((record) => record.fields['title'])).toEqual(['C closed']);
    });

    test('two that cut pages at once do no harm', async () => {
      const id = await tenant();
      await wishes(store.log, id, [{ id: newId('not'), patch: { title: 'One' } }]);
      await Promise.all([store.log.makePages(id), store.log.makePages(id)]);
      const { records } = await as(id, ALL, (reading) => pagesIn(reading));
      expect(records).toHaveLength(1);
    });

    test('the newest checkpoint is the one that is given out', async () => {
      const id = await tenant();
      const checkpoint = (seq: number) => ({
        epoch: `epoch-${id}`,
        seq,
        hash: leafOf(`${seq}`),
        at: '2026-11-02T09:00:00.000Z',
        keyId: 'k1',
        signature: 'aa',
      });
      await store.log.putCheckpoint(id, checkpoint(2));
      await store.log.putCheckpoint(id, checkpoint(7));
      await store.log.putCheckpoint(id, checkpoint(5));
      expect(await as(id, PUBLIC, (reading) => reading.checkpoint())).toEqual(checkpoint(7));
    });

    test('those who listen are told of what was appended, and of nothing that was not', async () => {
      const id = await tenant();
      const other = await tenant();
      const heard: [string, number][] = [];
      const end = store.log.onAppended((tenantId, seq) => {
        if (tenantId === id || tenantId === other) heard.push([tenantId, seq]);
      });
      await wishes(store.log, id, [{ id: newId('not'), patch: { title: 'One' } }]);
      await expect(
        store.log.write(other, async () => {
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      await expect.poll(() => heard).toEqual([[id, 1]]);
      end();
      await wishes(store.log, id, [{ id: newId('not'), patch: { title: 'Two' } }]);
      await wishes(store.log, other, [{ id: newId('not'), patch: { title: 'Two' } }]);
      expect(heard).toEqual([[id, 1]]);
    });

    test('one tenant has nothing of another', async () => {
      const [id, other] = [await tenant(), await tenant()];
      const record = newId('not');
      const command = newId('cmd');
      await wishes(store.log, id, [{ id: record, patch: { title: 'Ours' }, command }]);
      await store.log.makePages(id);
      const { manifest } = await as(id, ALL, (reading) => pagesIn(reading));
      await as(other, ALL, async (reading) => {
        expect(reading.head.seq).toBe(0);
        expect(await reading.lines(0, 10)).toEqual([]);
        expect(await reading.reader.get(record)).toBeUndefined();
        expect(await reading.manifest()).toBeNull();
        expect(await reading.page(manifest?.pages[0]?.digest ?? '')).toBeNull();
      });
      await store.log.write(other, async (writing) => {
        expect([...(await writing.verdicts([command]))]).toEqual([]);
        expect(await writing.reader.get(record)).toBeUndefined();
      });
      // The same id there is another record.
      await wishes(store.log, other, [{ id: record, patch: { title: 'Theirs' }, command }]);
      expect((await as(id, ALL, ({ reader }) => reader.get(record)))?.fields['title']).toBe('Ours');
    });
  });
}

const refusedBody = (recordId: string): RefusedLine => ({
  type: 'refused',
  command: newId('cmd'),
  device: null,
  arrivedAt: '2026-11-02T09:00:00.000Z',
  by: 'per_dana',
  kind: 'note',
  wish: {
    id: newId('cmd'),
    name: 'notes.create',
    recordId: recordId as Id,
    input: { fields: { title: 'x' } },
    at: '2026-11-02T09:00:00.000Z',
  },
  refusal: { code: 'note.no', message: 'No.', unmet: [] },
});

/** Everything that a device would load, checked as it would check it. */
async function pagesIn({ manifest, page }: LogReading) {
  const found = await manifest();
  const records: RecordOf[] = [];
  for (const { digest, from, to, count, size } of found?.pages ?? []) {
    const bytes = await page(digest);
    if (!bytes) throw new Error(`The page ${digest} is not there`);
    expect(createHash('sha256').update(bytes).digest('hex') as Digest).toBe(digest);
    expect(bytes.length).toBe(size);
    const some = JSON.parse(gunzipSync(bytes).toString('utf8')) as RecordOf[];
    expect([some[0]?.id, some.at(-1)?.id, some.length]).toEqual([from, to, count]);
    records.push(...some);
  }
  return { manifest: found, records };
}
