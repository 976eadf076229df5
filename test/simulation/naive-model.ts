import { readHybridTime } from '#shared/kernel/hybrid-clock.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { derivedIds } from '#shared/kernel/derived-id.ts';
import { digestOfFields } from '#shared/model/definition.ts';
import type { Command, RecordEvent } from '#shared/model/record.ts';
import { MATERIAL } from './kinds.ts';
import { PEOPLE, ROLES } from './world.ts';

/**
 * What must have become of each command, by a few plain rules of the small world, written without the product's deciding, merging and
 * lifecycles. It is told in which order things came to the server, what was believed of their times, and nothing else.
 */
export interface Arrived {
  readonly command: Command;
  readonly by: string;
  readonly needs: readonly string[];
  /** The server's time when it came, and the time in the log if it came to something. */
  readonly now: number;
  readonly believed: string | undefined;
}

export type Expected = 'accepted' | 'superseded' | 'unchanged' | 'refused';
export interface Answer {
  readonly outcome: Expected;
  /** Why it is refused: because of who asks, or because of how things are. */
  readonly because?: 'right' | 'state';
}

interface Thing {
  readonly kind: string;
  readonly maker: string;
  readonly born: string;
  readonly fields: Map<string, Json>;
  readonly stamps: Map<string, string>;
  state: string;
  archived: boolean;
  /** Of an approval: who voted, and for whom. */
  readonly voices: string[];
  readonly taken: Set<string>;
}

export interface NaiveModel {
  arrive(arrived: Arrived): Answer;
  /** What the system did by itself. */
  happen(event: RecordEvent): void;
  /** What a record should be like; undefined for what the model does not keep. */
  thing(id: string): { readonly state: string; readonly archived: boolean; readonly fields: JsonObject } | undefined;
  readonly things: ReadonlyMap<string, unknown>;
}

const no = (because: 'right' | 'state'): Answer => ({ outcome: 'refused', because });
const YES: Answer = { outcome: 'accepted' };
const NOTHING: Answer = { outcome: 'unchanged' };
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const TOLERANCE = 60_000;

