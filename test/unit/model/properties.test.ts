import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { decide } from '#shared/model/decide.ts';
import { fold } from '#shared/model/evolve.ts';
import { explain } from '#shared/model/explain.ts';
import { gatherFacts } from '#shared/model/gather.ts';
import type { Actor } from '#shared/model/record.ts';
import { actor, admin, seededBytes, world } from '#test/support/memory-store.ts';
import { undoOf } from '#shared/model/undo.ts';
import { idMaker } from '#shared/kernel/id.ts';
import { smallRegistry } from './small-registry.ts';

/** Anything that anyone may try with a parcel, wise or not. */
interface Attempt {
  readonly verb: string;
  readonly input: JsonObject;
  readonly who: Actor;
}
const who = fc.constantFrom<Actor>(admin, actor('guest'), actor('sender', ['parcels.send']));
const fields = fc.record(
  {
    title: fc.constantFrom('A', 'B', ''),
    size: fc.constantFrom('small', 'large', 'huge', null),
    insured: fc.boolean(),
    carrier: fc.constant('x'),
  },
  { requiredKeys: [] },
);
const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  fc.record({ verb: fc.constant('edit'), input: fc.record({ fields }), who }),
  fc.record({ verb: fc.constant('send'), input: fc.constantFrom<JsonObject>({}, { carrier: 'Hermes' }), who }),
  fc.record({
    verb: fc.constantFrom('deliver', 'stop', 'lose', 'archive', 'restore', 'nonsense'),
    input: fc.constant<JsonObject>({}),
    who,
  }),
  fc.record({ verb: fc.constant('comment'), input: fc.constantFrom<JsonObject>({ text: 'Hm.' }, { text: '' }), who }),
);
const attempts = fc.array(attempt, { maxLength: 25 });

test('a record is the fold of its events, whatever is tried; what is refused leaves nothing behind', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, async (tries) => {
      const w = world(smallRegistry);
      const { id } = await w.make('parcel', { title: 'Books', insured: true });
      for (const { verb, input, who } of tries) {
        const before = { events: w.store.events.length, record: await w.get(id) };
        const tried = await w.try(`parcels.${verb}`, id, input, who);
        const record = await w.get(id);
        const after = { events: w.store.events.length, record };
        expect(tried.ok ? [] : [tried.error.unmet.length > 0, after]).toEqual(tried.ok ? [] : [true, before]);
        const history = await w.store.history(id);
        expect(fold(history)).toEqual(record);
        expect(record.version).toBe(history.length);
        expect(history.map(({ version }) => version)).toEqual(history.map((_, i) => i + 1));
      }
    }),
  );
});

test('the same question has the same answer', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, attempt, async (tries, { verb, input, who }) => {
      const w = world(smallRegistry);
      const { id } = await w.make('parcel', { title: 'Books', insured: true });
      for (const one of tries) await w.try(`parcels.${one.verb}`, id, one.input, one.who);
      const definition = smallRegistry.of('parcel');
      const record = await w.get(id);
      const command = w.command(`parcels.${verb}`, id, input);
      const facts = await gatherFacts({ definition, record, input, actor: who, now: w.now() }, w.store);
      const ask = () => decide({ definition, record, command, facts, nextNumber: 1, newId: idMaker(seededBytes(7), () => 0) });
      expect(ask()).toEqual(ask());
    }),
  );
});

test('what is said to be possible is possible, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(attempts, who, async (tries, asking) => {
      const w = world(smallRegistry);
      const { id } = await w.make('parcel', { title: 'Books', insured: true });
      for (const one of tries) await w.try(`parcels.${one.verb}`, id, one.input, one.who);
      const definition = smallRegistry.of('parcel');
      const record = await w.get(id);
      const facts = await gatherFacts({ definition, record, input: {}, actor: asking, now: w.now() }, w.store);
      const options = explain(definition, record, facts);
      const possible = new Set(options.filter(({ allowed }) => allowed).map(({ verb }) => verb));
      for (const verb of ['deliver', 'stop', 'lose', 'archive', 'restore']) {
        const command = w.command(`parcels.${verb}`, id);
        const decided = decide({ definition, record, command, facts, nextNumber: 1, newId: w.newId });
        expect(possible.has(verb), `${verb} in ${record.state}`).toBe(decided.ok);
        const shown = options.find((option) => option.verb === verb);
        expect(shown?.unmet ?? []).toEqual(shown && !decided.ok ? decided.error.unmet : []);
      }
    }),
  );
});

test('undoing an edit gives the fields back that it took', async () => {
  await fc.assert(
    fc.asyncProperty(fields, fields, async (first, second) => {
      const w = world(smallRegistry);
      const { id } = await w.make('parcel', { title: 'Books' });
      await w.try('parcels.edit', id, { fields: first }, admin);
      const before = (await w.get(id)).fields;
      const edited = await w.try('parcels.edit', id, { fields: second }, admin);
      if (!edited.ok || edited.value.events.length === 0) return;
      const undo = await undoOf(edited.value.events, smallRegistry, w.store);
      expect(undo.ok).toBe(true);
      if (undo.ok) for (const draft of undo.value) await w.give(draft, admin);
      expect((await w.get(id)).fields).toEqual(before);
    }),
  );
});
