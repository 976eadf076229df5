import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import { CHAIN_START, leafOf, linked } from '#shared/kernel/chain.ts';
import { digestOfFields } from '#shared/model/definition.ts';
import { evolve } from '#shared/model/evolve.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { LogBody } from '#shared/model/log-line.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { unsealBody } from '#shared/model/seal.ts';
import type { Device } from './device.ts';
import { MATERIAL } from './kinds.ts';
import { againstModel } from './against-model.ts';
import type { Finding, Told, Watch } from './play.ts';
import { maySee } from './sight.ts';
import { TENANT } from './world.ts';

/** A promise that holds in every world, and how to find out that it was broken: each answer is one thing that is wrong. */
export interface Check {
  readonly name: string;
  readonly promise: string;
  readonly broken: (told: Told) => readonly string[];
}

const json = (value: unknown): Json => value as Json;
const memoryOf = ({ hub }: Pick<Told, 'hub'>) => hub.store.memory(TENANT);
const bodiesOf = (told: Pick<Told, 'hub'>): readonly LogBody[] => memoryOf(told).lines.map(({ body, values }) => unsealBody(body, values));
const eventsOf = (told: Pick<Told, 'hub'>): RecordEvent[] => bodiesOf(told).flatMap((body) => (body.type === 'event' ? [body.event] : []));
const differs = (a: unknown, b: unknown) => a !== b && !isDeepStrictEqual(a, b);
const verdictsOf = (told: Told) => memoryOf(told).verdicts;

function visibleTo(device: Device, told: Told): Map<string, RecordOf> {
  const { rows } = memoryOf(told);
  const get = (id: string) => rows.get(id)?.record;
  return new Map([...rows].flatMap(([id, { record }]) => (maySee(device.personId, record, get) ? [[id, record] as const] : [])));
}

const converge = (told: Told): string[] =>
  told.devices.flatMap((device) => {
    const wanted = visibleTo(device, told);
    const { records, shadow } = device.disk;
    const missing = [...wanted]
      .filter(([id, record]) => differs(records.get(id) ?? null, record))
      .map(([id]) => `device ${device.index}: ${id} is not as it is`);
    const extra = [...records.keys()].filter((id) => !wanted.has(id)).map((id) => `device ${device.index}: ${id} should not be there`);
    return [...missing, ...extra, ...[...shadow.keys()].map((id) => `device ${device.index}: ${id} still has a shadow`)];
  });

const nothingLost = (told: Told): string[] => [
  ...told.devices.flatMap(({ index, kept }) =>
    [...kept].filter((id) => !verdictsOf(told).has(id)).map((id) => `device ${index}: ${id} was kept and has no verdict`),
  ),
  ...told.wire.given
    .filter(({ verdict }) => !verdictsOf(told).has(verdict.id))
    .map(({ verdict }) => `${verdict.id} was answered and is not known`),
];

/** Lines of one command stand together, once; an event happens once; what a person said is said once. */
function nothingTwice(told: Told): string[] {
  const seen = new Set<string>();
  const closed = new Set<string>();
  const twice: string[] = [];
  let last = '';
  for (const body of bodiesOf(told)) {
    if (body.command !== last) {
      if (closed.has(body.command)) twice.push(`${body.command} is in the log twice`);
      closed.add(body.command);
      last = body.command;
    }
    const id = body.type === 'event' ? body.event.id : `refused ${body.command}`;
    if (seen.has(id)) twice.push(`${id} happened twice`);
    seen.add(id);
  }
  const said = eventsOf(told)
    .filter(({ type }) => type === 'note.commented')
    .map(({ commandId }) => commandId);
  if (new Set(said).size !== said.length) twice.push('A comment was made twice');
  return twice;
}

