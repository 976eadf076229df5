import { unexpected } from './unexpected.ts';
import { hybridClock } from '#shared/kernel/hybrid-clock.ts';
import { idMaker, type NewId } from '#shared/kernel/id.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { err } from '#shared/kernel/result.ts';
import { actorFor } from '#shared/capabilities/identity/index.ts';
import { accountDesk } from './account-desk.ts';
import { accountBook } from './accounts.ts';
import { acting } from './acting.ts';
import { openBulk } from './bulk.ts';
import { clockwork } from './clockwork.ts';
import { askToPersist } from './device-storage.ts';
import { shapesOf } from './heads/head-shape.ts';
import { openHeads, spawnHeadsWorker } from './heads/open-heads.ts';
import { enterDatabase } from './enter-database.ts';
import { followJournal } from './journal.ts';
import { leadership } from './leader.ts';
import { openLedger } from './ledger.ts';
import { notices } from './notices.ts';
import { pageStore } from './pages/page-store.ts';
import { cryptoBytes, type OpenOptions, windowSession } from './ports.ts';
import { recordSource } from './record-source.ts';
import { recoverFromJournal } from './recover.ts';
import { searching } from './searching.ts';
import { storeReader } from './store-reader.ts';
import { openFollowing, syncOver } from './sync/following.ts';
import { httpRemote } from './sync/http-remote.ts';
import { localSync } from './sync/local-sync.ts';
import { membership } from './sync/membership.ts';
import { storeReplica } from './sync/replica.ts';
import { refusedBy } from './sync/server-problem.ts';
import { shadowsOf } from './sync/shadows.ts';
import { wholeHistory } from './sync/whole-history.ts';
import { troubleOf } from './trouble.ts';
import { turns } from './turns.ts';
import { undoHistory } from './undo-history.ts';
import { undoing } from './undo.ts';
import { upkeep } from './upkeep.ts';
import { type OpenedWorkspace, workspaceOver } from './workspace-over.ts';
import { openWriter, type WriterTools } from './writer.ts';

/** So long after the server was last heard of, deadlines are given here until it is back. */
const SILENCE = 120_000;

/**
 * Opens a workspace of this device, making it if it is not there, and bringing it back from the host's journal if its
 * database is gone. Throws `StoreTrouble` with the reason in words. This is where all parts of the store are put together.
 */
