import { type Digest, digestOf } from '../kernel/digest.ts';
import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Registry } from './capability.ts';
import type { AnyRecordDefinition } from './definition.ts';
import type { Field } from './field.ts';
import type { HappenedLine, LogBody, RefusedLine, SealedValue, SealedValues } from './log-line.ts';
import type { RecordEvent } from './record.ts';

/** What stands in a line in place of a sealed value, and in place of a sealed text where the form wants a text. */
const KEY = '$sealed';
const TEXT = '$sealed:';

/** What is shown for the words of a refusal whose words were erased. */
export const ERASED_WORDS = 'What was said here has been erased.';

/** The digest that stands for a value: without the salt nobody can find a value by trying likely ones. */
export const sealOf = ({ salt, value }: SealedValue): Digest => digestOf([salt, value]);

/**
 * Takes what is personal or secret out of a line: each value is replaced by its salted digest and lies beside the line, so
 * that erasing it leaves the chain whole. Sealed are the values of classified fields, external ids of kinds that have
 * such fields, the words of refusals (they name people), and of a refused wish also what the kind does not know, as
 * nobody can say what it holds. `null` stays, as it says nothing.
 */
export function sealBody(body: LogBody, registry: Registry, newSalt: () => string): { body: LogBody; values: SealedValues } {
  const kind = body.type === 'event' ? body.event.kind : body.kind;
  const values: Record<Digest, SealedValue> = {};
  const seal: Seal = (value) => {
    const sealed = { salt: newSalt(), value };
    const digest = sealOf(sealed);
    values[digest] = sealed;
    return digest;
  };
  const names = registry.has(kind) ? namesIn(registry.of(kind)) : NOTHING_KNOWN;
  return { body: body.type === 'event' ? sealHappened(body, names, seal) : sealRefused(body, names, seal), values };
}

/**
 * Puts sealed values back. Of a value that is gone, nothing is left: `null`, as of a field that was never set, since every
 * reader of a record can handle that, while any mark in its place would fail the field's schema.
 */
export function unsealBody(body: LogBody, values: SealedValues): LogBody {
  const open: Open = (digest) => (Object.hasOwn(values, digest) ? values[digest as Digest]?.value : undefined);
  if (body.type === 'event') return { ...body, event: unsealEvent(body.event, open) };
  const { fields } = body.wish.input;
  const input = {
    ...unsealFields(body.wish.input, open),
    ...(isJsonObject(fields) && !looksSealed(fields) ? { fields: unsealFields(fields, open) } : {}),
  };
  return { ...body, wish: { ...body.wish, input }, refusal: unsealRefusal(body.refusal, open) };
}

/** The digests under which something else lies than what was sealed. */
export const checkSealed = (values: SealedValues): Digest[] =>
  Object.entries(values).flatMap(([digest, sealed]) => (sealOf(sealed) === digest ? [] : [digest as Digest]));

type Seal = (value: Json) => Digest;
type Open = (digest: string) => Json | undefined;

interface Names {
  readonly sensitive: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
}
const NOTHING_KNOWN: Names = { sensitive: new Set(), known: new Set() };
/** Found once per definition: a log has many lines and few kinds. */
const found = new WeakMap<AnyRecordDefinition, Names>();

/** The names that values of a kind go by: its fields, and what its lifecycle asks for. */
function namesIn(definition: AnyRecordDefinition): Names {
  const before = found.get(definition);
  if (before) return before;
  const inputs = Object.values(definition.lifecycle?.events ?? {}).map(({ input }) => input ?? {});
  const all = [definition.fields, ...inputs].flatMap((table) => Object.entries(table));
  const sensitive = new Set(all.filter(([, field]) => isSensitive(field)).map(([name]) => name));
  const names = { sensitive, known: new Set(all.map(([name]) => name)) };
  found.set(definition, names);
  return names;
}

const isSensitive = ({ classification }: Field): boolean => classification === 'personal' || classification === 'secret';
/** Something that somebody wrote so that it looks sealed: it is sealed itself, so that opening it gives what they wrote. */
const looksSealed = (value: Json): boolean => isJsonObject(value) && Object.hasOwn(value, KEY);

