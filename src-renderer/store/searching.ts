import { unexpected } from './unexpected.ts';
import type { Head } from '#shared/model/head.ts';
import { openBackground } from './background/open-background.ts';
import type { Background } from './background/background-port.ts';
import type { WorkspaceDatabase } from './database.ts';
import type { Heads } from './heads/heads-port.ts';
import type { HeadShape } from './heads/head-shape.ts';
import { keepsNothingAlive } from './leader.ts';
import type { Applied } from './ledger.ts';
import type { SearchState } from './workspace.ts';

export interface SearchingTools {
  readonly database: WorkspaceDatabase;
  readonly shapes: readonly HeadShape[];
  readonly heads: Heads;
  readonly onState: () => void;
}

/** Full-text search, and the background worker that does it. */
export interface Searching {
  readonly state: SearchState;
  /** The worker, started when first needed. */
  readonly background: Background;
  /** Ids of a kind that match, best first; undefined without words. */
  found(text: string | undefined, kind: string): Promise<readonly string[] | undefined>;
  search(text: string, kinds: readonly string[] | undefined, limit: number): Promise<Head[]>;
  /** Builds the index a little later, once; the first list comes first. */
  soon(): void;
  follow(applied: Applied): void;
  /** Forgets the index, after everything was replaced; the next list starts it over. */
  restart(): void;
  close(): Promise<void>;
}

const AFTER_FIRST_LIST = 600;

export function searching({ database, shapes, heads, onState }: SearchingTools): Searching {
  let state: SearchState = { isReady: false, done: 0, total: 0 };
  let background: Background | undefined;
  let building: Promise<void> | undefined;
  let timer: unknown;
  const started = () => (background ??= openBackground(database, shapes));
  const setState = (next: SearchState) => {
    state = next;
    onState();
  };

  const build = () =>
    (building ??= (async () => {
      const worker = started();
      const ticking = setInterval(() => {
        worker.progress().then(({ done, total }) => building && !state.isReady && setState({ isReady: false, done, total }), unexpected);
      }, 1_000);
      keepsNothingAlive(ticking);
      try {
        await worker.index();
        if (worker !== background) return;
        const { done, total } = await worker.progress();
        setState({ isReady: true, done, total });
      } finally {
        clearInterval(ticking);
      }
    })());

  /** Before the index is there: what has the words in its label or number. */
  const contained = async (text: string, kind: string) => {
    const [byLabel, byNumber] = await Promise.all(
      ['label', 'number'].map((column) => heads.ids({ kind, archived: 'with', where: [{ column, op: 'contains', value: text }] })),
    );
    return [...new Set([...(byNumber ?? []), ...(byLabel ?? [])])];
  };

  const found = async (text: string | undefined, kind: string) => {
    const words = text?.trim() ?? '';
    if (words === '') return undefined;
    return state.isReady ? started().search(words, [kind]) : contained(words, kind);
  };

  return {
    get state() {
      return state;
    },
    get background() {
      return started();
    },
    found,
    async search(text, kinds = shapes.map((shape) => shape.kind), limit) {
      const words = text.trim();
      if (words === '') return [];
      const ids = state.isReady
        ? await started().search(words, kinds)
        : (await Promise.all(kinds.map((kind) => contained(words, kind)))).flat();
      // Archived ones are found by a list that asks for them.
      const live = (await heads.byIds(ids.slice(0, limit * 2))).filter((head) => head.archivedAt === null);
      return live.slice(0, limit);
    },
    soon() {
      if (timer !== undefined || building) return;
      timer = setTimeout(() => void build().catch(unexpected), AFTER_FIRST_LIST);
      keepsNothingAlive(timer);
    },
    follow({ records, pages }) {
      if (!building) return;
      const worker = started();
      void worker.update(records).catch(unexpected);
      if (pages.length > 0) void worker.updatePages(pages).catch(unexpected);
    },
    restart() {
      void background?.close();
      background = undefined;
      building = undefined;
      timer = undefined;
      setState({ isReady: false, done: 0, total: 0 });
    },
    async close() {
      clearTimeout(timer as number | undefined);
      await background?.close();
    },
  };
}
