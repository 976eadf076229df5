import { type Problem, problem } from '#shared/kernel/problem.ts';
import { loadStep } from '#shared/sync/load.ts';
import { pullStep } from '#shared/sync/pull.ts';
import { foundStep, FULL_PACE, pushStep } from '#shared/sync/push.ts';
import type { Replica } from '#shared/sync/replica.ts';
import type { BulkProgress } from '../workspace.ts';
import type { HttpRemote } from './http-remote.ts';
import type { StepEnd } from './sync.machine.ts';

export interface StepTools {
  readonly replica: Replica;
  readonly remote: HttpRemote;
  readonly now: () => number;
  readonly onProgress: (progress: BulkProgress) => void;
  /** How many commands are on their way, for the progress of sending them. */
  readonly waiting: () => number;
  /** The server has answered. */
  readonly onHeard: () => void;
  /** Everything was loaded; following begins. */
  readonly onLoaded: () => Promise<void>;
}

/** The pieces of work that following consists of, each until there is nothing left of it to do. */
export interface Steps {
  connect(): Promise<StepEnd>;
  found(): Promise<StepEnd>;
  load(goOn: boolean): Promise<StepEnd>;
  push(): Promise<StepEnd>;
  pull(goOn: boolean): Promise<StepEnd>;
}

const trouble = (what: Problem): StepEnd => ({ to: 'problem', problem: what });
/** Fewer are sent before anyone could read a progress. */
const MANY = 500;

export function stepsOver({ replica, remote, now, onProgress, waiting, onHeard, onLoaded }: StepTools): Steps {
  const iso = () => new Date(now()).toISOString();
  let pace = FULL_PACE;

  async function send(step: typeof pushStep): Promise<StepEnd> {
    const total = waiting();
    let done = 0;
    for (;;) {
      const pushed = await step({ replica, remote, now: iso(), pace });
      ({ pace } = pushed);
      if (pushed.outcome === 'problem') return trouble(pushed.problem);
      onHeard();
      if (pushed.outcome === 'idle') return { to: 'done' };
      if (pushed.outcome !== 'pushed') continue;
      done += pushed.commands;
      if (total > MANY) onProgress({ done: Math.min(done, total), total });
    }
  }

  return {
    async connect() {
      const asked = await remote.session();
      if (!asked.ok) return trouble(asked.error);
      onHeard();
      const { link } = await replica.look();
      const session = asked.value;
      if (session.tenant.id !== link.tenant.id || session.personId !== link.personId || session.device !== link.device)
        return trouble(problem('signInNeeded', 'The server takes this device for somebody else’s.'));
      if (link.phase === 'founding') return { to: session.isFounding ? 'found' : 'load' };
      const isSame = link.phase === 'following' && session.epoch === link.epoch && session.scope === link.scope;
      return { to: isSame ? 'follow' : 'load' };
    },
    async found() {
      const sent = await send(foundStep);
      if (sent.to !== 'done') return sent;
      const ended = await remote.founded();
      return ended.ok ? { to: 'load' } : trouble(ended.error);
    },
    async load(goOn) {
      const loaded = await loadStep({ replica, remote, now: iso(), goOn, onProgress: (done, total) => onProgress({ done, total }) });
      if (loaded.outcome === 'stopped') return { to: 'stopped', refusal: loaded.refusal };
      if (loaded.outcome === 'problem') return trouble(loaded.problem);
      onHeard();
      await onLoaded();
      return { to: 'done' };
    },
    push: () => send(pushStep),
    async pull(goOn) {
      for (;;) {
        const pulled = await pullStep({ replica, remote, now: iso(), goOn });
        if (pulled.outcome === 'startOver') return { to: 'load' };
        if (pulled.outcome === 'stopped') return { to: 'stopped', refusal: pulled.refusal };
        if (pulled.outcome === 'problem') return trouble(pulled.problem);
        onHeard();
        if (pulled.through >= pulled.head) return { to: 'done' };
      }
    },
  };
}
