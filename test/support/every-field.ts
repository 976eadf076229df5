import { z } from 'zod';
import { createRegistry, defineCapability } from '#shared/model/capability.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { choice, choices, data, date, flag, instant, money, number, prose, ref, refs, tags, text } from '#shared/model/field.ts';
import { anyone } from '#shared/model/permission.ts';

/** A record kind with a field of every type, for what must work with any kind. */
export const thing = defineRecord({
  kind: 'thing',
  prefix: 'thg',
  plural: 'things',
  numbering: 'THG',
  label: 'name',
  wording: { one: 'Thing', many: 'Things' },
  columns: ['name'],
  permissions: { read: anyone, create: anyone, edit: anyone },
  fields: {
    name: text({ label: 'Name', required: true, head: true }),
    story: prose({ label: 'Story' }),
    size: number({ label: 'Size', head: true }),
    price: money({ label: 'Price', head: true }),
    colour: choice({ red: 'Red, warm', blue: 'Blue' }, { label: 'Colour', head: true }),
    uses: choices({ work: 'Work', play: 'Play; after work' }, { label: 'Uses', head: true }),
    isNew: flag({ label: 'New', head: true }),
    madeOn: date({ label: 'Made on', head: true }),
    seenAt: instant({ label: 'Seen', head: true }),
    partOf: ref('thing', { label: 'Part of', head: true }),
    likes: refs('thing', { label: 'Likes', head: true }),
    words: tags({ label: 'Words', head: true }),
    shape: data(z.strictObject({ sides: z.number() }), { label: 'Shape' }),
  },
});

export const thingRegistry = createRegistry([defineCapability({ name: 'things', records: [thing] })]);
