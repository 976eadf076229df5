import type { Id } from '../kernel/id.ts';
import type { Head } from './head.ts';
import type { Query } from './query.ts';
import type { RecordEvent, RecordOf } from './record.ts';

/** How shared code reads. The desktop's store, the command line's database and the server all implement it. */
export interface Reader {
  get(id: Id | string): Promise<RecordOf | undefined>;
  /** In the order of the ids; missing ones are left out. */
  many(ids: readonly (Id | string)[]): Promise<RecordOf[]>;
  /** Heads by their columns; see `query.ts` for what a query can say. */
  list(query: Query): Promise<Head[]>;
  count(query: Query): Promise<number>;
  /** Records of `kind` whose `field` (a ref or refs) names `id`, archived ones left out. */
  related(kind: string, field: string, id: Id | string): Promise<RecordOf[]>;
  /** Newest last. */
  history(id: Id | string): Promise<RecordEvent[]>;
  /** The highest number given so far for a kind, 0 for none. */
  lastNumber(kind: string): Promise<number>;
}