export async function openWorkspace(options: OpenOptions): Promise<OpenedWorkspace> {
  const { id, registry, clock: now = Date.now, random = cryptoBytes, resolveActor = actorFor, journal } = options;
  const worker = spawnHeadsWorker();
  const { database, identity, start, link } = await enterDatabase(options, now, random).catch((error: unknown) => {
    worker?.terminate();
    throw error;
  });
  const shapes = shapesOf(registry);
  const heads = openHeads(worker, database, shapes);
  const [pages, loaded] = await Promise.all([pageStore(database), heads.load()]);
  const clock = hybridClock(identity.device, now, start.clock ?? undefined);
  const source = recordSource(database, pages, registry);
  const makeId = idMaker(random, now);
  const newId: NewId = (prefix, at) => {
    const made = makeId(prefix, at);
    if (registry.byId(made)) source.isUnborn(made);
    return made;
  };
  const ledger = openLedger({ database, source, pages, heads, clock, start, link });
  const { state, tell, tellState, subscribe } = notices(start);

  const search = searching({ database, shapes, heads, onState: tellState });
  const reader = storeReader({ source, heads, counters: () => ledger.counters, found: search.found });
  const inTurn = turns();
  const onTrouble = (trouble: Refusal | null) => {
    // A browser closes a database whose disk is full: the cause stays said, not its consequence.
    if (trouble?.code === 'store.closed' && state.save.trouble?.code === 'store.full') return;
    state.setTrouble(trouble);
  };
  const shadows = shadowsOf(database, tellState);
  const tools: WriterTools = { database, registry, reader, ledger, clock, newId, now, inTurn, onTrouble, shadows };
  const writer = openWriter(tools);
  const bulk = openBulk(tools);
  const session = acting({ registry, reader, resolve: resolveActor, onChange: tellState });
  const history = undoHistory();
  const undo = undoing({
    database,
    registry,
    writer,
    bulk,
    history,
    reader: { ...reader, history: (recordId) => whole(recordId) },
    actor: () => session.actor,
    who: session.who,
    isFollowing: () => ledger.link.link !== null,
  });

  const lead = leadership(database, () => {
    follower?.poke();
    following.see();
    void due.tick().catch(unexpected);
  });
  const isLeading = () => lead.term !== undefined;
  const openedAt = now();
  const isServed = () => ledger.link.link !== null && now() - Math.max(openedAt, following.heardAt) < SILENCE;
  const due = clockwork({ registry, reader, writer, now, isLeading, isServed });
  const follower = journal && followJournal({ database, identity, journal, seq: () => ledger.counters.seq, isLeading });
  const keeping = upkeep({ heads, background: () => search.background, lead });

  const replica = storeReplica({
    database,
    registry,
    reader,
    ledger,
    source,
    heads,
    shadows,
    resolveActor,
    inTurn,
    term: () => lead.term,
    async onLoaded() {
      await heads.load();
      shadows.doubt();
      await shadows.settle();
      await ledger.replaced();
      search.restart();
    },
  });

  const { server } = options;
  const remote = server && httpRemote((path, init) => server.fetch(id, path, init), options.version ?? '');
  const following = openFollowing({
    database,
    registry,
    reader,
    writer,
    ledger,
    replica,
    shadows,
    remote,
    now,
    who: session.who,
    random: () => (random(4).reduce((sum, byte) => sum * 256 + byte, 0) + 1) / 2 ** 32,
    lead: () => lead,
    onState() {
      const { phase, waiting, oldestWaitingAt } = following.state;
      state.setWaiting(phase === 'local' ? null : { waiting, oldestWaitingAt });
      tellState();
    },
    onLoaded: () => keepOnlyOwner(),
  });

  const whole = wholeHistory({ reader, ledger, remote, phase: () => following.state.phase });

  const slot = options.session ?? windowSession(id);
  const book = accountBook({ database, now, random, slot, ...(options.scrypt ? { scrypt: options.scrypt } : {}) });
  const accounts = accountDesk({
    book,
    reader,
    writer,
    actor: () => session.actor,
    become: session.become,
    onChange: () => follower?.accountsChanged(),
    atServer: () =>
      ledger.link.link && remote
        ? async (current, next) => {
            const changed = await remote.changePassphrase(current, next);
            return changed.ok ? changed : err(refusedBy(changed.error));
          }
        : undefined,
  });

  /** A copy that follows a server is one person's. */
  const keepOnlyOwner = async () => {
    const owner = ledger.link.link?.personId;
    for (const { personId } of await book.all()) if (personId !== owner) await book.remove(personId);
    if (session.actor && session.actor.personId !== owner) await accounts.signOut();
  };
  const membershipTools = { database, identity, ledger, book, following, inTurn, actor: () => session.actor };
  const member =
    server &&
    remote &&
    membership({ ...membershipTools, server, remote, onAccounts: () => follower?.accountsChanged(), close: () => close() });
  const sync = syncOver(following, member ?? localSync);

  const channel = new BroadcastChannel(database.name);
  channel.addEventListener('message', () => void inTurn(() => ledger.catchUp()).catch(unexpected));
  database.on('close', () => onTrouble(troubleOf(new DOMException('The database was closed', 'InvalidStateError'))));
  ledger.subscribe((applied) => {
    state.setCounters(ledger.counters);
    search.follow(applied);
    keeping.noteChanges(applied.ids.size);
    if (applied.isOwn) channel.postMessage(ledger.counters.seq);
    else if (ledger.link.link) {
      shadows.doubt();
      void inTurn(() => shadows.settle()).catch(unexpected);
    }
    follower?.poke();
    tell({ kinds: applied.kinds, ids: applied.ids });
    void session.follow(applied).catch(unexpected);
  });

  keeping.noteChanges(loaded.taken);
  if (loaded.seq !== start.seq) await inTurn(() => ledger.catchUp());
  if (journal) await recoverFromJournal(journal, identity, { registry, source, bulk, database, seq: ledger.counters.seq });
  if (journal) await inTurn(() => ledger.catchUp());
  const resumed = await book.resume();
  if (resumed !== undefined) await session.become(resumed);
  if (ledger.link.link) await shadows.settle();
  following.see();
  await following.refreshed();
  void askToPersist().catch(unexpected);

  const close = async () => {
    following.close();
    due.close();
    keeping.close();
    await follower?.close();
    lead.close();
    channel.close();
    await search.close();
    await inTurn(async () => heads.close());
    database.close();
  };

  return workspaceOver({
    id,
    identity,
    registry,
    database,
    reader: { ...reader, history: whole },
    ledger,
    heads,
    source,
    search,
    writer,
    bulk,
    session,
    accounts,
    history,
    undo,
    newId,
    now,
    state,
    tellState,
    subscribe,
    inTurn,
    keeping,
    due,
    replica,
    sync,
    isLeading,
    hasAccounts: async () => (await book.all()).length > 0,
    close,
  });
}
