import { beforeEach, describe, expect, test } from 'vitest';
import type { RecordOf } from '#shared/model/record.ts';
import { actor, admin, world, type World } from '#test/support/memory-store.ts';
import { smallRegistry } from './small-registry.ts';

const sender = actor('sender', ['parcels.send']);
const guest = actor('guest');
let w: World;
let parcel: RecordOf;
beforeEach(async () => {
  w = world(smallRegistry);
  parcel = await w.make('parcel', { title: 'Books', size: 'small' });
});
const lastEvent = () => w.store.events.at(-1);

describe('create', () => {
  test('makes a record with a number, a state and the fields that were given', () => {
    expect(parcel).toMatchObject({ number: 'PCL-1', state: 'packed', lifecycleVersion: 1, version: 1, createdBy: 'admin' });
    expect(parcel.fields).toEqual({ title: 'Books', size: 'small' });
    expect(lastEvent()).toMatchObject({ type: 'parcel.created', kind: 'parcel', version: 1, by: 'admin' });
  });

  test('numbers go on', async () => {
    expect((await w.make('parcel', { title: 'More' })).number).toBe('PCL-2');
  });

  test('names every wrong field, not only the first', async () => {
    const made = await w.try('parcels.create', w.newId('pcl'), { fields: { size: 'huge', colour: 'red', carrier: 'Hermes' } }, guest);
    expect(!made.ok && made.error.unmet.map(({ code, field }) => `${code} ${field}`)).toEqual([
      'field.unknown colour',
      'field.required title',
      'field.invalid size',
      'field.derived carrier',
    ]);
  });

  test('refuses an id that is taken', async () => {
    expect(await w.refused('parcels.create', parcel.id, { fields: { title: 'Again' } }, admin)).toEqual(['record.exists']);
  });

  test('refuses a record of another kind, and one that is not there', async () => {
    const fields = (id: string) => ({ fields: { title: 'Inner', parent: id } });
    const note = await w.make('note', { text: 'Careful' });
    expect(await w.refused('parcels.create', w.newId('pcl'), fields(note.id), admin)).toEqual(['field.refMissing']);
    expect(await w.refused('parcels.create', w.newId('pcl'), fields(w.newId('pcl')), admin)).toEqual(['field.refMissing']);
  });
});

describe('edit', () => {
  test('sets only what differs, and remembers what was there', async () => {
    await w.do('parcels.edit', parcel.id, { fields: { title: 'Books', size: 'large' } }, guest);
    expect(lastEvent()).toMatchObject({ type: 'parcel.edited', patch: { size: 'large' }, was: { size: 'small' }, by: 'guest' });
  });

  test('that changes nothing is no event', async () => {
    const before = w.store.events.length;
    await w.do('parcels.edit', parcel.id, { fields: { title: 'Books', insured: null } }, guest);
    expect(w.store.events).toHaveLength(before);
  });

  test('clears a field with null, but not a required one', async () => {
    expect((await w.do('parcels.edit', parcel.id, { fields: { size: null } }, guest)).fields).toEqual({ title: 'Books' });
    expect(await w.refused('parcels.edit', parcel.id, { fields: { title: '' } }, guest)).toEqual(['field.required']);
  });

  test('leaves derived fields to what happens', async () => {
    expect(await w.refused('parcels.edit', parcel.id, { fields: { carrier: 'Hermes' } }, admin)).toEqual(['field.derived']);
  });
});

describe('archive and restore', () => {
  test('put a record away and bring it back', async () => {
    expect((await w.do('parcels.archive', parcel.id, {}, guest)).archivedAt).toBe(w.now());
    expect(await w.refused('parcels.archive', parcel.id, {}, guest)).toEqual(['record.archived']);
    expect(await w.refused('parcels.edit', parcel.id, { fields: { title: 'No' } }, guest)).toContain('record.archived');
    expect((await w.do('parcels.restore', parcel.id, {}, guest)).archivedAt).toBeNull();
    expect(await w.refused('parcels.restore', parcel.id, {}, guest)).toEqual(['record.notArchived']);
  });
});

