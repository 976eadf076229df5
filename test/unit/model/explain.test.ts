import { expect, test } from 'vitest';
import { SYSTEM } from '#shared/model/record.ts';
import { createRegistry, defineCapability } from '#shared/model/capability.ts';
import type { Lifecycle } from '#shared/model/lifecycle.ts';
import { nobody } from '#shared/model/permission.ts';
import { actor, admin, world } from '#test/support/memory-store.ts';
import { parcel, parcelLifecycle, smallRegistry } from './small-registry.ts';

test('what leads on comes first, with what is missing and what is asked; the generic verbs follow', async () => {
  const w = world(smallRegistry);
  const { id } = await w.make('parcel', { title: 'Books', size: 'large' });
  const options = await w.options(id, actor('guest'));
  expect(options.map(({ verb, allowed }) => `${verb} ${allowed}`)).toEqual(['send false', 'edit true', 'comment true', 'archive true']);
  expect(options[0]).toMatchObject({
    command: 'parcels.send',
    label: 'Send',
    description: 'Hand it to the carrier.',
    to: 'underway.rolling',
  });
  expect(options[0]?.unmet.map(({ code }) => code)).toEqual(['permission.missing', 'parcel.isLight', 'parcel.isInsured']);
  expect(Object.keys(options[0]?.input ?? {})).toEqual(['carrier']);
});

test('an archived record can be restored and little else', async () => {
  const w = world(smallRegistry);
  const { id } = await w.make('parcel', { title: 'Books', insured: true });
  await w.do('parcels.archive', id, {}, admin);
  const options = await w.options(id, admin);
  expect(options.filter(({ allowed }) => allowed).map(({ verb }) => verb)).toEqual(['comment', 'restore']);
});

test('what only the system does is no option for a person', async () => {
  const base = parcelLifecycle as Lifecycle;
  const lose = { label: 'Lose', past: 'lost', permission: nobody };
  const lifecycle = { ...base, events: { ...base.events, lose } };
  const registry = createRegistry([defineCapability({ name: 'parcels', records: [{ ...parcel, lifecycle }] })]);
  const w = world(registry);
  const { id } = await w.make('parcel', { title: 'Books', insured: true });
  await w.do('parcels.send', id, { carrier: 'Hermes' }, admin);
  const verbs = async (who: typeof admin) => (await w.options(id, who)).map(({ verb }) => verb);
  expect(await verbs(admin)).not.toContain('lose');
  expect(await verbs(SYSTEM)).toContain('lose');
});