const sealValue = (value: Json, mustSeal: boolean, seal: Seal): Json =>
  value !== null && (mustSeal || looksSealed(value)) ? { [KEY]: seal(value) } : value;

const sealFields = (fields: JsonObject, mustSeal: (name: string) => boolean, seal: Seal): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, sealValue(value, mustSeal(name), seal)]));

function sealHappened(line: HappenedLine, { sensitive }: Names, seal: Seal): HappenedLine {
  const { event } = line;
  const mustSeal = (name: string) => sensitive.has(name);
  const externalId = event.set?.externalId;
  return {
    ...line,
    event: {
      ...event,
      patch: sealFields(event.patch, mustSeal, seal),
      ...(event.was && { was: sealFields(event.was, mustSeal, seal) }),
      ...(event.data && { data: sealFields(event.data, mustSeal, seal) }),
      ...(event.conflicts && {
        conflicts: event.conflicts.map((conflict) => ({
          ...conflict,
          base: sealValue(conflict.base, mustSeal(conflict.field), seal),
          given: sealValue(conflict.given, mustSeal(conflict.field), seal),
          other: sealValue(conflict.other, mustSeal(conflict.field), seal),
        })),
      }),
      ...(typeof externalId === 'string' && (sensitive.size > 0 || externalId.startsWith(TEXT))
        ? { set: { ...event.set, externalId: TEXT + seal(externalId) } }
        : {}),
    },
  };
}

function unsealEvent(event: RecordEvent, open: Open): RecordEvent {
  const externalId = event.set?.externalId;
  return {
    ...event,
    patch: unsealFields(event.patch, open),
    ...(event.was && { was: unsealFields(event.was, open) }),
    ...(event.data && { data: unsealFields(event.data, open) }),
    ...(event.conflicts && {
      conflicts: event.conflicts.map((conflict) => ({
        ...conflict,
        base: unsealValue(conflict.base, open),
        given: unsealValue(conflict.given, open),
        other: unsealValue(conflict.other, open),
      })),
    }),
    ...(externalId?.startsWith(TEXT) ? { set: { ...event.set, externalId: textOrNull(open(externalId.slice(TEXT.length))) } } : {}),
  };
}

const unsealFields = (fields: JsonObject, open: Open): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, unsealValue(value, open)]));

function unsealValue(value: Json, open: Open): Json {
  if (!isJsonObject(value)) return value;
  const digest = value[KEY];
  return typeof digest === 'string' ? (open(digest) ?? null) : value;
}

const textOrNull = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

/** What a generic command carries besides fields, and what never names anybody. */
const PLAIN = new Set(['state', 'number', 'at', 'text']);

function sealRefused(line: RefusedLine, { sensitive, known }: Names, seal: Seal): RefusedLine {
  const { input } = line.wish;
  const mustSeal = (name: string) => sensitive.has(name) || !known.has(name);
  const { fields, ...rest } = input;
  return {
    ...line,
    wish: {
      ...line.wish,
      input: {
        ...sealFields(rest, (name) => mustSeal(name) && !PLAIN.has(name), seal),
        ...(fields === undefined
          ? {}
          : { fields: isJsonObject(fields) && !looksSealed(fields) ? sealFields(fields, mustSeal, seal) : sealValue(fields, true, seal) }),
      },
    },
    refusal: sealRefusal(line.refusal, seal),
  };
}

/** The codes stay, so that after erasing it is still known why something was refused. */
const sealRefusal = (refusal: Refusal, seal: Seal): Refusal => ({
  code: refusal.code,
  message: TEXT + seal({ ...refusal, unmet: refusal.unmet.map((one) => ({ ...one })) }),
  unmet: refusal.unmet.map(({ code, field }) => ({ code, message: '', ...(field === undefined ? {} : { field }) })),
});

function unsealRefusal(refusal: Refusal, open: Open): Refusal {
  if (!refusal.message.startsWith(TEXT)) return refusal;
  const whole = open(refusal.message.slice(TEXT.length));
  return isRefusal(whole) ? whole : { ...refusal, message: ERASED_WORDS };
}

const isRefusal = (value: unknown): value is Refusal =>
  isJsonObject(value) && typeof value['code'] === 'string' && typeof value['message'] === 'string' && Array.isArray(value['unmet']);
