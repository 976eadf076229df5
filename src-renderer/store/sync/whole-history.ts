import type { Reader } from '#shared/model/reader.ts';
import type { RecordEvent } from '#shared/model/record.ts';
import type { Ledger } from '../ledger.ts';
import { lru } from '../lru.ts';
import type { HttpRemote } from './http-remote.ts';
import type { SyncPhase } from './sync.ts';

export interface HistoryTools {
  readonly reader: Reader;
  readonly ledger: Pick<Ledger, 'link' | 'counters'>;
  readonly remote: Pick<HttpRemote, 'history'> | undefined;
  readonly phase: () => SyncPhase;
}

const REACHED: ReadonlySet<SyncPhase> = new Set(['live', 'pushing', 'pulling']);
const KEPT = 200;

/**
 * Histories as people read them. A device that has joined a server has only what happened since; what lies before is asked
 * of the server while it can be reached, and is simply not there while it cannot.
 */
export function wholeHistory({ reader, ledger, remote, phase }: HistoryTools): Reader['history'] {
  const asked = lru<string, readonly RecordEvent[]>(KEPT);

  const before = async (id: string): Promise<readonly RecordEvent[]> => {
    const key = `${ledger.counters.generation} ${id}`;
    const known = asked.get(key);
    if (known || !remote || !REACHED.has(phase())) return known ?? [];
    const answer = await remote.history(id);
    if (answer.ok) asked.set(key, answer.value);
    return answer.ok ? answer.value : [];
  };

  return async (id) => {
    const here = await reader.history(id);
    if (!ledger.link.link || here[0]?.version === 1) return here;
    const record = await reader.get(id);
    if (!record) return here;
    const from = here[0]?.version ?? record.version + 1;
    return [...(await before(id)).filter(({ version }) => version < from), ...here];
  };
}
