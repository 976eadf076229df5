import { expect, test } from 'vitest';
import { inboxOf, inboxQuery } from '#shared/capabilities/approvals/index.ts';
import { actorFor, liveDelegations } from '#shared/capabilities/identity/index.ts';
import { registry } from '#shared/capabilities/registry.ts';
import { idMaker } from '#shared/kernel/id.ts';
import { fold } from '#shared/model/evolve.ts';
import { explainRecord } from '#shared/model/explain.ts';
import { refsIn } from '#shared/model/fields.ts';
import { leavesOf } from '#shared/model/lifecycle.ts';
import { textIn } from '#shared/model/values.ts';
import { haldenMutual } from '#resources/samples/halden-mutual.ts';
import { perform, refusedLines } from '#resources/samples/perform.ts';
import { seededBytes } from '#test/support/memory-store.ts';

const NOW = '2026-11-18T14:43:00.000Z';
const DAY = 86_400_000;
const byText = (a: string, b: string) => (a < b ? -1 : 1);

async function tell(now: string) {
  const newId = idMaker(seededBytes(7), () => Date.parse(now));
  const script = haldenMutual.script(now, newId);
  return { script, ...(await perform(script, { registry, newId, now })) };
}

const told = await tell(NOW);
const { reader, script } = told;
const heads = async (kind: string) => reader.list({ kind });
const all = (await Promise.all(registry.kinds.map(async ({ kind }) => reader.many((await heads(kind)).map(({ id }) => id))))).flat();
const named = (kind: string, name: string) => all.find((record) => record.kind === kind && textIn(record.fields['name']) === name);
const inboxOfDana = async () => reader.list(inboxQuery(inboxOf(script.opensAs, await liveDelegations(reader), NOW)));

test('nothing that anyone at Halden Mutual did is refused', () => {
  expect(refusedLines(told)).toEqual([]);
});

test.each(['2026-11-21T00:20:00.000Z', '2026-11-22T23:50:00.000Z', '2027-01-01T12:00:00.000Z'])(
  'nor is it when the workspace is made on %s',
  async (now) => {
    const other = await tell(now);
    expect(refusedLines(other)).toEqual([]);
    expect(await other.reader.count(inboxQuery([other.script.opensAs]))).toBeGreaterThanOrEqual(7);
  },
  30_000,
);

test.each(['change', 'task', 'approval', 'asset', 'incident', 'delegation'])('every state of every %s can be seen', async (kind) => {
  const { lifecycle } = registry.of(kind);
  if (!lifecycle) throw new Error(`${kind} has a lifecycle`);
  const seen = new Set((await heads(kind)).map(({ state }) => state));
  expect(leavesOf(lifecycle).filter((state) => !seen.has(state))).toEqual([]);
});

test('several hundred records, all linked to what is there', () => {
  const ids = new Set<string>(all.map(({ id }) => id));
  const dangling = all.flatMap((record) => refsIn(registry.of(record.kind), record.fields).filter(({ id }) => !ids.has(id)));
  expect(dangling).toEqual([]);
  const counts = Object.fromEntries(registry.kinds.map(({ kind }) => [kind, all.filter((record) => record.kind === kind).length]));
  expect(counts).toMatchObject({ person: 27, team: 8, role: 11, delegation: 4, changeTemplate: 6 });
  for (const [kind, least] of Object.entries({ change: 65, incident: 60, asset: 115, system: 45, task: 200, approval: 40 }))
    expect(counts[kind], kind).toBeGreaterThanOrEqual(least);
});

test('Dana finds work for today, for tomorrow and for later, one of it in the name of Henrik', async () => {
  const inbox = await inboxOfDana();
  const inDays = inbox.map(({ dueAt }) => Math.floor(Date.parse(textIn(dueAt)) / DAY) - Math.floor(Date.parse(NOW) / DAY));
  expect(inDays.filter((days) => days === 0).length).toBeGreaterThanOrEqual(2);
  expect(inDays.filter((days) => days === 1).length).toBeGreaterThanOrEqual(2);
  expect(inDays.filter((days) => days > 1).length).toBeGreaterThanOrEqual(3);
  const henrik = named('person', 'Henrik Olsen');
  expect(
    inbox.filter(({ waitingOn }) => Array.isArray(waitingOn) && waitingOn.includes(henrik?.id ?? '')).map(({ label }) => label),
  ).toEqual([expect.stringContaining('SAP S/4 Finance, kernel patch 93')]);
});

test('Dana approved the Kafka upgrade once, it changed, and she is asked again', async () => {
  const change = all.find((record) => textIn(record.fields['title']) === 'Upgrade Kafka backbone to 4.1');
  if (!change) throw new Error('the Kafka upgrade is there');
  const rounds = await reader.related('approval', 'subject', change.id);
  expect(rounds.map(({ state }) => state)).toEqual(['superseded', 'superseded', 'requested']);
  expect(JSON.stringify(rounds[0]?.fields['votes'])).toContain(script.opensAs);
  expect(rounds[2]?.fields['waitingOn']).toEqual([script.opensAs]);
  const tasks = await reader.related('task', 'change', change.id);
  expect(tasks.filter((task) => task.fields['phase'] !== 'rollback')).toHaveLength(10);
  expect(tasks.filter((task) => task.state === 'done')).toHaveLength(2);

  const dana = await actorFor(reader, script.opensAs);
  const approval = rounds[2];
  if (!dana || !approval) throw new Error('Dana is asked');
  const options = await explainRecord(approval, { registry, reader, actor: dana, now: NOW, seen: textIn(approval.fields['digest']) });
  expect(options.filter((option) => option.allowed).map(({ verb }) => verb)).toEqual(['approve', 'reject', 'comment']);
});

test('a change is half done, another is being rolled back', async () => {
  const running = all.filter((record) => record.kind === 'change' && record.state === 'implement');
  const states = await Promise.all(running.map(async ({ id }) => (await reader.related('task', 'change', id)).map(({ state }) => state)));
  expect(states.map((list) => list.map(textIn).toSorted(byText).join(' ')).toSorted(byText)).toEqual([
    'done done done done done open open open running',
    'done done done failed open open running',
  ]);
});

test('one asset is in quarantine, others are under legal hold, and one delegation holds', () => {
  expect(all.filter(({ state }) => state === 'quarantined').map(({ fields }) => fields['name'])).toEqual(['Laptop Chloe Martin']);
  expect(all.filter(({ fields }) => fields['legalHold'] === true).map(({ fields }) => fields['name'])).toEqual([
    'Laptop Owen Price',
    'Storage shelf of the old array, no. 1',
  ]);
  expect(all.filter(({ kind, state }) => kind === 'delegation' && state === 'active')).toHaveLength(1);
});

test('changes ended in every way that a change can end', () => {
  const outcomes = new Set(all.filter(({ kind }) => kind === 'change').map(({ fields }) => textIn(fields['outcome'])));
  expect([...outcomes].toSorted(byText)).toEqual(['', 'rolledBack', 'successful', 'successfulWithIssues', 'unsuccessful']);
});

test('the records are what their histories say, and nothing happened in the future', async () => {
  for (const record of all) {
    const history = await reader.history(record.id);
    expect(fold(history)).toEqual(record);
    expect(history.filter(({ at }) => at > NOW)).toEqual([]);
  }
});

test('nobody is left out: everyone who may sign in is here and may act', async () => {
  const missing = await Promise.all(script.people.map(async ({ id }) => ((await actorFor(reader, id)) ? [] : [id])));
  expect(missing.flat()).toEqual([]);
});
