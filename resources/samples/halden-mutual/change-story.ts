import type { Id } from '#shared/kernel/id.ts';
import { SYSTEMS } from './systems.ts';
import type { Teller } from './teller.ts';
import { later } from './times.ts';

type Phase = 'checklist' | 'prepare' | 'implement' | 'verify' | 'rollback';
/** What is done, how many minutes it takes, who does it if not the assignee, what to watch. */
export type StepLine = readonly [phase: Phase, title: string, minutes: number, who?: string | undefined, instructions?: string];

export interface ChangeStory {
  readonly key: string;
  readonly title: string;
  readonly category: string;
  readonly by: string;
  readonly assignee: string;
  readonly systems: readonly string[];
  readonly reason: string;
  readonly plan: string;
  readonly test: string;
  readonly rollback: string;
  /** Impact and likelihood, 1 to 5. */
  readonly risk: readonly [impact: number, likelihood: number];
  readonly window: readonly [start: string, hours: number];
  readonly steps: readonly StepLine[];
  readonly type?: 'normal' | 'emergency';
  readonly incident?: string;
  readonly tags?: readonly string[];
  /** The title of the step after which there is no way back. */
  readonly noReturnAt?: string;
}

/** One change as it is being told: its id and the people who have a say, in the order in which they are asked. */
export interface Telling {
  readonly story: ChangeStory;
  readonly id: Id;
  readonly voters: readonly string[];
}

/** Who is asked: owners who are no party, a change manager, and operations where it is risky or critical. As the routing table says. */
function votersOf({ by, assignee, steps, systems, risk, type }: ChangeStory): string[] {
  const parties = new Set([by, assignee, ...steps.flatMap(([, , , who]) => who ?? [])]);
  const manager = parties.has('aiko') ? 'stefan' : 'aiko';
  if (type === 'emergency') return ['dana'];
  const owners = [...new Set(systems.map((system) => SYSTEMS[system]?.owner ?? ''))].filter((owner) => owner !== '' && !parties.has(owner));
  const isCritical = systems.some((system) => SYSTEMS[system]?.criticality === 'critical');
  return [...owners, manager, ...(isCritical || risk[0] * risk[1] >= 15 ? ['dana'] : [])];
}

/** The steps that are done in the window, in their order. */
const workOf = ({ steps }: ChangeStory): StepLine[] => [
  ...steps.filter(([phase]) => phase === 'implement'),
  ...steps.filter(([phase]) => phase === 'verify'),
];

/** Written down as a draft, with its steps. */
export function draft(teller: Teller, story: ChangeStory, at: string): Telling {
  const id = teller.id('chg', story.key);
  const [windowStart, hours] = story.window;
  const planned = workOf(story);
  teller.create(story.by, at, 'changes', id, {
    title: story.title,
    type: story.type ?? 'normal',
    category: story.category,
    reason: story.reason,
    plan: story.plan,
    testPlan: story.test,
    rollbackPlan: story.rollback,
    impact: String(story.risk[0]),
    likelihood: String(story.risk[1]),
    systems: story.systems.map(teller.system),
    windowStart,
    windowEnd: later(windowStart, hours * 60),
    assignee: teller.person(story.assignee),
    ...(story.incident === undefined ? {} : { incident: teller.id('inc', story.incident) }),
    ...(story.tags === undefined ? {} : { tags: [...story.tags] }),
  });
  for (const [i, line] of story.steps.entries()) {
    const [phase, title, minutes, who, instructions] = line;
    const before = planned.slice(0, Math.max(0, planned.indexOf(line))).reduce((sum, [, , takes]) => sum + takes, 0);
    teller.create(story.by, later(at, 4 + i), 'tasks', teller.id('tsk', `${story.key} ${title}`), {
      change: id,
      title,
      phase,
      order: i + 1,
      minutes,
      assignee: teller.person(who ?? story.assignee),
      ...(planned.includes(line) ? { plannedStart: later(windowStart, before) } : {}),
      ...(instructions === undefined ? {} : { instructions }),
      ...(story.noReturnAt === title ? { isPointOfNoReturn: true } : {}),
    });
  }
  return { story, id, voters: votersOf(story) };
}

/** Submitted; a normal change is then assessed. */
export const submit = (teller: Teller, { story, id }: Telling, at: string): void => teller.tell(story.by, at, 'changes.submit', id);

/** Assessed by the change manager, who asks for the approvals. */
export const ask = (teller: Teller, { id, story }: Telling, at: string): void =>
  teller.tell(story.by === 'aiko' ? 'stefan' : 'aiko', at, 'changes.requestApproval', id);

export interface Votes {
  readonly from: string;
  /** Minutes between two of them. */
  readonly every: number;
  /** The one who has not decided yet; everyone before has. */
  readonly until?: string | undefined;
  readonly comments?: { readonly [person: string]: string };
}