/** Replays the log and looks at every approval at its moment, and at what stands as agreed at the end of each command. */
function seenWhatIsApproved(told: Told): string[] {
  const records = new Map<string, RecordOf>();
  const wished = new Map(
    told.devices.flatMap(({ disk }) => [...disk.outbox.values()].map(({ command }) => [command.id as string, command] as const)),
  );
  const wrong: string[] = [];
  const content = (id: unknown) => {
    const subject = records.get(String(id));
    return subject && digestOfFields(subject, MATERIAL);
  };
  const bodies = bodiesOf(told);
  for (const [i, body] of bodies.entries()) {
    if (body.type !== 'event') continue;
    const { event } = body;
    const before = records.get(event.recordId);
    if (event.type === 'approval.approved') {
      const is = content(before?.fields['subject']);
      const seen = wished.get(event.commandId)?.seen;
      if (seen !== is || event.digest !== is) wrong.push(`${event.by} approved ${event.recordId} having seen something else`);
    }
    records.set(event.recordId, evolve(before, event));
    if (bodies[i + 1]?.command === body.command) continue;
    for (const record of records.values()) {
      if (record.kind !== 'proposal' || record.state !== 'agreed') continue;
      const counts = [...records.values()].some(
        ({ kind, state, fields }) =>
          kind === 'approval' && state === 'approved' && fields['subject'] === record.id && fields['digest'] === content(record.id),
      );
      if (!counts) wrong.push(`${record.id} stands as agreed and nobody approved what it says`);
    }
  }
  return wrong;
}

const refusedStay = (told: Told): string[] => {
  const lines = new Set(bodiesOf(told).flatMap((body) => (body.type === 'refused' ? [body.command as string] : [])));
  return [...verdictsOf(told).values()]
    .filter(({ outcome }) => outcome === 'refused')
    .flatMap(({ id }) => {
      const owner = told.devices.find(({ disk }) => [...disk.outbox.values()].some(({ command }) => command.id === id));
      const item = owner?.disk.attention.get(id);
      return [
        ...(owner && (item?.type !== 'refused' || item.pending.command.id !== id)
          ? [`device ${owner.index}: ${id} was refused and does not wait for anybody`]
          : []),
        ...(lines.has(id) ? [] : [`${id} was refused and the log does not say so`]),
      ];
    });
};

/** What a device says was refused was refused. */
const rightlyRefused = (told: Told): string[] =>
  told.devices.flatMap(({ index, disk }) =>
    [...disk.attention.values()]
      .filter(({ id, type }) => type === 'refused' && verdictsOf(told).get(id)?.outcome !== 'refused')
      .map(({ id }) => `device ${index}: ${id} waits as refused and was not`),
  );

const drains = (told: Told): string[] =>
  told.devices.flatMap(({ index, disk }) => {
    const waiting = [...disk.outbox.values()].filter(({ seq }) => seq > disk.link.done).map(({ seq }) => seq);
    return waiting.length > 0
      ? [`device ${index}: ${waiting.join(', ')} still wait after ${disk.link.done}`]
      : told.hasDrained
        ? []
        : [`device ${index}: did not come to rest`];
  });

function oneVerdict(told: Told): string[] {
  const outcomes = new Map<string, Set<string>>();
  for (const { id, verdict } of [
    ...told.wire.given.map(({ verdict }) => ({ id: verdict.id, verdict })),
    ...told.hub.decided.flatMap(({ verdicts }) => verdicts.map((verdict) => ({ id: verdict.id, verdict }))),
  ]) {
    const said = outcomes.get(id) ?? new Set();
    outcomes.set(id, said.add(`${verdict.outcome} at ${verdict.at}`));
  }
  const many = [...outcomes].filter(([, said]) => said.size > 1).map(([id, said]) => `${id} came to ${[...said].join(' and ')}`);
  const decided = told.hub.decided.flatMap(({ verdicts }) => verdicts.map(({ id }) => id));
  return [...many, ...(new Set(decided).size === decided.length ? [] : ['A command was decided twice'])];
}

/** Every record that a server keeps is the fold of its events in the log. */
function foldsOfEvents(told: Told): string[] {
  const records = new Map<string, RecordOf>();
  for (const event of eventsOf(told)) records.set(event.recordId, evolve(records.get(event.recordId), event));
  const { rows } = memoryOf(told);
  return [...new Set([...rows.keys(), ...records.keys()])]
    .filter((id) => differs(rows.get(id)?.record ?? null, records.get(id) ?? null))
    .map((id) => `${id} is not what its events say`);
}

