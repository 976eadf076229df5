import type { Json } from '#shared/kernel/json.ts';

/**
 * Many values side by side, each read without parsing the others: a hundred thousand of them are on the disk and back
 * in some milliseconds. Instants are kept as times, texts as they are, anything else as JSON.
 */
export type PackedValues =
  | { readonly form: 'instant'; readonly times: Float64Array<ArrayBuffer> }
  | {
      readonly form: 'text' | 'json';
      readonly text: string;
      /** Where each value ends; one number where all are of that length. */
      readonly ends: Uint32Array<ArrayBuffer> | number;
      readonly count: number;
    };

export const NO_VALUES: PackedValues = { form: 'text', text: '', ends: 0, count: 0 };

export const countOf = (packed: PackedValues): number => (packed.form === 'instant' ? packed.times.length : packed.count);

export function packValues(values: readonly Json[]): PackedValues {
  const times = timesOf(values);
  if (times) return { form: 'instant', times };
  const form = values.every((value) => typeof value === 'string') ? 'text' : 'json';
  const parts = form === 'text' ? (values as readonly string[]) : values.map((value) => JSON.stringify(value));
  return { form, text: parts.join(''), ends: endsOf(parts), count: parts.length };
}

export function valueAt(packed: PackedValues, index: number): Json {
  if (packed.form === 'instant') return new Date(packed.times[index] ?? 0).toISOString();
  const { form, text, ends } = packed;
  const part =
    typeof ends === 'number' ? text.slice(index * ends, (index + 1) * ends) : text.slice(index === 0 ? 0 : ends[index - 1], ends[index]);
  return form === 'text' ? part : (JSON.parse(part) as Json);
}

function endsOf(parts: readonly string[]): Uint32Array<ArrayBuffer> | number {
  const width = parts[0]?.length ?? 0;
  if (parts.every((part) => part.length === width)) return width;
  const ends = new Uint32Array(parts.length);
  let end = 0;
  for (const [i, part] of parts.entries()) ends[i] = end += part.length;
  return ends;
}

/** The time of a text that is exactly how that time is written. */
export function timeOf(value: Json | undefined): number | undefined {
  if (typeof value !== 'string' || value.length !== 24) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) || new Date(time).toISOString() !== value ? undefined : time;
}

function timesOf(values: readonly Json[]): Float64Array<ArrayBuffer> | undefined {
  if (values.length === 0) return undefined;
  const times = new Float64Array(values.length);
  for (const [i, value] of values.entries()) {
    const time = timeOf(value);
    if (time === undefined) return undefined;
    times[i] = time;
  }
  return times;
}
