import { expect, test, vi } from 'vitest';
import { makeParcel, newName, open, openAsAnna } from './open.ts';

const noon = Date.parse('2026-05-01T12:00:00.000Z');

test('what is due is given once by the system, whichever windows are open, and at the next start', async () => {
  const name = newName();
  let time = noon;
  const clock = () => time;
  const one = await openAsAnna(name, { clock });
  const id = await makeParcel(one, 'Tea', { insured: true, dueAt: '2026-05-01T13:00:00.000Z' });
  const later = await makeParcel(one, 'Coffee', { insured: true, dueAt: '2026-05-02T13:00:00.000Z' });
  for (const parcel of [id, later]) await one.dispatch({ name: 'parcels.send', recordId: parcel, input: { carrier: 'Post' } });
  await one.tick();
  expect(await one.reader.get(id)).toMatchObject({ state: 'underway.rolling' });

  time = noon + 3_600_000;
  const two = await open(name, { clock });
  await Promise.all([one.tick(), two.tick(), one.tick()]);
  await vi.waitFor(async () => expect(await one.reader.get(id)).toMatchObject({ state: 'lost' }));
  expect((await two.reader.history(id)).filter((event) => event.type === 'parcel.lost')).toHaveLength(1);
  expect((await two.reader.history(id)).at(-1)?.by).toBe('system');
  await Promise.all([one.close(), two.close()]);

  time = noon + 30 * 3_600_000;
  const three = await open(name, { clock });
  await vi.waitFor(async () => expect(await three.reader.get(later)).toMatchObject({ state: 'lost' }));
  await three.close();
});
