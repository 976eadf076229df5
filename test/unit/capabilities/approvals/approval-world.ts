import type { JsonObject } from '#shared/kernel/json.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import { registry } from '#shared/capabilities/registry.ts';
import type { Quorum, Seat, Step } from '#shared/capabilities/approvals/index.ts';
import { digestOfFields } from '#shared/model/definition.ts';
import type { Execution } from '#shared/model/execute.ts';
import { type Actor, type RecordOf, SYSTEM } from '#shared/model/record.ts';
import { actor, world, type World } from '#test/support/memory-store.ts';

/** People `p0`, `p1`, … and an incident whose title is what approval is asked for. */
export interface ApprovalWorld extends World {
  readonly people: readonly Actor[];
  readonly subject: RecordOf;
  /** A person by number; throws for one who is not there. */
  p(number: number): Actor;
  /** Asks for approval. `parties` are those who may not decide. */
  ask(steps: readonly Step[], more?: { readonly parties?: readonly number[]; readonly fields?: JsonObject }): Promise<RecordOf>;
  /** Decides with the content in view as it is now. */
  decide(id: string, verb: string, who: Actor, input?: JsonObject): Promise<Result<Execution, Refusal>>;
  /** The same, as the codes of what is unmet; empty when it worked. */
  unmet(id: string, verb: string, who: Actor, input?: JsonObject): Promise<readonly string[]>;
  delegate(from: number, to: number, hours?: number): Promise<RecordOf>;
}

export async function approvalWorld(count = 5): Promise<ApprovalWorld> {
  const base = world(registry);
  const people: Actor[] = [];
  for (let i = 0; i < count; i++) {
    const { id } = await base.make('person', { name: `p${i}`, active: true });
    people.push(actor(id, ['delegations.own'], { name: `p${i}` }));
  }
  const subject = await base.make('incident', { title: 'Invoices are late' });
  const p = (number: number) => {
    const found = people[number];
    if (!found) throw new Error(`There is no p${number}`);
    return found;
  };
  const digest = async () => digestOfFields(await base.get(subject.id), ['title']);

  return {
    ...base,
    people,
    subject,
    p,
    ask: async (steps, { parties = [], fields = {} } = {}) =>
      base.make(
        'approval',
        {
          title: 'Invoices are late',
          subject: subject.id,
          subjectKind: 'incident',
          steps,
          step: 0,
          digest: await digest(),
          content: ['title'],
          parties: parties.map((one) => p(one).personId),
          round: 1,
          ...fields,
        },
        SYSTEM,
      ),
    async decide(id, verb, who, input = verb === 'reject' ? { comment: 'No.' } : {}) {
      return base.try(`approvals.${verb}`, id, input, who, { seen: await digest() });
    },
    async unmet(id, verb, who, input = verb === 'reject' ? { comment: 'No.' } : {}) {
      const result = await base.try(`approvals.${verb}`, id, input, who, { seen: await digest() });
      return result.ok ? [] : result.error.unmet.map(({ code }) => code);
    },
    delegate: (from, to, hours = 24) =>
      base.make('delegation', {
        from: p(from).personId,
        to: p(to).personId,
        startsAt: base.now(),
        endsAt: new Date(Date.parse(base.now()) + hours * 3_600_000).toISOString(),
        reason: 'Away',
      }),
  };
}

export const ALL: Quorum = { kind: 'all', value: 0 };
export const FIRST: Quorum = { kind: 'first', value: 0 };

/** A step with one seat per person, in the form `step('a', [p0, p1], ALL)`. */
export function step(name: string, people: readonly Actor[], quorum: Quorum, mandatory: readonly Actor[] = []): Step {
  const seats = people.map((person, i): Seat => ({
    id: `${name}${i}`,
    kind: 'person',
    ref: person.personId,
    label: person.name,
    mandatory: mandatory.includes(person),
  }));
  return { name, because: 'A test.', seats, quorum };
}