function chainHolds(told: Told): string[] {
  const { lines, checkpoints } = memoryOf(told);
  const hashes = [CHAIN_START];
  for (const [i, { body, leaf, hash }] of lines.entries()) {
    const own = leafOf(canonicalJson(json(body)));
    const is = linked(hashes[i] ?? CHAIN_START, own);
    if (leaf !== own || hash !== is) return [`line ${i + 1} is not what it was`];
    hashes.push(is);
  }
  return [
    ...checkpoints.filter(({ seq, hash }) => hashes[seq] !== hash).map(({ seq }) => `the checkpoint at ${seq} is not of this log`),
    ...told.devices.flatMap(({ index, places }) =>
      places
        .filter(({ seq, hash }) => hashes[seq] !== hash)
        .map(({ seq }) => `device ${index} was at a line ${seq} that is not of this log`),
    ),
  ];
}

/** What went out of a person's sight is on none of their devices any more. */
const goneIsGone = (told: Told): string[] =>
  told.devices.flatMap((device) => {
    const seen = visibleTo(device, told);
    const { events } = device.disk;
    return [...events]
      .filter(([id, some]) => !seen.has(id) && some.length > 0)
      .map(([id]) => `device ${device.index} still has the history of ${id}`);
  });

const nobodyReads = (told: Told): readonly string[] => told.hub.leaks;

export const CHECKS: readonly Check[] = [
  { name: 'drains', promise: 'The queue always drains once the network is good.', broken: drains },
  { name: 'nothingLost', promise: 'Nothing acknowledged is lost.', broken: nothingLost },
  { name: 'nothingTwice', promise: 'Nothing is applied twice.', broken: nothingTwice },
  { name: 'oneVerdict', promise: 'A command ends in exactly one verdict.', broken: oneVerdict },
  { name: 'refusedStay', promise: 'A refused command is still there.', broken: (told) => [...refusedStay(told), ...rightlyRefused(told)] },
  { name: 'approvalSeen', promise: 'No approval counts for content that its approver did not see.', broken: seenWhatIsApproved },
  { name: 'rightsHold', promise: 'No one decides what they may not.', broken: (told) => againstModel(told).rights },
  { name: 'nobodyReads', promise: 'No one reads what they may not.', broken: nobodyReads },
  { name: 'modelAgrees', promise: 'What became of each command is what plain rules say.', broken: (told) => againstModel(told).outcomes },
  { name: 'foldsOfEvents', promise: 'Every confirmed record equals the fold of its events.', broken: foldsOfEvents },
  { name: 'chainHolds', promise: 'The chain verifies and extends every checkpoint that any client saw.', broken: chainHolds },
  { name: 'converge', promise: 'All replicas converge.', broken: converge },
  { name: 'goneIsGone', promise: 'No one keeps what they may not read.', broken: goneIsGone },
];

const twice = (all: readonly string[]): string[] => all.filter((one, i) => all.indexOf(one) !== i);

/** Promises that are looked at after each step. */
export const WATCHED = ['viewIsFold', 'numberedOnce'] as const;

/** Looks at every device that has written: what it shows is what it confirmed with what is pending on top. */
export function watching(): Watch {
  const looked = new Map<number, string>();
  return async ({ devices }) => {
    const findings: Finding[] = [];
    for (const device of devices) {
      const { disk, index } = device;
      const now = `${disk.seq} ${disk.generation}`;
      if (looked.get(index) === now || disk.link.phase !== 'following') continue;
      looked.set(index, now);
      const shown = new Map<string, RecordOf>();
      const pending = [...disk.outbox.values()].filter(({ seq }) => seq > disk.link.done);
      for (const event of pending.flatMap(({ events }) => events)) {
        const before = shown.get(event.recordId) ?? disk.shadow.get(event.recordId) ?? undefined;
        shown.set(event.recordId, evolve(before, event));
      }
      for (const [id, record] of shown)
        if (differs(disk.records.get(id) ?? null, record))
          findings.push({ check: 'viewIsFold', detail: `device ${index}: ${id} is not what is confirmed with what is pending` });
      for (const number of twice([...disk.records.values()].flatMap((record) => record.number ?? [])))
        findings.push({ check: 'numberedOnce', detail: `device ${index}: two records are ${number}` });
      for (const id of disk.shadow.keys())
        if (!shown.has(id)) findings.push({ check: 'viewIsFold', detail: `device ${index}: ${id} has a shadow and nothing is pending` });
    }
    return findings;
  };
}
