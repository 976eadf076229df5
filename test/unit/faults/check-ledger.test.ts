import { expect, test } from 'vitest';
import { digestOf } from '#shared/kernel/digest.ts';
import type { LogBody } from '#shared/model/log-line.ts';
import type { Verdict } from '#shared/sync/protocol.schema.ts';
import { checkLedger } from '#test/faults/check-ledger.ts';
import { openLedger } from '#test/faults/ledger.ts';

/** The run that kills everything finds nothing only because nothing is wrong: each kind of harm is done here, and is found. */
/** As it is read back, of which only these parts are looked at. */
const read = (value: object): unknown => JSON.parse(JSON.stringify(value));
const line = (command: string, event: string, version = 1) =>
  read({ type: 'event', command, event: { id: event, recordId: `not_${command}`, kind: 'note', version } }) as LogBody;
const refusal = (command: string) => read({ type: 'refused', command, wish: { id: command } }) as LogBody;
const verdict = (id: string, outcome: Verdict['outcome'], at: number, isRepeat = false) =>
  read({ seq: 1, id, outcome, at, isRepeat }) as Verdict;
const device = { name: 'device 1', count: 0, digest: digestOf([]), refused: new Set<string>() };

function look(lines: readonly LogBody[], verdicts: readonly Verdict[], given = verdicts, shown = device) {
  const ledger = openLedger();
  ledger.save('device 1', ['a', 'b']);
  for (const one of given) ledger.acknowledge(one);
  const rows = new Map(verdicts.map((one) => [one.id as string, [one]]));
  const { lost, twice, different } = checkLedger(ledger, { lines, verdicts: rows }, [shown]);
  return [lost.length, twice.length, different.length];
}
const [a, b] = [verdict('a', 'accepted', 1), verdict('b', 'accepted', 2)];

test('nothing is found where every promise was kept, however often an answer came', () => {
  expect(look([line('a', 'e1'), line('b', 'e2')], [a, b], [a, b, { ...b, isRepeat: true }])).toEqual([0, 0, 0]);
});

test('what was saved or acknowledged and is not there is lost', () => {
  expect(look([line('a', 'e1')], [a], [a])).toEqual([1, 0, 0]);
  expect(look([line('a', 'e1')], [a], [a, b])).toEqual([2, 0, 0]);
  expect(look([line('a', 'e1')], [a, b])).toEqual([1, 0, 0]);
});

test('what was done or decided again is twice', () => {
  expect(look([line('a', 'e1'), line('b', 'e2'), line('a', 'e3', 2)], [a, b])).toEqual([0, 1, 0]);
  expect(look([line('a', 'e1'), line('a', 'e1'), line('b', 'e2')], [a, b])).toEqual([0, 2, 0]);
  expect(look([line('a', 'e1'), line('b', 'e2')], [a, b], [a, b, a])).toEqual([0, 1, 0]);
  expect(look([line('a', 'e1'), line('b', 'e2')], [a, b], [a, b, { ...b, at: 9, isRepeat: true }])).toEqual([0, 1, 0]);
});

test('a refusal must be in the log and at its author’s; a device must show what the log says', () => {
  const no = verdict('b', 'refused', 2);
  expect(look([line('a', 'e1'), refusal('b')], [a, no])).toEqual([1, 0, 0]);
  expect(look([line('a', 'e1'), refusal('b')], [a, no], [a, no], { ...device, refused: new Set(['b']) })).toEqual([0, 0, 0]);
  expect(look([line('a', 'e1'), line('b', 'e2')], [a, b], [a, b], { ...device, digest: digestOf(['other']) })).toEqual([0, 0, 1]);
});
