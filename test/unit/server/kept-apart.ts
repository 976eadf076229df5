import { registry as product } from '#shared/capabilities/registry.ts';
import { createRegistry, defineCapability } from '#shared/model/capability.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { ref, refs, text } from '#shared/model/field.ts';
import { anyone, granted } from '#shared/model/permission.ts';

/** Kinds that are not for everybody: what is restricted to a team, what hangs below that, and a kind that needs a right to be read. */
const dossier = defineRecord({
  kind: 'dossier',
  prefix: 'dos',
  plural: 'dossiers',
  numbering: 'DOS',
  label: 'title',
  wording: { one: 'Dossier', many: 'Dossiers' },
  columns: ['title'],
  permissions: { read: anyone, create: anyone, edit: anyone },
  visibility: { field: 'team' },
  fields: {
    title: text({ label: 'Title', required: true, head: true }),
    team: ref('team', { label: 'Team', head: true }),
    sees: refs('dossier', { label: 'See also' }),
  },
});

const sheet = defineRecord({
  kind: 'sheet',
  prefix: 'she',
  plural: 'sheets',
  label: 'text',
  wording: { one: 'Sheet', many: 'Sheets' },
  columns: ['text'],
  permissions: { read: anyone, create: anyone, edit: anyone },
  visibility: { through: 'dossier' },
  fields: {
    text: text({ label: 'Text', required: true, head: true }),
    dossier: ref('dossier', { label: 'Dossier', required: true, head: true }),
  },
});

const stamp = defineRecord({
  kind: 'stamp',
  prefix: 'sta',
  plural: 'stamps',
  label: 'text',
  wording: { one: 'Stamp', many: 'Stamps' },
  columns: ['text'],
  permissions: { read: anyone, create: anyone, edit: anyone },
  visibility: { through: 'sheet' },
  fields: {
    text: text({ label: 'Text', required: true, head: true }),
    sheet: ref('sheet', { label: 'Sheet', required: true, head: true }),
  },
});

const payslip = defineRecord({
  kind: 'payslip',
  prefix: 'pay',
  plural: 'payslips',
  label: 'title',
  wording: { one: 'Payslip', many: 'Payslips' },
  columns: ['title'],
  permissions: { read: granted('people.manage', 'the right to manage people'), create: anyone, edit: anyone },
  fields: { title: text({ label: 'Title', required: true, head: true }) },
});

/** The product's registry with those. */
export const registry = createRegistry([
  ...product.capabilities,
  defineCapability({
    name: 'keptApart',
    records: [dossier, sheet, stamp, payslip],
    reactions: [
      {
        on: ['dossier.commented'],
        because: 'A bug in the rules, for the test that one does not stop everything.',
        then: async ({ event }) => {
          if (event.data?.['text'] === 'break') throw new Error('a bug in a reaction');
          return [];
        },
      },
    ],
  }),
]);
