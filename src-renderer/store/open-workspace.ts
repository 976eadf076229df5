import { hybridClock } from '#shared/kernel/hybrid-clock.ts';
import { idMaker } from '#shared/kernel/id.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { actorFor } from '#shared/capabilities/identity/index.ts';
import { explainRecord } from '#shared/model/explain.ts';
import type { Query } from '#shared/model/query.ts';
import type { Actor, Draft } from '#shared/model/record.ts';
import { accountDesk } from './account-desk.ts';
import { accountBook } from './accounts.ts';
import { EMPTY_COUNTERS, type Identity, metaOf, openDatabase, type WorkspaceDatabase } from './database.ts';
import { shapesOf } from './heads/head-shape.ts';
import { openHeads } from './heads/open-heads.ts';
import { openBulk } from './bulk.ts';
import { openLedger } from './ledger.ts';
import { pageStore } from './pages/page-store.ts';
import { cryptoBytes, type OpenOptions, windowSession } from './ports.ts';
import { recordSource } from './record-source.ts';
import { storeReader } from './store-reader.ts';
import { StoreTrouble, troubleOf } from './trouble.ts';
import { turns } from './turns.ts';
import { stepLabel, undoHistory } from './undo-history.ts';
import { undoing } from './undo.ts';
import type { Accounts, SaveState, Workspace, WorkspaceChange } from './workspace.ts';
import { databaseNameOf, putWorkspace, workspaceInfo } from './workspaces.ts';
import { openWriter, type WriterTools } from './writer.ts';

/** Opens a workspace of this device, making it if it is not there. Throws `StoreTrouble` with the reason in words. */
export async function openWorkspace(options: OpenOptions): Promise<Workspace> {
  const { id, registry, clock: now = Date.now, random = cryptoBytes, resolveActor = actorFor } = options;
  const iso = () => new Date(now()).toISOString();
  const info = (await workspaceInfo(id)) ?? { id, name: id, createdAt: iso(), lastOpenedAt: null, database: databaseNameOf(id) };
  await putWorkspace({ ...info, lastOpenedAt: iso() });
  const database = openDatabase(info.database);
  const { identity, start } = await begin(database, info, random).catch((error: unknown) => {
    throw new StoreTrouble(troubleOf(error), error);
  });

  const clock = hybridClock(identity.device, now, start.clock ?? undefined);
  const newId = idMaker(random, now);
  const heads = openHeads(database, shapesOf(registry));
  const pages = await pageStore(database);
  const source = recordSource(database, pages, registry);
  const ledger = openLedger({ database, source, pages, heads, clock, start });
  const found = async (text: string | undefined, kind: string) =>
    text === undefined || text.trim() === ''
      ? undefined
      : (
          await Promise.all(
            ['label', 'number'].map((column) =>
              heads.ids({ kind, archived: 'with', where: [{ column, op: 'contains', value: text.trim() }] }),
            ),
          )
        ).flat();
  if ((await heads.load()) < start.seq) throw new Error('The heads are behind the log');
  const reader = storeReader({ source, heads, counters: () => ledger.counters, found });
  const inTurn = turns();

  let actor: Actor | null = null;
  let trouble: Refusal | null = null;
  let signedIn: string | null = null;
  const listeners = new Set<(change: WorkspaceChange) => void>();
  const tell = (change: WorkspaceChange) => {
    for (const listener of listeners) listener(change);
  };
  const tellState = () => tell({ kinds: new Set(), ids: new Set() });

  const tools: WriterTools = {
    database,
    registry,
    reader,
    ledger,
    clock,
    newId,
    now,
    inTurn,
    onTrouble: (next) => {
      if (trouble === next) return;
      trouble = next;
      save = { ...save, trouble };
      tellState();
    },
  };
  const writer = openWriter(tools);
  const who = async (through: typeof reader) => (signedIn === null ? undefined : resolveActor(through, signedIn));
  const become = async (personId: string | null): Promise<Actor | undefined> => {
    signedIn = personId;
    const found = await who(reader);
    if (!found) signedIn = null;
    actor = found ?? null;
    tellState();
    return found;
  };
  const book = accountBook({
    database,
    now,
    random,
    slot: options.session ?? windowSession(id),
    ...(options.scrypt ? { scrypt: options.scrypt } : {}),
  });
  const accounts: Accounts = accountDesk({ book, reader, writer, actor: () => actor, become });
  const history = undoHistory();
  const bulk = openBulk(tools);
  const undo = undoing({ database, registry, reader, writer, bulk, history, actor: () => actor, who });

  let save: SaveState = { waiting: start.seq, oldestWaitingAt: null, lastSavedAt: start.savedAt, trouble };
  ledger.subscribe(({ kinds, ids }) => {
    save = { ...save, waiting: ledger.counters.seq, lastSavedAt: ledger.counters.savedAt };
    tell({ kinds, ids });
  });
  const channel = new BroadcastChannel(info.database);
  channel.addEventListener('message', () => void inTurn(() => ledger.catchUp()));
  ledger.subscribe(({ isOwn }) => {
    if (isOwn) channel.postMessage(ledger.counters.seq);
  });

  const resumed = await book.resume();
  if (resumed !== undefined) await become(resumed);

  const dispatch: Workspace['dispatch'] = async (drafts) => {
    const all: readonly Draft[] = 'recordId' in drafts ? [drafts] : drafts;
    const written = await writer.write(all, who);
    if (!written.ok) return written;
    await undo.did(written.value);
    tellState();
    return { ok: true, value: written.value.execution };
  };

  return {
    id,
    name: identity.name,
    registry,
    reader,
    get actor() {
      return actor;
    },
    accounts,
    dispatch,
    async bulk(drafts, bulkOptions) {
      const outcome = await bulk.run(drafts, who, bulkOptions);
      undo.didBulk(stepLabel(registry, drafts, undefined), outcome);
      tellState();
      return outcome;
    },
    newId,
    page: async (query: Query) => heads.page(query, await found(query.text, query.kind)),
    ids: async (query: Query) => heads.ids(query, await found(query.text, query.kind)),
    tally: async (query, column) => heads.tally(query, column, await found(query.text, query.kind)),
    async search(text, { kinds = registry.kinds.map((one) => one.kind), limit = 50 } = {}) {
      const ids = (await Promise.all(kinds.map((kind) => found(text, kind)))).flatMap((some) => some ?? []);
      return heads.byIds([...new Set(ids)].slice(0, limit));
    },
    searchState: { isReady: true, done: 0, total: 0 },
    async explain(recordId, seen) {
      const record = await reader.get(recordId);
      return record && actor ? explainRecord(registry, record, actor, iso(), reader, seen) : [];
    },
    undo: () => undo.back('undo').finally(tellState),
    redo: () => undo.back('redo').finally(tellState),
    get undoState() {
      return history.state(actor?.personId);
    },
    get saveState() {
      return save;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    backup: async () => new TextEncoder().encode(JSON.stringify(await database.fresh.toArray())),
    async close() {
      channel.close();
      await heads.close();
      await inTurn(async () => database.close());
    },
  };
}

async function begin(
  database: WorkspaceDatabase,
  info: { id: string; name: string; createdAt: string },
  random: (length: number) => Uint8Array,
) {
  const device = Array.from(random(4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const unknown: Identity = { key: 'identity', id: info.id, name: info.name, createdAt: info.createdAt, device };
  return database.transaction('rw', database.meta, async () => {
    const identity = await metaOf(database, unknown);
    if (identity === unknown) await database.meta.put(unknown);
    return { identity, start: await metaOf(database, EMPTY_COUNTERS) };
  });
}
