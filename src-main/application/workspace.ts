import { actorFor, newWorkspaceDrafts } from '#shared/capabilities/identity/index.ts';
import type { HybridClock } from '#shared/kernel/hybrid-clock.ts';
import { type Id, isId, type NewId } from '#shared/kernel/id.ts';
import type { Json } from '#shared/kernel/json.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import { dueCommands, dueQueries } from '#shared/model/due.ts';
import { execute, type Execution } from '#shared/model/execute.ts';
import { explainRecord, type Option } from '#shared/model/explain.ts';
import type { Reader } from '#shared/model/reader.ts';
import { type Actor, type Command, type Draft, type RecordOf, SYSTEM } from '#shared/model/record.ts';
import { type Bulk, runBulk } from './workspace-bulk.ts';
import type { WorkspaceStore } from './workspace-store.ts';

export interface WorkspacePorts {
  readonly store: WorkspaceStore;
  readonly registry: Registry;
  readonly newId: NewId;
  readonly clock: HybridClock;
  /** ISO instant. */
  readonly now: () => string;
}

/** A workspace without a screen: the same decisions as on the desktop, on a store of its own. The actor is given with every call. */
export interface HeadlessWorkspace {
  readonly registry: Registry;
  readonly reader: Reader;
  readonly newId: NewId;
  now(): string;
  /** Nobody is here yet. */
  isNew(): Promise<boolean>;
  /** Makes the built-in roles and a first person who administers the workspace. */
  begin(first: { readonly name: string }): Promise<Id>;
  /** A person by id, e-mail or name; the first administrator when nobody is named. */
  actor(who: string | undefined): Promise<Result<Actor, Refusal>>;
  /** One record by its id, its number or its external id. */
  find(name: string): Promise<RecordOf | undefined>;
  dispatch(draft: Draft, actor: Actor): Promise<Result<Execution, Refusal>>;
  /** Many independent commands: good ones stand, the others are reported. */
  bulk: Bulk;
  /** `seen`: the digest of the content that the person has in view, where that matters. */
  explain(record: RecordOf, actor: Actor, seen?: string): Promise<Option[]>;
  /** Gives the commands that deadlines owe by now, as the system. Returns how many there were. */
  settleDue(): Promise<number>;
  close(): Promise<void>;
}

const FIRST_PERSON = 'firstPerson';

/** Opens the application layer over a store. The clock goes on after the last event, wherever the wall clock stands. */
export async function openHeadless({ store, registry, newId, clock, now }: WorkspacePorts): Promise<HeadlessWorkspace> {
  const { reader } = store;
  const last = await store.lastTime();
  if (last) clock.observe(last);
  const tick = () => clock.tick();
  const commandOf = (draft: Draft): Command => ({ ...draft, id: newId('cmd'), at: now(), time: tick() });
  const around = { registry, reader, tick };

  const dispatch = async (draft: Draft, actor: Actor): Promise<Result<Execution, Refusal>> => {
    if (!isStorable(draft.input))
      return err(refusal('input.text', 'A text holds characters that cannot be stored: a zero, or half of a character.'));
    const done = await execute(commandOf(draft), actor, around);
    if (done.ok) await store.append([{ execution: done.value, actorId: actor.personId }]);
    return done;
  };

  return {
    registry,
    reader,
    newId,
    now,
    dispatch,
    isNew: async () => (await store.setting(FIRST_PERSON)) === undefined,
    async begin({ name }) {
      const { drafts, firstPersonId } = newWorkspaceDrafts({ name }, newId);
      const report = await runBulk(drafts, SYSTEM, { store, around, commandOf, isStorable });
      const [problem] = report.refused;
      if (problem) throw new Error(`A new workspace could not be begun: ${problem.refusal.message}`);
      await store.keep(FIRST_PERSON, firstPersonId);
      return firstPersonId;
    },
    async actor(who) {
      const first = await store.setting(FIRST_PERSON);
      const ids = who === undefined ? (typeof first === 'string' ? [first] : []) : await peopleCalled(who, reader);
      const [id] = ids;
      if (id === undefined) return err(refusal('actor.unknown', `There is no person “${who ?? ''}” here.`));
      if (ids.length > 1) return err(refusal('actor.ambiguous', `“${who ?? ''}” fits ${ids.length} people. Name one by e-mail or id.`));
      const actor = await actorFor(reader, id);
      return actor ? ok(actor) : err(refusal('actor.gone', `“${who ?? id}” is not active: they may do nothing.`));
    },
    find: (name) => findRecord(name, registry, reader),
    bulk: (drafts, actor, options) => runBulk(drafts, actor, { store, around, commandOf, isStorable }, options),
    explain: (record, actor, seen) => explainRecord(record, { registry, reader, actor, now: now(), seen }),
    async settleDue() {
      const heads = [];
      for (const query of dueQueries(registry, now())) heads.push(...(await reader.list(query)));
      const drafts = dueCommands(registry, heads, now());
      if (drafts.length > 0) await runBulk(drafts, SYSTEM, { store, around, commandOf, isStorable });
      return drafts.length;
    },
    close: () => store.close(),
  };
}

async function peopleCalled(who: string, reader: Reader): Promise<string[]> {
  if (isId(who)) return [who];
  const column = who.includes('@') ? 'email' : 'name';
  const wanted = who.toLocaleLowerCase('en');
  const near = await reader.list({ kind: 'person', where: [{ column, op: 'contains', value: who }] });
  return near.filter((head) => String(head[column] as string | null).toLocaleLowerCase('en') === wanted).map(({ id }) => id);
}

async function findRecord(name: string, registry: Registry, reader: Reader): Promise<RecordOf | undefined> {
  if (isId(name)) return reader.get(name);
  const prefix = name.slice(0, Math.max(name.indexOf('-'), 0)).toUpperCase();
  const kinds = registry.kinds.toSorted((a, b) => Number(b.numbering === prefix) - Number(a.numbering === prefix));
  for (const { kind } of kinds)
    for (const [column, value] of [
      ['number', name],
      ['number', name.toUpperCase()],
      ['externalId', name],
    ] as const) {
      const [head] = await reader.list({ kind, where: [{ column, op: 'is', value }], archived: 'with', limit: 1 });
      if (head) return reader.get(head.id);
    }
  return undefined;
}

/** Databases keep no zero characters, and canonical JSON has no halves of characters. */
function isStorable(value: Json): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, one]: [string, Json]) => isStorable(key) && isStorable(one));
}
