import type { NewId } from '#shared/kernel/id.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { err, ok } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import { explainRecord } from '#shared/model/explain.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Draft } from '#shared/model/record.ts';
import type { Replica } from '#shared/sync/replica.ts';
import type { Acting } from './acting.ts';
import { makeBackup } from './backup/make-backup.ts';
import type { Bulk } from './bulk.ts';
import type { Clockwork } from './clockwork.ts';
import type { Identity, WorkspaceDatabase } from './database.ts';
import { spaceFor } from './device-storage.ts';
import type { HeadsHost } from './heads/heads-port.ts';
import type { Ledger } from './ledger.ts';
import type { Notices } from './notices.ts';
import type { RecordSource } from './record-source.ts';
import type { Searching } from './searching.ts';
import { type Snapshot, storeSnapshot } from './snapshot.ts';
import type { Sync } from './sync/sync.ts';
import { takeOver } from './take-over.ts';
import { StoreTrouble } from './trouble.ts';
import { stepLabel, type UndoHistory } from './undo-history.ts';
import type { Undoing } from './undo.ts';
import type { Upkeep } from './upkeep.ts';
import type { Accounts, Workspace } from './workspace.ts';
import type { Writer } from './writer.ts';

/** What an open workspace can do beyond what screens ask of it. */
export interface OpenedWorkspace extends Workspace {
  /** Takes a snapshot in the place of all records. Resolves when it is on the disk and lists show it. */
  loadSnapshot(snapshot: Snapshot): Promise<void>;
  /** Keeps heads and folds rows now instead of when there are many. */
  tidy(threshold?: number): Promise<void>;
  /** Gives what deadlines owe now. */
  tick(): Promise<void>;
  /** This store as following a server needs it, while this window leads. */
  readonly replica: Replica;
  readonly isLeading: boolean;
}

interface Parts extends Pick<Notices, 'state' | 'tellState' | 'subscribe'> {
  readonly id: string;
  readonly identity: Identity;
  readonly registry: Registry;
  readonly database: WorkspaceDatabase;
  readonly reader: Reader;
  readonly ledger: Ledger;
  readonly heads: HeadsHost;
  readonly source: RecordSource;
  readonly search: Searching;
  readonly writer: Writer;
  readonly bulk: Bulk;
  readonly session: Acting;
  readonly accounts: Accounts;
  readonly history: UndoHistory;
  readonly undo: Undoing;
  readonly newId: NewId;
  readonly now: () => number;
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly keeping: Upkeep;
  readonly due: Clockwork;
  readonly replica: Replica;
  readonly sync: Sync;
  readonly isLeading: () => boolean;
  readonly hasAccounts: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** An import's record with its events and its command, packed, is below this. */
const BYTES_PER_DRAFT = 2_000;

/** The seam that screens see, over the parts of the store. */
export function workspaceOver(parts: Parts): OpenedWorkspace {
  const { registry, database, reader, heads, search, writer, bulk, session, history, undo, state, tellState } = parts;
  const iso = () => new Date(parts.now()).toISOString();
  const back = async (direction: 'undo' | 'redo') => {
    const done = await undo.back(direction);
    tellState();
    return done;
  };

  return {
    id: parts.id,
    name: parts.identity.name,
    registry,
    reader,
    get actor() {
      return session.actor;
    },
    accounts: parts.accounts,
    async dispatch(drafts) {
      const all: readonly Draft[] = 'recordId' in drafts ? [drafts] : drafts;
      const written = await writer.write(all, session.who);
      if (!written.ok) return written;
      await undo.did(written.value);
      tellState();
      return ok(written.value.execution);
    },
    async bulk(drafts, options) {
      const full = drafts.length > 100 ? await spaceFor(drafts.length * BYTES_PER_DRAFT) : null;
      if (full) return { accepted: 0, unchanged: 0, refused: drafts.map((_, index) => ({ index, refusal: full })), canceled: false };
      const outcome = await bulk.run(drafts, session.who, options);
      undo.didBulk(stepLabel(registry, drafts, undefined), outcome);
      tellState();
      if (outcome.accepted > 500) parts.keeping.soon();
      return outcome;
    },
    async adopt(performed, onProgress) {
      if (parts.ledger.counters.seq > 0 || (await parts.hasAccounts()))
        return err(refusal('workspace.notEmpty', 'Only an empty workspace can take over what was done elsewhere.'));
      const entries = performed.map(({ actor, execution: { command, events } }) => ({ command, by: actor.personId, events }));
      const progress = (done: number) => onProgress?.({ done, total: entries.length });
      try {
        await takeOver(entries, parts, progress);
        return ok(null);
      } catch (error) {
        if (error instanceof StoreTrouble) return err(error.refusal);
        throw error;
      }
    },
    newId: parts.newId,
    async page(query) {
      const page = await heads.page(query, await search.found(query.text, query.kind));
      search.soon();
      return page;
    },
    ids: async (query) => heads.ids(query, await search.found(query.text, query.kind)),
    tally: async (query, column) => heads.tally(query, column, await search.found(query.text, query.kind)),
    search: (text, { kinds, limit = 50 } = {}) => search.search(text, kinds, limit),
    get searchState() {
      return search.state;
    },
    async explain(recordId, seen) {
      const record = await reader.get(recordId);
      return record && session.actor ? explainRecord(record, { registry, reader, actor: session.actor, now: iso(), seen }) : [];
    },
    undo: () => back('undo'),
    redo: () => back('redo'),
    get undoState() {
      return history.state(session.actor?.personId);
    },
    get saveState() {
      return state.save;
    },
    sync: parts.sync,
    subscribe: parts.subscribe,
    backup: (onProgress) => makeBackup(database, parts.identity, iso(), onProgress),
    loadSnapshot: (snapshot) =>
      parts.inTurn(async () => {
        const shown = heads.replace(
          snapshot.pages.map((page) => page.bytes),
          parts.ledger.counters.seq,
        );
        await storeSnapshot(database, snapshot);
        await shown;
        await parts.ledger.replaced();
        search.restart();
        parts.keeping.soon();
      }),
    tidy: (threshold) => parts.keeping.run(threshold),
    tick: () => parts.due.tick(),
    replica: parts.replica,
    get isLeading() {
      return parts.isLeading();
    },
    close: parts.close,
  };
}
