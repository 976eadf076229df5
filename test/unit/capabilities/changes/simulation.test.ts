import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { votesOf } from '#shared/capabilities/approvals/index.ts';
import { change } from '#shared/capabilities/changes/index.ts';
import { hasEnded } from '#shared/capabilities/changes/steps.rules.ts';
import { sameJson } from '#shared/kernel/difference.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { textsIn } from '#shared/model/values.ts';
import { contentDigest } from '#shared/model/definition.ts';
import { fold } from '#shared/model/evolve.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { changeWorld, type ChangeWorld } from './change-world.ts';

/** Anything that anyone may try with one change, its steps and its requests; most of it is refused. */
interface Attempt {
  readonly what: 'change' | 'step' | 'approval' | 'time';
  readonly verb: string;
  readonly who: number;
  readonly pick: number;
  readonly input: JsonObject;
}
const PEOPLE = 4;
const who = fc.nat(PEOPLE - 1);
const pick = fc.nat(4);
const of = (what: Attempt['what'], verbs: readonly string[], input: fc.Arbitrary<JsonObject>): fc.Arbitrary<Attempt> =>
  fc.record({ what: fc.constant(what), verb: fc.constantFrom(...verbs), who, pick, input });
const said = fc.constant<JsonObject>({ reason: 'So.' });
const none = fc.constant<JsonObject>({});

const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  { weight: 2, arbitrary: of('change', ['release', 'restore'], none) },
  { weight: 6, arbitrary: of('change', ['submit', 'requestApproval', 'schedule', 'start', 'complete'], none) },
  { weight: 3, arbitrary: of('change', ['hold', 'sendBack', 'rollBack', 'rollBack'], said) },
  { weight: 1, arbitrary: of('change', ['cancel', 'archive', 'refuse', 'reauthorize'], none) },
  { weight: 1, arbitrary: of('change', ['close'], fc.constant({ outcome: 'successful', notes: 'Done.' })) },
  {
    weight: 3,
    arbitrary: of(
      'change',
      ['edit'],
      fc.constantFrom<JsonObject>({ plan: 'A.' }, { plan: 'B.' }, { impact: '5' }, { category: 'data' }, { rollbackPlan: null }),
    ),
  },
  { weight: 2, arbitrary: of('change', ['edit:assignee', 'edit:requester'], none) },
  { weight: 6, arbitrary: of('step', ['start', 'finish'], none) },
  { weight: 3, arbitrary: of('step', ['fail', 'skip', 'retry', 'archive', 'restore', 'edit:assignee', 'edit:title'], said) },
  { weight: 8, arbitrary: of('approval', ['approve', 'approve', 'approve', 'reject', 'abstain'], fc.constant({ comment: 'Hm.' })) },
  { weight: 1, arbitrary: of('time', ['pass'], none) },
);

async function tryIt(w: ChangeWorld, id: string, { what, verb, who, pick, input }: Attempt): Promise<void> {
  const people = [w.dana, w.erik, w.mona, w.hans];
  if (what === 'time') {
    w.pass(60 * (pick + 1));
    await w.passDeadlines();
    return;
  }
  const [name = '', field] = verb.split(':');
  const fields = field === 'title' ? { title: `T${pick}` } : { [field ?? '']: people[pick % PEOPLE]?.personId ?? '' };
  const whole = name === 'edit' && field === undefined ? { fields: input } : input;
  const { reason, ...rest } = whole;
  const takesReason = ['hold', 'sendBack', 'rollBack', 'cancel', 'fail', 'skip', 'refuse'].includes(name);
  const asked = field === undefined ? { ...rest, ...(takesReason ? { reason: reason ?? 'So.' } : {}) } : { fields };
  const steps = [...w.store.records.values()].filter(({ kind }) => kind === 'task');
  const requests = await w.store.related('approval', 'subject', id);
  // Half of the time it is who it should be, so that the story gets on.
  const waiting = textsIn(requests.at(-1)?.fields['waitingOn']);
  const fitting =
    what === 'approval' ? people.find(({ personId }) => waiting.includes(personId)) : name === 'requestApproval' ? w.mona : w.dana;
  const actor = (pick % 2 === 0 ? fitting : people[who]) ?? w.dana;
  const target = { change: id, step: steps[pick % steps.length]?.id, approval: requests.at(-1)?.id }[what];
  if (target === undefined) return;
  const plural = { change: 'changes', step: 'tasks', approval: 'approvals' }[what];
  await w.try(`${plural}.${name}`, target, asked, actor, { seen: await w.seen(id) });
}