describe('comment', () => {
  test('stays in the history and changes no field', async () => {
    const after = await w.do('parcels.comment', parcel.id, { text: ' Mind the glass. ' }, guest);
    expect(after.fields).toEqual(parcel.fields);
    expect(lastEvent()).toMatchObject({ type: 'parcel.commented', data: { text: 'Mind the glass.' }, patch: {} });
    expect(await w.refused('parcels.comment', parcel.id, { text: '  ' }, guest)).toEqual(['comment.empty']);
  });
});

describe('import', () => {
  const fields = { text: 'From elsewhere' };

  test('needs its own right, besides that of making the record', async () => {
    expect(await w.refused('notes.import', w.newId('not'), { fields }, guest)).toEqual(['permission.missing']);
  });

  test('keeps the outside id and time, and does nothing the second time', async () => {
    const id = w.newId('not');
    const input = { fields, externalId: 'desk:17', at: '2020-01-02T03:04:05Z' };
    expect(await w.do('notes.import', id, input, admin)).toMatchObject({
      externalId: 'desk:17',
      createdAt: '2020-01-02T03:04:05Z',
      version: 1,
    });
    expect((await w.do('notes.import', id, input, admin)).version).toBe(1);
  });

  test('is refused for a lifecycle that does not name states for it', async () => {
    const codes = await w.refused('parcels.import', w.newId('pcl'), { fields: { title: 'X' }, state: 'lost' }, admin);
    expect(codes).toEqual(['import.state', 'import.never']);
  });
});

describe('an event of the lifecycle', () => {
  test('is refused with every reason at once: permission, input and guards', async () => {
    await w.do('parcels.edit', parcel.id, { fields: { size: 'large' } }, guest);
    const sent = await w.try('parcels.send', parcel.id, {}, guest);
    expect(!sent.ok && sent.error).toMatchObject({
      code: 'parcel.send.refused',
      message: '“Send” is refused for PCL-1.',
      unmet: [
        { code: 'permission.missing', message: 'You may not do this. It needs the right to send.' },
        { code: 'field.required', field: 'carrier' },
        { code: 'parcel.isLight', field: 'size' },
        { code: 'parcel.isInsured', field: 'insured', help: 'Insure it first.' },
      ],
    });
  });

  test('says from where it would lead on, where it does not', async () => {
    const stopped = await w.try('parcels.deliver', parcel.id, {}, admin);
    expect(!stopped.ok && stopped.error.unmet).toMatchObject([
      { code: 'lifecycle.notFromHere', message: '“Deliver” is not possible in Packed; it leads on from Under way.' },
    ]);
  });

  test('sets state and fields, and carries what was said', async () => {
    await w.do('parcels.edit', parcel.id, { fields: { insured: true } }, guest);
    const sent = await w.do('parcels.send', parcel.id, { carrier: 'Hermes' }, sender);
    expect(sent).toMatchObject({ state: 'underway.rolling', fields: { carrier: 'Hermes' } });
    expect(lastEvent()).toMatchObject({ from: 'packed', state: 'underway.rolling', data: { carrier: 'Hermes' } });
  });

  test('leads on from a parent state wherever the record stands in it', async () => {
    await w.do('parcels.edit', parcel.id, { fields: { insured: true } }, guest);
    await w.do('parcels.send', parcel.id, { carrier: 'Hermes' }, sender);
    await w.do('parcels.stop', parcel.id, {}, guest);
    expect((await w.do('parcels.deliver', parcel.id, {}, guest)).state).toBe('delivered');
  });

  test('that the kind does not know is refused in words', async () => {
    expect(await w.refused('parcels.explode', parcel.id, {}, admin)).toEqual(['command.unknown']);
    expect(await w.refused('parcels.toString', parcel.id, {}, admin)).toEqual(['command.unknown']);
  });
});
