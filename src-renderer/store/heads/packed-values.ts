import type { Json } from '#shared/kernel/json.ts';

/**
 * Many values in one string, each read without parsing the others: a hundred thousand of them are on the disk and back
 * in some milliseconds. `text` holds plain strings as they are, anything else as JSON.
 */
export interface PackedValues {
  readonly form: 'text' | 'json';
  readonly text: string;
  /** Where each value ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

export function packValues(values: readonly Json[]): PackedValues {
  const form = values.every((value) => typeof value === 'string') ? 'text' : 'json';
  const parts = form === 'text' ? (values as readonly string[]) : values.map((value) => JSON.stringify(value));
  const ends = new Uint32Array(parts.length);
  let end = 0;
  for (const [i, part] of parts.entries()) ends[i] = end += part.length;
  return { form, text: parts.join(''), ends };
}

export const NO_VALUES: PackedValues = { form: 'text', text: '', ends: new Uint32Array(0) };

export function valueAt({ form, text, ends }: PackedValues, index: number): Json {
  const part = text.slice(index === 0 ? 0 : ends[index - 1], ends[index]);
  return form === 'text' ? part : (JSON.parse(part) as Json);
}
