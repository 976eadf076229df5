import { registry } from '#shared/capabilities/registry.ts';
import type { Actor, Draft } from '#shared/model/record.ts';
import type { Query } from '#shared/model/query.ts';
import { type OpenedWorkspace, openWorkspace, type Snapshot, snapshotOf } from '#renderer/store/index.ts';
import { pageSize } from '../answers.ts';
import type { BenchRecord, Contestant, Shown } from '../contestant.ts';

const personId = 'per_018cc251f40070008000000000000001';
const actor: Actor = { personId, name: 'Bench', grants: ['admin', 'data.import'], roleIds: [], teamIds: [], isSystem: false };
const passphrase = 'a passphrase for the bench';
/** The records are of 2026; what is decided about them is decided afterwards, whatever the machine's clock says. */
const now = Date.UTC(2026, 11, 1);

const draftOf = ({ id, state, number, externalId, fields }: BenchRecord): Draft => ({
  name: 'incidents.import',
  recordId: id,
  input: { fields, state, number, externalId },
});

/** The product's own store, as its screens use it: decided commands, history, undo, heads in a worker, full-text index. */
export function ours(): Contestant {
  let workspace: OpenedWorkspace;
  let snapshot: Snapshot;
  const shown = async (query: Omit<Query, 'kind'>): Promise<Shown> => {
    const { heads, total } = await workspace.page({ kind: 'incident', limit: pageSize, ...query });
    return { ids: heads.map(({ id }) => id), total };
  };
  return {
    async open() {
      workspace = await openWorkspace({
        id: 'bench',
        registry,
        clock: () => now + performance.now(),
        resolveActor: () => Promise.resolve(actor),
        scrypt: { N: 1024, r: 8, p: 1 },
      });
    },
    async pack(records) {
      snapshot = await snapshotOf(registry, records);
    },
    load: () => workspace.loadSnapshot(snapshot),
    async prepare() {
      await workspace.tidy(0);
      await shown({});
      await new Promise<void>((resolve) => {
        const look = () => workspace.searchState.isReady && resolve();
        workspace.subscribe(look);
        look();
      });
    },
    async signIn() {
      if (workspace.actor !== null) return;
      const isKnown = (await workspace.accounts.list()).length > 0;
      const entered = await (isKnown
        ? workspace.accounts.signIn(personId, passphrase)
        : workspace.accounts.found([], { personId, passphrase }));
      if (!entered.ok) throw new Error(entered.error.message);
    },
    async insert(records) {
      const { accepted, refused } = await workspace.bulk(records.map(draftOf));
      if (accepted !== records.length) throw new Error(`Refused: ${JSON.stringify(refused[0])}`);
    },
    firstList: () => shown({ sort: [{ column: 'openedAt', descending: true }] }),
    async command(id, title) {
      const done = await workspace.dispatch({ name: 'incidents.edit', recordId: id as Draft['recordId'], input: { fields: { title } } });
      if (!done.ok) throw new Error(JSON.stringify(done.error));
      const { heads } = await workspace.page({ kind: 'incident', where: [{ column: 'id', op: 'is', value: id }], limit: 1 });
      return heads[0]?.label ?? '';
    },
    filterAndSort: (category) =>
      shown({
        where: [
          { column: 'category', op: 'is', value: category },
          { column: 'state', op: 'isNot', value: 'closed' },
        ],
        sort: [{ column: 'priority' }, { column: 'openedAt' }],
      }),
    async search(words) {
      const ready = () => workspace.searchState.isReady;
      if (!ready()) throw new Error('The full-text index is not there yet.');
      return (await shown({ text: words.join(' ') })).total;
    },
    close: () => workspace.close(),
  };
}
