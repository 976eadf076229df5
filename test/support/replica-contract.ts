import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import { type Id, idMaker } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { evolve } from '#shared/model/evolve.ts';
import type { Draft, RecordEvent, RecordOf } from '#shared/model/record.ts';
import type { Manifest } from '#shared/sync/protocol.schema.ts';
import type { Attention, Link, Pending, RefusedItem, Replica, ReplicaChange } from '#shared/sync/replica.ts';
import { newLink } from './memory-replica.ts';
import { seededBytes } from './memory-store.ts';

/** A replica with what a test needs around it. */
export interface OpenedReplica {
  readonly replica: Replica;
  /** Gives a command as a person does in a window: decided on the view, kept, shown. Throws when it is refused. */
  dispatch(draft: Draft, personId: string): Promise<void>;
  attention(): Promise<readonly Attention[]>;
  /** Closes it and opens it again over what is on the disk. */
  reopen(): Promise<OpenedReplica>;
  close(): Promise<void>;
}

const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 9, minute)).toISOString();
const time = (minute: number) => `${at(minute)}-0000-srv` as HybridTime;
const newId = idMaker(seededBytes(7), () => Date.UTC(2026, 10, 2, 8));

/** An event of the server's, and the record after it. */
function happens(
  before: RecordOf | undefined,
  more: Partial<RecordEvent> & Pick<RecordEvent, 'kind' | 'recordId' | 'patch'>,
): { event: RecordEvent; record: RecordOf } {
  const version = (before?.version ?? 0) + 1;
  const event: RecordEvent = {
    id: newId('evt'),
    type: `${more.kind}.${before ? 'edited' : 'created'}`,
    v: 1,
    commandId: newId('cmd'),
    version,
    at: at(version),
    time: time(version),
    by: 'per_server',
    ...more,
  };
  return { event, record: evolve(before, event) };
}

const made = (kind: string, prefix: string, patch: JsonObject, set: RecordEvent['set'] = {}): RecordOf =>
  happens(undefined, { kind, recordId: newId(prefix), patch, set }).record;

const role = made('role', 'rol', { name: 'Keeper', key: 'keeper', grants: ['systems.manage'] });
const ada = made('person', 'per', { name: 'Ada', roles: [role.id] });
const billing = made('system', 'sys', { name: 'Billing', owner: ada.id }, { number: 'SYS-1' });
const ledger = made('system', 'sys', { name: 'Ledger', dependsOn: [billing.id] }, { number: 'SYS-2' });
const START = [role, ada, billing, ledger];

/** Records as a server's pages, one a kind. */
function snapshot(
  records: readonly RecordOf[],
  more: Partial<Manifest> = {},
): { manifest: Manifest; bytes: Map<string, Uint8Array<ArrayBuffer>> } {
  const bytes = new Map<string, Uint8Array<ArrayBuffer>>();
  const pages = [...new Set(records.map(({ kind }) => kind))].toSorted().map((kind) => {
    const some = records.filter((record) => record.kind === kind).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const page = new Uint8Array(gzipSync(JSON.stringify(some)));
    const digest = createHash('sha256').update(page).digest('hex') as Manifest['hash'];
    bytes.set(digest, page);
    const [first, last] = [some[0], some.at(-1)];
    if (!first || !last) throw new Error('An empty page');
    return { digest, kind, from: first.id, to: last.id, count: some.length, size: page.length };
  });
  return {
    manifest: {
      epoch: 'log1',
      scope: 'all',
      seq: 4,
      hash: 'a'.repeat(64) as Manifest['hash'],
      checkpoint: null,
      numbers: { system: 2 },
      pages,
      ...more,
    },
    bytes,
  };
}

async function putIn(replica: Replica, records: readonly RecordOf[], more: Partial<Manifest> = {}): Promise<void> {
  const { manifest, bytes } = snapshot(records, more);
  for (const page of manifest.pages) {
    const found = bytes.get(page.digest);
    if (found) await replica.keepPage(page, found);
  }
  const { link } = await replica.look();
  const { epoch, scope, seq, hash } = manifest;
  await replica.load(manifest, { ...link, phase: 'following', epoch, scope, cursor: { seq, hash } });
}