export function naiveModel(): NaiveModel {
  const things = new Map<string, Thing>();
  const refused = new Set<string>();

  const field = (id: string, name: string): Json => things.get(id)?.fields.get(name) ?? null;
  const make = (kind: string, id: string, { maker, born }: Pick<Thing, 'maker' | 'born'>, fields: JsonObject, state = ''): Thing => {
    const full = Object.entries(fields).filter(([, value]) => value !== null);
    const thing: Thing = {
      kind,
      maker,
      born,
      fields: new Map(full),
      stamps: new Map(),
      state,
      archived: false,
      voices: [],
      taken: new Set(),
    };
    things.set(id, thing);
    return thing;
  };
  const contentOf = (id: string): string =>
    digestOfFields({ id: id as Command['id'], fields: Object.fromEntries(things.get(id)?.fields ?? []) }, MATERIAL);
  const isWriter = (person: string) => JSON.stringify(field(person, 'roles')).includes(ROLES.writer) || isAnn(person);
  const isAnn = (person: string) => person === PEOPLE[0];
  const isHere = (person: string) => field(person, 'active') !== false;
  /** Restricted to a team that the person is not in. */
  const isHidden = (id: string, person: string) => field(id, 'team') !== null && field(id, 'team') !== field(person, 'team');
  const liveApproval = (proposal: string) =>
    [...things].find(
      ([, { kind, state, fields }]) =>
        kind === 'approval' && (state === 'requested' || state === 'approved') && fields.get('subject') === proposal,
    );
  const askFor = (proposal: string, cause: Command['id']) => {
    approvalOf(proposal, derivedIds(cause)('apr'));
  };
  const approvalOf = (proposal: string, id: string) => {
    const { first, second, both } = Object.fromEntries(things.get(proposal)?.fields ?? []);
    make(
      'approval',
      id,
      { maker: 'system', born: '' },
      { subject: proposal, digest: contentOf(proposal), first: first ?? null, second: second ?? null, both: both ?? null },
      'requested',
    );
  };

  /** The later time wins where somebody had not seen what stands there; what one device does it has seen. */
  function edit({ command, now, believed }: Arrived, thing: Thing): Answer {
    const claimed = readHybridTime(command.time);
    const time = believed ?? ((claimed?.at ?? 0) > now + TOLERANCE ? '9999' : command.time);
    const given = isJsonObject(command.input['fields']) ? command.input['fields'] : {};
    let [changes, loses] = [0, 0];
    for (const [name, value] of Object.entries(given)) {
      const there = thing.fields.get(name) ?? null;
      const set = thing.stamps.get(name) ?? thing.born;
      const isMine = readHybridTime(set)?.node === claimed?.node;
      const saw = command.saw?.[name];
      // What somebody had in view and left as it was, they did not edit.
      if (saw && JSON.stringify(value) === JSON.stringify(saw.value)) continue;
      const hasSeen = saw === undefined || saw.time === set || isMine;
      const isSame = JSON.stringify(value) === JSON.stringify(there);
      // To agree without knowing counts from then on; to give what one knows to be there says nothing.
      if (isSame && (hasSeen || time <= set)) continue;
      if (!hasSeen && time <= set) loses += 1;
      else {
        changes += 1;
        thing.stamps.set(name, time);
        if (value === null) thing.fields.delete(name);
        else thing.fields.set(name, value);
      }
    }
    return changes > 0 ? YES : loses > 0 ? { outcome: 'superseded' } : NOTHING;
  }

  function onNote(arrived: Arrived, id: string, verb: string): Answer {
    const { command, by } = arrived;
    if (verb === 'create') {
      if (!isWriter(by)) return no('right');
      make('note', id, { maker: by, born: arrived.believed ?? command.time }, fieldsOf(command));
      return YES;
    }
    const note = things.get(id);
    if (!note) return no('state');
    if (isHidden(id, by)) return no('right');
    if (verb === 'comment') return YES;
    if (!isWriter(by)) return no('right');
    if (verb === 'restore' ? !note.archived : note.archived) return no('state');
    if (verb === 'edit') return edit(arrived, note);
    note.archived = verb === 'archive';
    return YES;
  }

  function onRemark({ command, by, believed }: Arrived, id: string): Answer {
    const note = text(fieldsOf(command)['note']);
    if (!things.has(note)) return no('state');
    if (isHidden(note, by)) return no('right');
    make('remark', id, { maker: by, born: believed ?? command.time }, fieldsOf(command));
    return YES;
  }

  function onProposal(arrived: Arrived, id: string, verb: string): Answer {
    const { command, by } = arrived;
    if (verb === 'create') {
      if (!isWriter(by)) return no('right');
      make('proposal', id, { maker: by, born: arrived.believed ?? command.time }, fieldsOf(command), 'draft');
      return YES;
    }
    const proposal = things.get(id);
    if (!proposal) return no('state');
    if (verb === 'edit') {
      if (!isWriter(by) && proposal.maker !== by) return no('right');
      const answer = edit(arrived, proposal);
      const [, live] = liveApproval(id) ?? [];
      if ((proposal.state === 'asked' || proposal.state === 'agreed') && live && live.fields.get('digest') !== contentOf(id)) {
        live.state = 'superseded';
        // What was agreed is asked again by the second command that follows, so the request has its id from that.
        const following = derivedIds(command.id);
        const [, again] = [following('cmd'), following('cmd')];
        askFor(id, proposal.state === 'agreed' ? again : command.id);
        proposal.state = 'asked';
      }
      return answer;
    }
    if (proposal.maker !== by) return no('right');
    if (verb === 'ask') {
      if (proposal.state !== 'draft') return no('state');
      proposal.state = 'asked';
      askFor(id, command.id);
      return YES;
    }
    if (proposal.state !== 'draft' && proposal.state !== 'asked') return no('state');
    proposal.state = 'dropped';
    const [, live] = liveApproval(id) ?? [];
    if (live) live.state = 'withdrawn';
    return YES;
  }

  /** For which seat somebody may speak: their own first, then one whose holder has handed it to them for this moment. */
  function seatOf(approval: Thing, by: string, at: number): { readonly seat: string; readonly holder: string } | undefined {
    const maker = things.get(text(approval.fields.get('subject')))?.maker;
    const seats = ['first', 'second'].map((seat) => ({ seat, holder: text(approval.fields.get(seat)) }));
    const open = seats.filter(
      ({ seat, holder }) => !approval.taken.has(seat) && !approval.voices.includes(holder) && holder !== maker && isHere(holder),
    );
    return open.find(({ holder }) => holder === by) ?? open.find(({ holder }) => standsIn(by, holder, at));
  }
  const standsIn = (by: string, holder: string, at: number) =>
    [...things.values()].some(
      ({ kind, state, fields }) =>
        kind === 'delegation' &&
        state === 'live' &&
        fields.get('from') === holder &&
        fields.get('to') === by &&
        Date.parse(text(fields.get('startsAt'))) <= at &&
        at < Date.parse(text(fields.get('endsAt'))),
    );

  function onApproval({ command, by, now }: Arrived, id: string, verb: string): Answer {
    const approval = things.get(id);
    if (approval?.state !== 'requested') return no('state');
    const subject = text(approval.fields.get('subject'));
    const proposal = things.get(subject);
    if (proposal?.maker === by || approval.voices.includes(by)) return no('right');
    const seat = seatOf(approval, by, Math.min(Date.parse(command.at), now));
    if (!seat) return no('right');
    if (command.seen === undefined || command.seen !== approval.fields.get('digest') || command.seen !== contentOf(subject))
      return no('right');
    approval.taken.add(seat.seat);
    approval.voices.push(by, seat.holder);
    if (verb === 'reject') approval.state = 'rejected';
    else if (approval.fields.get('both') !== true || approval.taken.size === 2) approval.state = 'approved';
    if (proposal?.state === 'asked' && approval.state !== 'requested') proposal.state = approval.state === 'approved' ? 'agreed' : 'draft';
    return YES;
  }

  function onDelegation({ command, by, now }: Arrived, id: string, verb: string): Answer {
    if (verb === 'revoke') {
      const delegation = things.get(id);
      if (!delegation) return no('state');
      if (delegation.fields.get('from') !== by) return no('right');
      if (delegation.state !== 'live') return no('state');
      delegation.state = 'over';
      return YES;
    }
    const fields = fieldsOf(command);
    const [start, end] = [Date.parse(text(fields['startsAt'])), Date.parse(text(fields['endsAt']))];
    if (fields['from'] !== by || fields['to'] === by) return no('right');
    if (end <= Math.min(Date.parse(command.at), now) || !isHere(text(fields['to']))) return no('state');
    const overlaps = [...things.values()].some(
      ({ kind, state, fields: other }) =>
        kind === 'delegation' &&
        state === 'live' &&
        other.get('from') === by &&
        Date.parse(text(other.get('startsAt'))) < end &&
        start < Date.parse(text(other.get('endsAt'))),
    );
    if (overlaps) return no('state');
    make('delegation', id, { maker: by, born: command.time }, fields, 'live');
    return YES;
  }

  function onPerson(arrived: Arrived, id: string): Answer {
    const person = things.get(id);
    if (!isAnn(arrived.by)) return no('right');
    if (!person) return no('state');
    const wasHere = isHere(id);
    const answer = edit(arrived, person);
    if (wasHere && !isHere(id)) leave(id);
    return answer;
  }
  const leave = (person: string) => {
    for (const thing of things.values())
      if (
        thing.kind === 'delegation' &&
        thing.state === 'live' &&
        (thing.fields.get('from') === person || thing.fields.get('to') === person)
      )
        thing.state = 'over';
  };

  function answerTo(arrived: Arrived): Answer {
    const { command, by, needs } = arrived;
    if (!isHere(by)) return no('right');
    if (needs.some((id) => refused.has(id))) return no('state');
    const [plural, verb = ''] = command.name.split('.');
    switch (plural) {
      case 'notes':
        return onNote(arrived, command.recordId, verb);
      case 'remarks':
        return onRemark(arrived, command.recordId);
      case 'proposals':
        return onProposal(arrived, command.recordId, verb);
      case 'approvals':
        return onApproval(arrived, command.recordId, verb);
      case 'delegations':
        return onDelegation(arrived, command.recordId, verb);
      default:
        return onPerson(arrived, command.recordId);
    }
  }

  return {
    things,
    arrive(arrived) {
      const answer = answerTo(arrived);
      if (answer.outcome === 'refused') refused.add(arrived.command.id);
      return answer;
    },
    happen(event) {
      const { kind, recordId, type, patch, time } = event;
      if (event.version === 1 && kind === 'approval') {
        approvalOf(text(patch['subject']), recordId);
        return;
      }
      if (event.version === 1) {
        const thing = make(kind, recordId, { maker: event.by, born: time }, patch, kind === 'delegation' ? 'live' : (event.state ?? ''));
        if (kind === 'proposal') thing.state = 'draft';
        return;
      }
      const thing = things.get(recordId);
      if (!thing) return;
      if (type === 'delegation.ended') thing.state = 'over';
      if (type === 'proposal.asked') thing.state = 'asked';
      if (type !== 'person.edited') return;
      for (const [name, value] of Object.entries(patch)) {
        thing.stamps.set(name, time);
        if (value === null) thing.fields.delete(name);
        else thing.fields.set(name, value);
      }
    },
    thing(id) {
      const thing = things.get(id);
      if (!thing) return undefined;
      const { first: _first, second: _second, both: _both, ...content } = Object.fromEntries(thing.fields);
      const fields = thing.kind === 'approval' ? content : Object.fromEntries(thing.fields);
      return { state: thing.state, archived: thing.archived, fields };
    },
  };
}

const fieldsOf = ({ input }: Command): JsonObject => (isJsonObject(input['fields']) ? input['fields'] : {});
