import { unexpected } from './unexpected.ts';
import type { Registry } from '#shared/model/capability.ts';
import { dueCommands, dueQueries } from '#shared/model/due.ts';
import type { Reader } from '#shared/model/reader.ts';
import { SYSTEM } from '#shared/model/record.ts';
import { keepsNothingAlive } from './leader.ts';
import type { Writer } from './writer.ts';

export interface ClockworkTools {
  readonly registry: Registry;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly now: () => number;
  readonly isLeading: () => boolean;
  /** A server that is followed gives them, and is there to do it. */
  readonly isServed: () => boolean;
}

/** Gives the commands that deadlines owe, as the system: at once, then twice a minute, and when the laptop wakes. */
export interface Clockwork {
  /** One round. Two windows that both try do it once: the second finds it done. */
  tick(): Promise<void>;
  close(): void;
}

const PERIOD = 30_000;

export function clockwork({ registry, reader, writer, now, isLeading, isServed }: ClockworkTools): Clockwork {
  /** What was refused is not tried again until the record changes. */
  const refused = new Map<string, string>();
  let running: Promise<void> | undefined;

  const round = async () => {
    if (isServed()) return;
    const at = new Date(now()).toISOString();
    const heads = (await Promise.all(dueQueries(registry, at).map((query) => reader.list(query)))).flat();
    const updatedAt = new Map(heads.map((head) => [head.id, head.updatedAt]));
    for (const draft of dueCommands(registry, heads, at)) {
      const key = `${draft.name} ${draft.recordId}`;
      if (refused.get(key) === updatedAt.get(draft.recordId)) continue;
      const given = await writer.write([draft], async () => SYSTEM);
      if (!given.ok && !given.error.code.startsWith('store.')) refused.set(key, updatedAt.get(draft.recordId) ?? '');
    }
  };
  const tick = () =>
    (running ??= round().finally(() => {
      running = undefined;
    }));
  const quietly = () => {
    if (isLeading()) tick().catch(unexpected);
  };
  const timer = setInterval(quietly, PERIOD);
  keepsNothingAlive(timer);
  const onWake = () => {
    if (document.visibilityState === 'visible') quietly();
  };
  if (typeof document !== 'undefined') document.addEventListener('visibilitychange', onWake);

  return {
    tick,
    close() {
      clearInterval(timer);
      if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', onWake);
    },
  };
}
