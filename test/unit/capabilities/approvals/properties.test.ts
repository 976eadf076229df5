import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Quorum, requiredOf, type Step, stepsOf, votesOf } from '#shared/capabilities/approvals/index.ts';
import { type RecordOf, SYSTEM } from '#shared/model/record.ts';
import { approvalWorld, type ApprovalWorld, step } from './approval-world.ts';

const PEOPLE = 5;
const person = fc.integer({ min: 0, max: PEOPLE - 1 });
const quorum: fc.Arbitrary<Quorum> = fc.record({
  kind: fc.constantFrom('first', 'all', 'count', 'percent'),
  value: fc.constantFrom(0, 1, 2, 50, 67, 100),
});
const shape = fc.record({
  roleSeats: fc.integer({ min: 0, max: 2 }),
  seats: fc.uniqueArray(person, { minLength: 1, maxLength: 4 }),
  quorum,
  mandatory: fc.boolean(),
});
const scene = fc.record({
  steps: fc.array(shape, { minLength: 1, maxLength: 3 }),
  holders: fc.uniqueArray(person, { maxLength: 4 }),
  parties: fc.uniqueArray(person, { maxLength: 2 }),
  delegations: fc.array(fc.tuple(person, person), { maxLength: 4 }),
  tries: fc.array(fc.tuple(person, fc.constantFrom('approve', 'approve', 'approve', 'abstain', 'reject')), { maxLength: 14 }),
});

/** Plays a scene and calls `look` after every decision that was taken. */
async function play(
  { steps, holders, parties, delegations, tries }: typeof scene extends fc.Arbitrary<infer T> ? T : never,
  look: (w: ApprovalWorld, before: RecordOf, after: RecordOf) => void,
): Promise<void> {
  const w = await approvalWorld(PEOPLE);
  for (const [from, to] of delegations) {
    const at = { startsAt: w.now(), endsAt: '2027-01-01T00:00:00Z', reason: 'Away' };
    const fields = { from: w.p(from).personId, to: w.p(to).personId, ...at };
    await w.try('delegations.create', w.newId('del'), { fields }, w.p(from));
  }
  const role = await w.make('role', { name: 'Manager', key: 'manager', grants: [] });
  for (const one of holders) await w.do('people.edit', w.p(one).personId, { fields: { roles: [role.id] } }, SYSTEM);
  const built = steps.map(({ seats, roleSeats, quorum, mandatory }, i): Step => {
    const people = seats.map((seat) => w.p(seat));
    const asked = quorum.kind === 'count' ? { ...quorum, value: Math.min(quorum.value, people.length) } : quorum;
    const named = step(`s${i}.`, people, asked, mandatory ? people.slice(0, 1) : []);
    const more = Array.from({ length: roleSeats }, (_, j) => ({ id: `s${i}.r${j}`, ref: role.id }));
    return {
      ...named,
      seats: [...named.seats, ...more.map((seat) => ({ ...seat, kind: 'role' as const, label: 'Manager', mandatory: false }))],
    };
  });
  const { id } = await w.ask(built, { parties });
  for (const [who, verb] of tries) {
    const before = await w.get(id);
    if ((await w.decide(id, verb, w.p(who))).ok) look(w, before, await w.get(id));
  }
}

test('nobody decides on what they raised, wrote or carry out, by no chain of delegation', async () => {
  await fc.assert(
    fc.asyncProperty(scene, (one) =>
      play(one, (w, _before, after) => {
        const parties = new Set(one.parties.map((party) => w.p(party).personId));
        const chains = Object.values(votesOf(after)).flatMap(({ by, onBehalfOf, chain }) => [by, onBehalfOf ?? by, ...chain]);
        expect(chains.filter((voice) => parties.has(voice))).toEqual([]);
      }),
    ),
    { numRuns: 150 },
  );
});

test('a quorum is never overcounted: what is approved has it in every step, from different people', async () => {
  await fc.assert(
    fc.asyncProperty(scene, (one) =>
      play(one, (_w, _before, after) => {
        const votes = votesOf(after);
        for (const asked of stepsOf(after)) {
          const cast = asked.seats.flatMap(({ id }) => votes[id] ?? []);
          const voices = cast.flatMap(({ by, onBehalfOf }) => (onBehalfOf === null ? [by] : [by, onBehalfOf]));
          expect(new Set(voices).size, 'one person, one voice in a step').toBe(voices.length);
        }
        const met = stepsOf(after).map(({ seats, quorum }) => {
          const cast = seats.flatMap(({ id }) => votes[id]?.verdict ?? []);
          const yes = cast.filter((verdict) => verdict === 'approve').length;
          const bound = seats.filter((seat) => seat.mandatory).every(({ id }) => votes[id]?.verdict === 'approve');
          return (
            bound && !cast.includes('reject') && yes >= requiredOf(quorum, seats.length - cast.filter((one) => one === 'abstain').length)
          );
        });
        const open = Number(after.fields['step'] ?? 0);
        expect(met.slice(0, open).every(Boolean), 'what was passed had its quorum').toBe(true);
        expect(met.every(Boolean)).toBe(after.state === 'approved');
        const noes = Object.values(votes).filter(({ verdict }) => verdict === 'reject').length;
        expect(noes).toBe(after.state === 'rejected' ? 1 : 0);
      }),
    ),
    { numRuns: 150 },
  );
});

test('a step that closed never opens again, and a decision is never changed', async () => {
  await fc.assert(
    fc.asyncProperty(scene, (one) =>
      play(one, (_w, before, after) => {
        const [was, is] = [Number(before.fields['step'] ?? 0), Number(after.fields['step'] ?? 0)];
        expect(is === was || is === was + 1).toBe(true);
        expect(votesOf(after)).toMatchObject(votesOf(before));
        const added = Object.values(votesOf(after)).length - Object.values(votesOf(before)).length;
        expect(added).toBe(1);
        expect(Object.values(votesOf(after)).filter((vote) => vote.step === was).length).toBeGreaterThan(0);
        expect(Object.values(votesOf(after)).filter((vote) => vote.step > was)).toEqual([]);
      }),
    ),
    { numRuns: 150 },
  );
});
