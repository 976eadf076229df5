import { refusalLines } from '#shared/kernel/refusal.ts';
import type { Query } from '#shared/model/query.ts';
import { type Draft, type RecordOf, SYSTEM } from '#shared/model/record.ts';
import { digestOfWorkspace, openWorkspace, type OpenedWorkspace, restoreWorkspace, snapshotOf } from '#renderer/store/index.ts';
import { smallRegistry } from '#test/unit/model/small-registry.ts';

/** The store in a page of its own, without screens: what the specs of the store drive. Not part of the product. */
const everyone = { ...SYSTEM, isSystem: false, grants: ['admin', 'data.import', 'parcels.send'] };
const ANNA = 'not_00000000000070008000000000000001' as Draft['recordId'];
const PASSPHRASE = 'four words are enough';

let workspace: OpenedWorkspace | undefined;
const opened = (): OpenedWorkspace => {
  if (!workspace) throw new Error('Nothing is open');
  return workspace;
};
const parcel = (n: number): Draft => ({
  name: 'parcels.create',
  recordId: opened().newId('pcl'),
  input: { fields: { title: `Parcel ${n}`, size: n % 2 === 0 ? 'small' : 'large' } },
});

const harness = {
  async open(id: string) {
    const from = performance.now();
    workspace = await openWorkspace({
      id,
      registry: smallRegistry,
      resolveActor: async (_, personId) => ({ ...everyone, personId, name: 'Anna' }),
      scrypt: { N: 2, r: 1, p: 1 },
    });
    return performance.now() - from;
  },
  actor: () => opened().actor?.personId ?? null,
  async signIn() {
    if (opened().actor) return;
    const { accounts } = opened();
    const isNew = (await accounts.list()).length === 0;
    const anna: Draft = { name: 'notes.create', recordId: ANNA, input: { fields: { text: 'Anna' } } };
    const entered = isNew
      ? await accounts.found([anna], { personId: ANNA, passphrase: PASSPHRASE })
      : await accounts.signIn(ANNA, PASSPHRASE);
    if (!entered.ok) throw new Error(refusalLines(entered.error).join('\n'));
  },
  /** Writes one parcel after the other and tells each that was said to be saved, until the page is killed. */
  async writeForever(tell: (id: string) => void) {
    for (let n = 0; ; n++) {
      const draft = parcel(n);
      const made = await opened().dispatch(draft);
      if (!made.ok) throw new Error(refusalLines(made.error).join('\n'));
      tell(draft.recordId);
    }
  },
  /** Bulks of parcels, told chunk by chunk. */
  async bulkForever(tell: (ids: string) => void) {
    for (let n = 0; ; n += 400) {
      const drafts = Array.from({ length: 400 }, (_, i) => parcel(n + i));
      const report = await opened().bulk(drafts);
      if (report.accepted !== drafts.length) throw new Error('A parcel was refused');
      tell(drafts.map((draft) => draft.recordId).join(' '));
    }
  },
  make: async (n: number) => (await opened().dispatch(parcel(n))).ok,
  bulk: (count: number) => opened().bulk(Array.from({ length: count }, (_, n) => parcel(n))),
  /** Which of these are there, whole: the record, its event, and its head. */
  async present(ids: readonly string[]) {
    const records = await opened().reader.many(ids);
    const listed = new Set(await opened().ids({ kind: 'parcel' }));
    let whole = 0;
    for (const record of records)
      if (listed.has(record.id) && (await opened().reader.history(record.id)).length === record.version) whole++;
    return whole;
  },
  async check() {
    const numbers = await opened().page({ kind: 'parcel', sort: [{ column: 'number' }] });
    const isGapFree = numbers.heads.every((head, i) => head.number === `PCL-${i + 1}`);
    return { total: numbers.total, isGapFree, waiting: opened().saveState.waiting };
  },
  page: (query: Query) => opened().page(query),
  search: (text: string) => opened().search(text),
  searchState: () => opened().searchState,
  digest: (id: string) => digestOfWorkspace(id),
  async backupAndRestore() {
    const bytes = await opened().backup();
    await opened().close();
    const restored = await restoreWorkspace(bytes, { replace: true });
    return restored.ok ? bytes.length : refusalLines(restored.error).join('\n');
  },
  tidy: (threshold?: number) => opened().tidy(threshold),
  close: () => opened().close(),

  /** Times of everything that has a target, over so many records of about 700 bytes. */
  async measure(count: number) {
    const times: Record<string, number> = {};
    const time = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const from = performance.now();
      const done = await work();
      times[name] = Math.round((performance.now() - from) * 10) / 10;
      return done;
    };
    const words = 'server database payroll upgrade migrate restart patch network switch router mail gateway'.split(' ');
    const pick = (n: number) => words[(n * 7919) % words.length] ?? '';
    const records = Array.from({ length: count }, (_, n): RecordOf => {
      const at = new Date(1.7e12 + ((n * 7919) % count) * 60_000).toISOString();
      return {
        id: opened().newId('pcl'),
        kind: 'parcel',
        number: `PCL-${n + 1}`,
        state: 'packed',
        lifecycleVersion: 1,
        version: 1,
        archivedAt: null,
        createdAt: at,
        createdBy: ANNA,
        updatedAt: at,
        updatedBy: ANNA,
        externalId: null,
        stamps: {},
        stamp: `${at}-0000-x` as RecordOf['stamp'],
        fields: { title: `${pick(n)} ${pick(n + 3)} ${n}`, size: n % 3 === 0 ? 'small' : 'large', carrier: 'x'.repeat(320) },
      };
    });
    const snapshot = await time('pack', () => snapshotOf(smallRegistry, records));
    await time('loadSnapshot', () => opened().loadSnapshot(snapshot));
    const newest = { kind: 'parcel', sort: [{ column: 'updatedAt', descending: true }], limit: 50 } as const;
    await time('first list', () => opened().page(newest));
    const small = { ...newest, where: [{ column: 'size', op: 'is', value: 'small' }] } as const;
    await time('filter and sort 1', () => opened().page(small));
    await time('filter and sort 2', () => opened().page({ ...small, sort: [{ column: 'number' }] }));
    await time('filter and sort 3', () => opened().page({ ...small, sort: [{ column: 'number', descending: true }] }));
    await time('sort label first', () => opened().page({ ...small, sort: [{ column: 'label' }] }));
    await time('contains', () => opened().page({ ...newest, where: [{ column: 'label', op: 'contains', value: 'payroll' }] }));
    const edits: number[] = [];
    for (let n = 0; n < 30; n++) {
      const from = performance.now();
      const { id } = records[n * 100] ?? { id: ANNA };
      await opened().dispatch({ name: 'parcels.edit', recordId: id, input: { fields: { title: `Edited ${n}` } } });
      await opened().page({ kind: 'parcel', where: [{ column: 'id', op: 'is', value: id }], limit: 1 });
      edits.push(performance.now() - from);
    }
    times['command median'] = edits.toSorted((a, b) => a - b)[15] ?? 0;
    await time('list after', () => opened().page(small));
    return times;
  },
};
export type StoreHarness = typeof harness;
declare global {
  interface Window {
    store: StoreHarness;
  }
}
window.store = harness;
