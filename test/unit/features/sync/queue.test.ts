import { createInstance, type TFunction } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import texts from '#resources/locales/en/sync.json' with { type: 'json' };
import { digestOfFields, materialNames } from '#shared/model/definition.ts';
import type { Command, RecordOf } from '#shared/model/record.ts';
import { fieldVersions } from '#renderer/features/sync/field-versions.ts';
import { insteadOf } from '#renderer/features/sync/instead.ts';
import { placeOf, waitsWords } from '#renderer/features/sync/queue-groups.tsx';
import { contentWith } from '#renderer/features/sync/useReview.ts';
import type { Queued, SyncState } from '#renderer/store/sync/sync.ts';
import { LOCAL_STATE } from '#renderer/store/sync/local-sync.ts';
import { aboutWords, commandWords } from '#renderer/workbench/sync/command-words.ts';
import { sidesOf, standsWords } from '#renderer/workbench/sync/stands.ts';
import type { Words } from '#renderer/workbench/words.ts';
import { admin, world } from '#test/support/memory-store.ts';
import { parcel, smallRegistry } from '#test/unit/model/small-registry.ts';

let t: TFunction<'sync'>;
beforeAll(async () => {
  const words = createInstance();
  await words.init({
    lng: 'en',
    ns: ['sync'],
    defaultNS: 'sync',
    resources: { en: { sync: texts } },
    interpolation: { escapeValue: false },
  });
  t = words.getFixedT('en', 'sync');
});
const words: Pick<Words, 'one' | 'column'> = {
  one: (definition) => definition.wording.one,
  column: (definition, name) => definition.fields[name]?.label ?? name,
};
const told = () => ({ registry: smallRegistry, words: words as Words, t });

const id = (n: number) => `pcl_0000000000007000800000000000000${n}` as RecordOf['id'];
const command = (name: string, input: Command['input']): Command => ({
  id: 'cmd_00000000000070008000000000000001' as Command['id'],
  name,
  recordId: id(1),
  input,
  at: '2026-11-18T14:31:00.000Z',
  time: '2026-11-18T14:31:00.000Z-0000-x' as Command['time'],
});
async function parcels() {
  const here = world(smallRegistry);
  const made = await here.make('parcel', { title: 'Books', size: 'small' });
  return { here, made };
}

test('a command is told as it was given: what, to what, and which fields', async () => {
  const { made } = await parcels();
  const about = `${made.number}, Books`;
  expect(commandWords(command('parcels.send', { carrier: 'Post' }), made, told())).toBe(`Send ${about}`);
  expect(commandWords(command('parcels.edit', { fields: { size: 'large' } }), made, told())).toBe(`Edit ${about}: Size`);
  expect(commandWords(command('parcels.edit', { fields: { size: 'large', title: 'B', insured: true, dueAt: 'x' } }), made, told())).toBe(
    `Edit ${about}: Size, Title and 2 more`,
  );
  expect(commandWords(command('parcels.create', { fields: { title: 'Lamps' } }), null, told())).toBe('Create Lamps');
  expect(aboutWords({ recordId: id(2) }, undefined, told())).toBe('parcel');
});

test('what a command waits for follows from where the sync stands', () => {
  const queued = (seq: number, status: Queued['status']): Queued => ({
    seq,
    command: command('parcels.send', {}),
    by: 'anna',
    events: [],
    expected: null,
    status,
  });
  const say = (phase: SyncState['phase'], place = 0, status: Queued['status'] = 'waiting') =>
    waitsWords(queued(1, status), place, { ...LOCAL_STATE, phase }, t);
  expect(say('offline')).toBe('It waits for the network.');
  expect(say('signedOut', 3)).toBe('It waits until you sign in at the server.');
  expect(say('pushing')).toBe('It is being sent.');
  expect(say('live')).toBe('It goes up next.');
  expect(say('live', 2)).toBe('It goes up after the 2 before it.');
  expect(say('offline', 0, 'answered')).toBe('The server has it. Its own event has not come back yet.');
  const [sent, first, second] = [queued(1, 'answered'), queued(2, 'waiting'), queued(3, 'waiting')];
  expect(placeOf(second, [sent, first, second])).toBe(1);
});

test('versions are told only where they differ, in the order of the definition', () => {
  const version = (fields: RecordOf['fields']) => ({ fields });
  const then = version({ title: 'Books', size: 'small', insured: false });
  const now = version({ title: 'Books', size: 'large', insured: false });
  const { rows, same } = fieldVersions(parcel, then, now, { insured: true, title: 'Books' });
  expect(rows.map(({ field }) => field)).toEqual(['size', 'insured']);
  expect(rows[1]).toMatchObject({ then: false, wished: true, now: false });
  expect(same).toBe(1);
  expect(fieldVersions(parcel, null, null, { title: 'Lamps' }).rows).toEqual([{ field: 'title', then: null, wished: 'Lamps', now: null }]);
});

test('a refused wish is put right in a form: an edit on what is there now, a creation and an event as they were given', async () => {
  const { made } = await parcels();
  const edit = insteadOf(command('parcels.edit', { fields: { size: 'large' } }), parcel, made);
  expect(edit?.start).toMatchObject({ title: 'Books', size: 'large' });
  expect(edit?.draft({ ...made.fields, size: 'large' })).toMatchObject({ input: { fields: { size: 'large' } }, baseVersion: made.version });
  expect(edit?.draft(made.fields)).toBeNull();
  const create = insteadOf(command('parcels.create', { fields: { title: 'Lamps' }, externalId: 'a:1' }), parcel, null);
  expect(create?.draft({ title: 'Two lamps' })?.input).toEqual({ fields: { title: 'Two lamps' }, externalId: 'a:1' });
  expect(insteadOf(command('parcels.send', { carrier: 'Post' }), parcel, made)?.start).toEqual({ carrier: 'Post' });
  expect(insteadOf(command('parcels.deliver', {}), parcel, made)).toBeNull();
});

test('the content that somebody saw is found again by its digest, and nothing is made up where it is not', async () => {
  const { here, made } = await parcels();
  const content = materialNames(parcel);
  const seen = digestOfFields(made, content);
  await here.do('parcels.edit', made.id, { fields: { size: 'large' } }, admin);
  const history = await here.store.history(made.id);
  expect(contentWith(history, content, seen)?.fields['size']).toBe('small');
  expect(contentWith(history.slice(1), content, seen)).toBeNull();
  expect(contentWith(history, content, '0'.repeat(64))).toBeNull();
});

test('two values of a field are mine and theirs from whichever side they are looked at', () => {
  const time = '2026-11-18T14:31:00.000Z-0000-x' as Command['time'];
  const conflicts = [{ field: 'size', base: null, given: 'small', other: 'large', otherTime: time, kept: 'given' as const }];
  expect(sidesOf({ by: 'anna', conflicts }, 'anna')).toEqual([
    { field: 'size', base: null, mine: 'small', theirs: 'large', isMineStanding: true },
  ]);
  expect(sidesOf({ by: 'anna', conflicts }, 'ravi')).toEqual([
    { field: 'size', base: null, mine: 'large', theirs: 'small', isMineStanding: false },
  ]);
  expect(standsWords({ by: 'anna', conflicts }, 'anna', t)).toBe('yours stands');
  expect(standsWords({ by: 'anna', conflicts }, 'ravi', t)).toBe('theirs stands');
});