const NOTHING: Omit<ReplicaChange, 'link'> = {
  confirmed: new Map(),
  view: new Map(),
  events: [],
  predicted: [],
  attention: [],
  numbers: new Map(),
};
/** The same in the view and confirmed: nothing is pending on it. */
const settled = (...records: RecordOf[]) => {
  const map = new Map<string, RecordOf | null>(records.map((record) => [record.id, record]));
  return { confirmed: map, view: map };
};
const gone = (...ids: string[]) => {
  const map = new Map<string, RecordOf | null>(ids.map((id) => [id, null]));
  return { confirmed: map, view: map };
};
const rename = (record: RecordOf, name: string): Draft => ({ name: 'systems.edit', recordId: record.id, input: { fields: { name } } });
const nameOf = async (replica: Replica, id: Id) => (await replica.reader.get(id))?.fields['name'];
const confirmedName = async (replica: Replica, id: Id) => (await replica.confirmed([id])).get(id)?.fields['name'];

/** What every replica promises. `open` gives an empty one with this link, of the person `personId`. */
export function replicaContract(name: string, open: (link: Link) => Promise<OpenedReplica>): void {
  const opened = async (work: (one: OpenedReplica) => Promise<void>) => {
    const one = await open(newLink({ personId: ada.id, device: 'dev1' }));
    try {
      await putIn(one.replica, START);
      await work(one);
    } finally {
      await one.close();
    }
  };
  const change = async (replica: Replica, more: Partial<ReplicaChange> & { readonly link?: Link }) => {
    const { link, basis } = await replica.look();
    return replica.commit(basis, { ...NOTHING, link, ...more });
  };

  describe(`${name}: a replica`, () => {
    test('shows the pages of a snapshot, and says that they are confirmed', () =>
      opened(async ({ replica }) => {
        expect(await nameOf(replica, billing.id)).toBe('Billing');
        expect((await replica.reader.list({ kind: 'system' })).map(({ label }) => label)).toEqual(['Billing', 'Ledger']);
        expect((await replica.reader.related('system', 'dependsOn', billing.id)).map(({ id }) => id)).toEqual([ledger.id]);
        expect(await replica.reader.lastNumber('system')).toBe(2);
        expect(await replica.size()).toBe(START.length);
        expect(await confirmedName(replica, billing.id)).toBe('Billing');
        expect(await replica.look()).toMatchObject({ link: { epoch: 'log1', cursor: { seq: 4 } }, pending: [] });
        expect(await replica.actor(ada.id, replica.reader)).toMatchObject({ personId: ada.id, grants: ['systems.manage'] });
      }));

    test('knows which pages it holds, also those that nothing shows yet', () =>
      opened(async ({ replica, reopen }) => {
        const more = snapshot([...START, made('team', 'tea', { name: 'Web' })]);
        const digests = more.manifest.pages.map(({ digest }) => digest);
        const fresh = more.manifest.pages.find(({ kind }) => kind === 'team');
        expect([...(await replica.heldPages(digests))].toSorted()).toEqual(digests.filter((one) => one !== fresh?.digest).toSorted());
        const bytes = fresh && more.bytes.get(fresh.digest);
        if (fresh && bytes) await replica.keepPage(fresh, bytes);
        expect(await replica.size()).toBe(START.length);
        const again = await reopen();
        expect((await again.replica.heldPages(digests)).size).toBe(digests.length);
        await again.close();
      }));

    test('keeps the server’s version beside what a person sees of their own work', () =>
      opened(async ({ replica, dispatch }) => {
        await dispatch(rename(billing, 'Invoices'), ada.id);
        const id = newId('sys');
        await dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Mail' } } }, ada.id);
        expect(await nameOf(replica, billing.id)).toBe('Invoices');
        expect(await confirmedName(replica, billing.id)).toBe('Billing');
        expect((await replica.confirmed([id])).get(id)).toBeNull();
        const { pending } = await replica.look();
        expect(pending.map(({ command, by, expected }) => [command.name, by, expected])).toEqual([
          ['systems.edit', ada.id, null],
          ['systems.create', ada.id, null],
        ]);
        expect(pending[0]?.command.saw).toEqual({ name: { value: 'Billing', time: billing.stamp } });
        expect((await replica.reader.history(billing.id)).at(-1)?.patch).toEqual({ name: 'Invoices' });
      }));

    test('writes nothing on what somebody else has written on meanwhile', () =>
      opened(async ({ replica, dispatch }) => {
        const first = await replica.look();
        await dispatch(rename(billing, 'Invoices'), ada.id);
        expect(await replica.commit(first.basis, { ...NOTHING, link: { ...first.link, pulledAt: at(1) } })).toBe('behind');
        const second = await replica.look();
        expect(await replica.relink(second.basis, { ...second.link, pushed: 1 })).toBe('written');
        expect(await replica.commit(second.basis, { ...NOTHING, link: { ...second.link, pulledAt: at(1) } })).toBe('behind');
        expect(await replica.relink(second.basis, { ...second.link, pushed: 9 })).toBe('behind');
        expect((await replica.look()).link).toMatchObject({ pushed: 1, pulledAt: null });
      }));

    test('writes what was pulled, whole, and has it after it was opened again', () =>
      opened(async ({ replica, reopen }) => {
        const edited = happens(billing, { kind: 'system', recordId: billing.id, patch: { vendor: 'ACME' }, was: { vendor: null } });
        const mail = happens(undefined, { kind: 'system', recordId: newId('sys'), patch: { name: 'Mail' }, set: { number: 'SYS-3' } });
        const { link } = await replica.look();
        const cursor = { seq: 6, hash: 'b'.repeat(64) as Manifest['hash'] };
        const events = [edited.event, mail.event];
        const numbers = new Map([['system', 3]]);
        expect(
          await change(replica, { link: { ...link, cursor, pulledAt: at(5) }, ...settled(edited.record, mail.record), events, numbers }),
        ).toBe('written');
        const again = await reopen();
        const one = again.replica;
        expect((await one.look()).link).toMatchObject({ cursor, pulledAt: at(5) });
        expect(await one.reader.get(billing.id)).toEqual(edited.record);
        expect((await one.reader.list({ kind: 'system' })).map(({ label }) => label)).toEqual(['Billing', 'Ledger', 'Mail']);
        expect(await one.reader.history(mail.record.id)).toEqual([mail.event]);
        expect(await one.reader.lastNumber('system')).toBe(3);
        expect(await one.size()).toBe(START.length + 1);
        await again.close();
      }));

    test('takes records out of sight with their histories, also those that were on a page', () =>
      opened(async ({ replica, reopen }) => {
        const edited = happens(ledger, { kind: 'system', recordId: ledger.id, patch: { vendor: 'ACME' } });
        await change(replica, { ...settled(edited.record), events: [edited.event] });
        expect(await replica.reader.history(ledger.id)).toEqual([edited.event]);
        await change(replica, gone(ledger.id));
        expect(await replica.reader.history(ledger.id)).toEqual([]);
        expect(await replica.reader.get(ledger.id)).toBeUndefined();
        expect(await replica.reader.related('system', 'dependsOn', billing.id)).toEqual([]);
        expect(await replica.size()).toBe(START.length - 1);
        const again = await reopen();
        expect((await again.replica.reader.list({ kind: 'system' })).map(({ label }) => label)).toEqual(['Billing']);
        expect((await again.replica.confirmed([ledger.id])).get(ledger.id)).toBeNull();
        await again.close();
      }));

    test('shows pending work over what was pulled, and what was pulled once nothing is pending', () =>
      opened(async ({ replica, dispatch }) => {
        await dispatch(rename(billing, 'Invoices'), ada.id);
        const theirs = happens(billing, { kind: 'system', recordId: billing.id, patch: { name: 'Accounts', vendor: 'ACME' } });
        const [mine] = (await replica.look()).pending;
        if (!mine) throw new Error('Nothing is pending');
        const predicted = mine.events.map((event) => ({ ...event, version: 3 }));
        const shown = predicted.reduce<RecordOf>((record, event) => evolve(record, event), theirs.record);
        await change(replica, {
          confirmed: new Map([[billing.id, theirs.record]]),
          view: new Map([[billing.id, shown]]),
          events: [theirs.event],
          predicted: [{ seq: mine.seq, events: predicted, expected: null }],
        });
        expect(await replica.reader.get(billing.id)).toMatchObject({ version: 3, fields: { name: 'Invoices', vendor: 'ACME' } });
        expect((await replica.confirmed([billing.id])).get(billing.id)).toEqual(theirs.record);
        expect(await replica.reader.history(billing.id)).toEqual([theirs.event, ...predicted]);

        const ours = happens(theirs.record, {
          kind: 'system',
          recordId: billing.id,
          patch: { name: 'Invoices' },
          commandId: mine.command.id,
        });
        const { link } = await replica.look();
        await change(replica, { link: { ...link, pushed: mine.seq, done: mine.seq }, ...settled(ours.record), events: [ours.event] });
        expect((await replica.look()).pending).toEqual([]);
        expect(await replica.reader.history(billing.id)).toEqual([theirs.event, ours.event]);
        const last = happens(ours.record, { kind: 'system', recordId: billing.id, patch: { name: 'Books' } });
        await change(replica, { ...settled(last.record), events: [last.event] });
        expect(await confirmedName(replica, billing.id)).toBe('Books');
        expect(await nameOf(replica, billing.id)).toBe('Books');
      }));

    test('keeps a command that is expected to be refused, without its effect', () =>
      opened(async ({ replica, dispatch, reopen }) => {
        await dispatch(rename(billing, 'Invoices'), ada.id);
        const [mine] = (await replica.look()).pending;
        if (!mine) throw new Error('Nothing is pending');
        const expected = refusal('system.edit.refused', 'No.', [{ code: 'no', message: 'No.' }]);
        const dependsOn = [newId('cmd')];
        await change(replica, { ...settled(billing), predicted: [{ seq: mine.seq, events: [], expected, dependsOn }] });
        const again = await reopen();
        expect(await nameOf(again.replica, billing.id)).toBe('Billing');
        expect((await again.replica.look()).pending).toEqual([{ ...mine, events: [], expected, dependsOn }]);
        expect((await again.replica.reader.history(billing.id)).flatMap(({ patch }) => patch['name'] ?? [])).not.toContain('Invoices');
        await again.close();
      }));

    test('takes a record away that existed only by a pending command', () =>
      opened(async ({ replica, dispatch }) => {
        const id = newId('sys');
        await dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Mail' } } }, ada.id);
        expect(await replica.reader.lastNumber('system')).toBe(3);
        const { link, pending } = await replica.look();
        const seq = pending[0]?.seq ?? 0;
        await change(replica, { link: { ...link, done: seq, pushed: seq }, ...gone(id), numbers: new Map([['system', 2]]) });
        expect(await replica.reader.get(id)).toBeUndefined();
        expect(await replica.reader.history(id)).toEqual([]);
        expect(await replica.reader.count({ kind: 'system' })).toBe(2);
        expect(await replica.reader.lastNumber('system')).toBe(2);
      }));

    test('makes an item once, with a link or with a change', () =>
      opened(async ({ replica, dispatch, attention, reopen }) => {
        await dispatch(rename(billing, 'Invoices'), ada.id);
        const [pending] = (await replica.look()).pending as Pending[];
        if (!pending) throw new Error('Nothing is pending');
        const no = refusal('system.edit.refused', 'No.', [{ code: 'no', message: 'No.' }]);
        const item: RefusedItem = {
          type: 'refused',
          id: pending.command.id,
          recordId: billing.id,
          at: at(3),
          pending,
          refusal: no,
          then: billing,
          now: billing,
        };
        const { link, basis } = await replica.look();
        await replica.relink(basis, link, [item]);
        await change(replica, { attention: [{ ...item, at: at(4) }] });
        expect(await attention()).toEqual([item]);
        const again = await reopen();
        expect(await again.attention()).toEqual([item]);
        await again.close();
      }));

    test('keeps records of kinds that it does not know', () =>
      opened(async ({ replica, reopen }) => {
        const later = happens(undefined, { kind: 'hologram', recordId: newId('hol'), patch: { label: 'From the future' } });
        await change(replica, { ...settled(later.record), events: [later.event] });
        const again = await reopen();
        expect((await again.replica.confirmed([later.record.id])).get(later.record.id)).toEqual(later.record);
        await again.close();
      }));

    test('puts a snapshot in the place of everything but pending work and what waits for a person', () =>
      opened(async ({ replica, dispatch, reopen }) => {
        await dispatch(rename(billing, 'Invoices'), ada.id);
        const before = (await replica.look()).pending;
        const renamed = happens(billing, { kind: 'system', recordId: billing.id, patch: { name: 'Accounts' } }).record;
        const mail = made('system', 'sys', { name: 'Mail' }, { number: 'SYS-9' });
        await putIn(replica, [role, ada, renamed, mail], { epoch: 'log1', seq: 9, numbers: { system: 9 } });
        const again = await reopen();
        expect((await again.replica.reader.list({ kind: 'system' })).map(({ label }) => label)).toEqual(['Accounts', 'Mail']);
        expect(await confirmedName(again.replica, billing.id)).toBe('Accounts');
        expect(await again.replica.reader.lastNumber('system')).toBe(9);
        expect(await again.replica.size()).toBe(4);
        expect((await again.replica.look()).pending.map(({ command }) => command)).toEqual(before.map(({ command }) => command));
        await again.close();
      }));
  });
}
