import { expect, test } from 'vitest';
import { killAfter } from './kill-after.ts';
import { editDraft, makeParcel, newName, openAsAnna, parcelDraft } from './open.ts';

test(
  'killed between any two writes: what was said to be saved is there, nothing is half-written, and work goes on',
  { timeout: 240_000 },
  async () => {
    let killed = 0;
    for (let n = 0; ; n++) {
      const name = newName();
      const workspace = await openAsAnna(name);
      const first = await makeParcel(workspace, 'There before', { insured: true });
      const saved = [first];
      const killer = killAfter(n);
      // A command, one with a reaction and two records, several at once, a bulk in pages.
      const box = parcelDraft(workspace, 'Box');
      const several = [parcelDraft(workspace, 'One'), parcelDraft(workspace, 'Two')];
      const many = Array.from({ length: 320 }, (_, i) => parcelDraft(workspace, `Many ${i}`));
      if ((await workspace.dispatch(box)).ok) saved.push(box.recordId);
      const sent = (await workspace.dispatch({ name: 'parcels.send', recordId: first, input: { carrier: 'Post' } })).ok;
      const delivered = (await workspace.dispatch({ name: 'parcels.deliver', recordId: first, input: {} })).ok;
      if ((await workspace.dispatch(several)).ok) saved.push(...several.map((draft) => draft.recordId));
      const report = await workspace.bulk(many);
      if (report.accepted === many.length) saved.push(...many.map((draft) => draft.recordId));
      const { wasReached } = killer;
      killer.revive();
      await workspace.close();

      const again = await openAsAnna(name);
      expect((await again.reader.many(saved)).length).toBe(saved.length);
      const { heads, total } = await again.page({ kind: 'parcel', sort: [{ column: 'number' }] });
      expect(total).toBe(saved.length);
      expect(heads.map((head) => head.number)).toEqual(saved.map((_, i) => `PCL-${i + 1}`));
      const state = delivered ? 'delivered' : sent ? 'underway.rolling' : 'packed';
      expect(await again.reader.get(first)).toMatchObject({ state });
      expect((await again.reader.related('note', 'parcel', first)).length).toBe(delivered ? 1 : 0);
      for (const record of await again.reader.many(saved.slice(0, 5)))
        expect((await again.reader.history(record.id)).map((event) => event.version)).toEqual(
          Array.from({ length: record.version }, (_, i) => i + 1),
        );
      expect((await again.dispatch(editDraft(first, { size: 'small' }))).ok).toBe(true);
      expect(await again.reader.get(await makeParcel(again, 'After'))).toMatchObject({ number: `PCL-${saved.length + 1}` });
      await again.close();
      if (!wasReached) break;
      killed++;
    }
    // As many kills as there are writes in all that.
    expect(killed).toBeGreaterThan(20);
  },
);