/** The approvals, one after the other. Returns the time of the last. */
export function approve(teller: Teller, { id, voters }: Telling, { from, every, until, comments = {} }: Votes): string {
  const stop = until === undefined ? voters.length : voters.indexOf(until);
  const given = voters.slice(0, stop);
  for (const [i, person] of given.entries()) {
    const at = later(from, i * every);
    // While Henrik is away, Dana decides for him.
    const isAway = person === 'henrik' && at >= teller.workday(-3, '00:00');
    teller.decide(isAway ? 'dana' : person, at, 'approve', id, comments[person]);
  }
  return later(from, Math.max(0, given.length - 1) * every);
}

export const schedule = (teller: Teller, { id, story }: Telling, at: string): void =>
  teller.tell(story.assignee, at, 'changes.schedule', id);

export interface Run {
  readonly from: string;
  /** The title of the step that is running now; it and all after it are not finished. */
  readonly until?: string;
  /** The step that fails, and what happened. */
  readonly fails?: readonly [title: string, reason: string];
  readonly notes?: { readonly [title: string]: string };
}

/** Carried out, step by step. Returns the time at which the last step ended. */
export function run(teller: Teller, telling: Telling, { from, until, fails, notes = {} }: Run): string {
  const { story, id } = telling;
  const doer = (who: string | undefined) => who ?? story.assignee;
  let at = from;
  for (const [phase, title, minutes, who] of story.steps.filter((step) => step[0] === 'checklist' || step[0] === 'prepare')) {
    const done = phase === 'prepare' ? later(from, -90) : later(from, -60 * 26);
    teller.step(doer(who), done, 'finish', { change: id, title }, noted(notes[title] ?? (minutes > 0 ? undefined : 'Checked.')));
  }
  teller.tell(story.assignee, at, 'changes.start', id);
  at = later(at, 1);
  for (const [, title, minutes, who] of workOf(story)) {
    teller.step(doer(who), at, 'start', { change: id, title });
    if (title === until) return at;
    at = later(at, Math.max(1, minutes - 2));
    if (title === fails?.[0]) {
      teller.step(doer(who), at, 'fail', { change: id, title }, { reason: fails[1] });
      return later(at, 2);
    }
    teller.step(doer(who), at, 'finish', { change: id, title }, noted(notes[title]));
    at = later(at, 1);
  }
  teller.tell(story.assignee, at, 'changes.complete', id);
  return at;
}

const noted = (note: string | undefined) => (note === undefined ? {} : { note });

/** Everything back to where it was, step by step. */
export function rollBack(teller: Teller, { story, id }: Telling, from: string, reason: string): string {
  let at = from;
  for (const [, title, minutes, who] of story.steps.filter((step) => step[0] === 'rollback')) {
    teller.step(who ?? story.assignee, at, 'start', { change: id, title });
    at = later(at, minutes);
    teller.step(who ?? story.assignee, at, 'finish', { change: id, title });
    at = later(at, 1);
  }
  teller.tell(story.assignee, at, 'changes.rollBack', id, { reason });
  return at;
}

export const close = (teller: Teller, { story, id }: Telling, at: string, outcome: string | undefined, notes: string): void =>
  teller.tell(story.assignee, at, 'changes.close', id, { notes, ...(outcome === undefined ? {} : { outcome }) });

/** From the draft to the schedule, in the days before the window. */
export function upToSchedule(teller: Teller, story: ChangeStory, days = 5): Telling {
  const [start] = story.window;
  const before = (hours: number) => later(start, -60 * (days * 24 - hours));
  const telling = draft(teller, story, before(0));
  submit(teller, telling, before(3));
  ask(teller, telling, before(7));
  schedule(teller, telling, later(approve(teller, telling, { from: before(9), every: 110 }), 35));
  return telling;
}

interface Asked {
  /** How many hours ago the approvals were asked for. They are wanted three days after that. */
  readonly hoursAgo: number;
  /** For whom it waits; everyone before has approved. */
  readonly until?: string;
  readonly comments?: { readonly [person: string]: string };
}

/** Written, submitted, assessed, and some of the approvals given. Returns the time of the last of them. */
export function asked(
  teller: Teller,
  story: ChangeStory,
  { hoursAgo, until, comments }: Asked,
): { readonly told: Telling; readonly last: string } {
  const told = draft(teller, story, teller.ago(hoursAgo + 28));
  submit(teller, told, teller.ago(hoursAgo + 5));
  ask(teller, told, teller.ago(hoursAgo));
  const every = Math.min(140, (hoursAgo * 60 * 0.8) / (told.voters.length + 1));
  const last = approve(teller, told, {
    from: teller.ago(hoursAgo - every / 60),
    every,
    until,
    ...(comments === undefined ? {} : { comments }),
  });
  return { told, last };
}
