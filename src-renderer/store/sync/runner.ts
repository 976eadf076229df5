import { createActor, fromCallback, fromPromise } from 'xstate';
import { problem } from '#shared/kernel/problem.ts';
import { isOfTheDisk } from '../trouble.ts';
import { unexpected } from '../unexpected.ts';
import { NotLeading } from './commit-pulled.ts';
import type { HttpRemote } from './http-remote.ts';
import { listen } from './live.ts';
import type { Steps } from './steps.ts';
import type { SyncPhase, SyncState } from './sync.ts';
import { type StepEnd, syncMachine, type SyncEvent } from './sync.machine.ts';

/** What the leading window tells the others of how following goes. */
export type Going = Pick<SyncState, 'phase' | 'progress' | 'nextTryAt' | 'problem' | 'stopped'>;

export interface RunnerTools {
  readonly steps: Steps;
  readonly remote: HttpRemote;
  readonly now: () => number;
  readonly random: () => number;
  readonly onHeard: () => void;
  readonly onGoing: (going: Going) => void;
  /** Another window leads by now. */
  readonly onPassed: () => void;
}

/** Following as it runs in the leading window. */
export interface Runner {
  send(event: SyncEvent): void;
  stop(): void;
}

const PHASES: { readonly [state: string]: SyncPhase } = {
  starting: 'connecting',
  troubled: 'connecting',
  gathering: 'live',
  ended: 'offline',
};

const isOnline = (): boolean => (globalThis as { navigator?: { onLine?: boolean } }).navigator?.onLine ?? true;

export function runSync({ steps, remote, now, random, onHeard, onGoing, onPassed }: RunnerTools): Runner {
  const step = (work: (goOn: boolean) => Promise<StepEnd>) =>
    fromPromise<StepEnd, { readonly goOn: boolean }>(({ input }) => work(input.goOn).catch(failed));
  const failed = (error: unknown): StepEnd => {
    if (error instanceof NotLeading) onPassed();
    else if (!isOfTheDisk(error)) unexpected(error);
    return { to: 'problem', problem: problem('unavailable', 'This device could not take it in.') };
  };
  const machine = syncMachine.provide({
    actors: {
      connect: step(() => steps.connect()),
      found: step(() => steps.found()),
      load: step((goOn) => steps.load(goOn)),
      push: step(() => steps.push()),
      pull: step((goOn) => steps.pull(goOn)),
      listen: fromCallback<SyncEvent>(({ sendBack }) =>
        listen({
          remote,
          onHeard,
          onMore: () => sendBack({ type: 'MORE' }),
          onLost: (lost) => sendBack({ type: 'LOST', problem: lost }),
        }),
      ),
    },
  });
  const actor = createActor(machine, { input: { isOnline: isOnline(), now, random } });
  actor.subscribe(({ value, context }) => {
    const name = typeof value === 'string' ? value : (Object.values(value)[0] ?? 'live');
    const { progress, nextTryAt, problem: what, stopped } = context;
    onGoing({ phase: PHASES[name] ?? (name as SyncPhase), progress, nextTryAt, problem: what, stopped });
  });
  actor.start();

  const send = (event: SyncEvent) => actor.send(event);
  const on = () => send({ type: 'ONLINE' });
  const off = () => send({ type: 'OFFLINE' });
  const woke = () => {
    if (document.visibilityState === 'visible') send({ type: 'POKE' });
  };
  const isWindow = typeof window !== 'undefined' && typeof document !== 'undefined';
  if (isWindow) {
    window.addEventListener('online', on);
    window.addEventListener('offline', off);
    document.addEventListener('visibilitychange', woke);
  }
  return {
    send,
    stop() {
      if (isWindow) {
        window.removeEventListener('online', on);
        window.removeEventListener('offline', off);
        document.removeEventListener('visibilitychange', woke);
      }
      actor.stop();
    },
  };
}