/** The promises that do not hold now, in words. */
async function broken(w: ChangeWorld, id: string): Promise<string[]> {
  const now = await w.get(id);
  const state = now.state ?? '';
  const [steps, requests] = await Promise.all([w.store.related('task', 'change', id), w.store.related('approval', 'subject', id)]);
  const folded = await Promise.all(
    [now, ...steps, ...requests].map(async (record) => sameJson(asJson(fold(await w.store.history(record.id))), asJson(record))),
  );
  const digest = contentDigest(change, now);
  const live = requests.filter((one) => one.state === 'requested' || one.state === 'approved');
  const counting = live.filter(({ fields }) => fields['digest'] === digest);
  const { requester, assignee } = now.fields;
  const parties = new Set([now.createdBy, requester, assignee, ...steps.map((one) => one.fields['assignee'])]);
  const voices = counting.flatMap((one) => Object.values(votesOf(one)).flatMap(({ by, onBehalfOf }) => [by, onBehalfOf ?? by]));
  const waiting = counting.flatMap((one) => textsIn(one.fields['waitingOn']));
  const rests = counting.filter(
    (one) => (one.state === 'requested' && now.fields['onHold'] === true) !== (one.fields['suspended'] === true),
  );

  const promises: readonly (readonly [words: string, holds: boolean])[] = [
    ['every record is the fold of its events', folded.every(Boolean)],
    ['what is to be authorized has one request, for what it is now', state !== 'authorize' || (live.length === 1 && counting.length === 1)],
    [
      'what is scheduled or carried out is approved as it is now',
      !['scheduled', 'implement'].includes(state) || (counting.length === 1 && counting[0]?.state === 'approved'),
    ],
    [
      'nobody is asked about a draft or what is given up',
      !['draft', 'assess', 'canceled'].includes(state) || !live.some((one) => one.state === 'requested'),
    ],
    ['nothing approved outlives the way back to the draft', state !== 'draft' || live.length === 0],
    ['nobody decided on what is theirs', !voices.some((voice) => parties.has(voice))],
    ['nobody is asked about what is theirs', !waiting.some((one) => parties.has(one))],
    ['a request rests exactly while its change does', rests.length === 0],
    [
      'what is closed has an outcome and no open step',
      state !== 'closed' || (now.fields['outcome'] !== undefined && steps.every(hasEnded)),
    ],
  ];
  return promises.flatMap(([words, holds]) => (holds ? [] : [words]));
}

const asJson = (record: RecordOf | undefined): Json => JSON.parse(JSON.stringify(record ?? null)) as Json;

test('whatever is tried, in whatever order, by whomever, the promises of a change hold', async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('draft' as const, 'authorize' as const, 'scheduled' as const, 'implement' as const),
      fc.array(attempt, { minLength: 10, maxLength: 30, size: 'max' }),
      async (from, attempts) => {
        const w = await changeWorld();
        const { id } = from === 'draft' ? await w.draft() : await w.inState(from);
        for (const one of attempts) {
          const before = w.store.events.length;
          await tryIt(w, id, one);
          if (w.store.events.length > before) accepted += 1;
          expect(await broken(w, id)).toEqual([]);
        }
      },
    ),
    { numRuns: 40 },
  );
  // The attempts are not so wild that nothing ever happens.
  expect(accepted).toBeGreaterThan(60);
}, 60_000);
