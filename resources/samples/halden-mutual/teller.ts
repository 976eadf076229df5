import type { Id, NewId } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Act } from '../act.ts';
import { type Times, timesAround } from './times.ts';

/** A step of a change, by its title. */
interface StepOf {
  readonly change: Id;
  readonly title: string;
}

/** Writes acts down. People, systems and all else have a short key here; each key has one id. */
export interface Teller extends Times {
  id(prefix: string, key: string): Id;
  person(key: string): Id;
  system(key: string): Id;
  /** Somebody gives a command. What would lie ahead of now is left untold. */
  tell(by: string, at: string, name: string, recordId: Id, input?: JsonObject): void;
  create(by: string, at: string, plural: string, recordId: Id, fields: JsonObject): void;
  /** Somebody decides on the open request for a record, having seen it as it is. */
  decide(by: string, at: string, verdict: 'approve' | 'reject', subject: Id, comment?: string): void;
  /** Somebody does something with a step of a change, found by its title. */
  step(by: string, at: string, verb: string, step: StepOf, input?: JsonObject): void;
  readonly acts: readonly Act[];
}

export function teller(now: string, newId: NewId): Teller {
  const times = timesAround(now);
  const ids = new Map<string, Id>();
  const acts: Act[] = [];
  const id = (prefix: string, key: string) => {
    const known = ids.get(`${prefix} ${key}`);
    if (known) return known;
    const made = newId(prefix);
    ids.set(`${prefix} ${key}`, made);
    return made;
  };
  const person = (key: string) => id('per', key);
  const add = (by: string, at: string, wish: Act['wish']) => {
    if (at <= now) acts.push({ by: by === 'system' ? by : person(by), at, wish });
  };
  return {
    ...times,
    acts,
    id,
    person,
    system: (key) => id('sys', key),
    tell: (by, at, name, recordId, input = {}) => add(by, at, { name, recordId, input }),
    create: (by, at, plural, recordId, fields) => add(by, at, { name: `${plural}.create`, recordId, input: { fields } }),
    decide: (by, at, verdict, subject, comment) =>
      add(by, at, async (reader) => {
        const approval = (await reader.related('approval', 'subject', subject)).find((one) => one.state === 'requested');
        if (!approval) throw new Error(`Nothing waits for ${by} at ${at}`);
        return {
          name: `approvals.${verdict}`,
          recordId: approval.id,
          input: comment === undefined ? {} : { comment },
          ...(typeof approval.fields['digest'] === 'string' ? { seen: approval.fields['digest'] } : {}),
        };
      }),
    step: (by, at, verb, step, input = {}) =>
      add(by, at, async (reader) => ({ name: `tasks.${verb}`, recordId: await stepId(reader, step), input })),
  };
}

async function stepId(reader: Reader, { change, title }: StepOf): Promise<Id> {
  const task = (await reader.related('task', 'change', change)).find((one) => one.fields['title'] === title);
  if (!task) throw new Error(`There is no step “${title}”`);
  return task.id;
}
