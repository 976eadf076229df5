import type { Json } from '#shared/kernel/json.ts';
import { isEmpty } from '#shared/model/field.ts';
import { compareValues } from '#shared/model/query.ts';
import type { Dictionary } from './dictionary.ts';

/** The rank of empty values: after all others, whichever way a list is sorted. */
export const EMPTY_RANK = 0xffff_ffff;

/** What is kept on the disk of an order: the first codes are in it, the other ones are empty. */
export interface KnownOrder {
  readonly sorted: number;
  /** Places whose value sorts as equal to the one before. */
  readonly ties: Uint32Array<ArrayBuffer>;
}

/** Orders the codes of a dictionary once; new codes are put in by halving, many at once by sorting again. */
export class Ranks {
  readonly #dictionary: Dictionary;
  /** Codes of values that are not empty, in the order of `compareValues`. */
  #ordered: Uint32Array<ArrayBuffer>;
  /** By place: 1 where the value sorts as equal to the one before. */
  #ties: Uint8Array<ArrayBuffer>;
  #known: number;
  #byCode: Uint32Array | undefined;
  #distinct = 0;

  constructor(dictionary: Dictionary, order: KnownOrder | null = null) {
    const sorted = order?.sorted ?? 0;
    this.#dictionary = dictionary;
    this.#ordered = new Uint32Array(sorted);
    for (let i = 0; i < sorted; i++) this.#ordered[i] = i + 1;
    this.#ties = new Uint8Array(sorted);
    for (const place of order?.ties ?? []) this.#ties[place] = 1;
    this.#known = order === null ? 1 : dictionary.size;
  }

  /** Codes in sort order with their ties, if most of it is known: then it is worth keeping on the disk. */
  settled(): { readonly codes: Uint32Array; readonly ties: Uint8Array } | null {
    const { size } = this.#dictionary;
    if (this.#known * 2 < size) return null;
    if (this.#known < size) this.#takeNew(size);
    return { codes: this.#ordered, ties: this.#ties };
  }

  /** Rank by code: equal for values that sort as equal, `EMPTY_RANK` for empty ones. */
  byCode(): Uint32Array {
    const { size } = this.#dictionary;
    if (this.#byCode?.length === size) return this.#byCode;
    if (this.#known < size) this.#takeNew(size);
    const ranks = new Uint32Array(size).fill(EMPTY_RANK);
    const codes = this.#ordered;
    const ties = this.#ties;
    let rank = -1;
    for (let place = 0; place < codes.length; place++) {
      if (ties[place] === 0) rank++;
      ranks[codes[place] ?? 0] = rank;
    }
    this.#byCode = ranks;
    this.#distinct = rank + 1;
    return ranks;
  }

  /** How many different ranks there are. */
  get distinct(): number {
    this.byCode();
    return this.#distinct;
  }

  #takeNew(size: number): void {
    const fresh: number[] = [];
    for (let code = this.#known; code < size; code++) if (!isEmpty(this.#dictionary.value(code))) fresh.push(code);
    this.#known = size;
    if (fresh.length === 0) return;
    const compare = comparison(this.#dictionary, this.#ordered, fresh);
    fresh.sort(compare);
    this.#merge(fresh, compare);
  }

  #merge(fresh: readonly number[], compare: (a: number, b: number) => number): void {
    const old = this.#ordered;
    const codes = new Uint32Array(old.length + fresh.length);
    const ties = new Uint8Array(codes.length);
    let read = 0;
    let write = 0;
    const copyUntil = (until: number) => {
      codes.set(old.subarray(read, until), write);
      ties.set(this.#ties.subarray(read, until), write);
      write += until - read;
      read = until;
    };
    for (const code of fresh) {
      copyUntil(upperBound(old, code, read, compare));
      const before = write > 0 ? codes[write - 1] : undefined;
      codes[write] = code;
      ties[write] = before !== undefined && compare(before, code) === 0 ? 1 : 0;
      write++;
    }
    copyUntil(old.length);
    this.#ordered = codes;
    this.#ties = ties;
  }
}

function upperBound(codes: Uint32Array, code: number, from: number, compare: (a: number, b: number) => number): number {
  let low = from;
  let high = codes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(codes[middle] ?? 0, code) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * `compareValues` over codes. Instants and dates of one layout sort by their time, and numbers behind one prefix
 * (`CHG-1042`) by the number, both some ten times faster; anything else is compared as it is.
 */
function comparison(dictionary: Dictionary, old: Uint32Array, fresh: readonly number[]): (a: number, b: number) => number {
  if (fresh.length < 512) return (a, b) => compareValues(dictionary.value(a), dictionary.value(b));
  const values: Json[] = Array.from({ length: dictionary.size }, () => null);
  for (const codes of [old, fresh]) for (const code of codes) values[code] = dictionary.value(code);
  const used = [...old, ...fresh];
  const keys = timesOf(used, values) ?? numbersBehindPrefix(used, values);
  return keys ? (a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) : (a, b) => compareValues(values[a], values[b]);
}

const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{3})?Z)?$/;

/** All of one length and in ISO form: then the order of times is the order of texts. */
function timesOf(codes: readonly number[], values: readonly Json[]): Float64Array | undefined {
  const times = new Float64Array(values.length);
  const first = values[codes[0] ?? 0];
  const length = typeof first === 'string' ? first.length : -1;
  for (const code of codes) {
    const value = values[code];
    if (typeof value !== 'string' || value.length !== length || !DATE.test(value)) return undefined;
    const time = Date.parse(value);
    // 24:00 and the 30th of February name a time that another text names too.
    if (Number.isNaN(time) || value.startsWith('24', 11)) return undefined;
    if (value.slice(8, 10) > '28' && !new Date(time).toISOString().startsWith(value.slice(0, 10))) return undefined;
    times[code] = time;
  }
  return times;
}

function numbersBehindPrefix(codes: readonly number[], values: readonly Json[]): Float64Array | undefined {
  const first = values[codes[0] ?? 0];
  const prefix = typeof first === 'string' ? /^[A-Z]+-(?=\d+$)/.exec(first)?.[0] : undefined;
  if (prefix === undefined) return undefined;
  const numbers = new Float64Array(values.length);
  for (const code of codes) {
    const value = values[code];
    if (typeof value !== 'string' || !value.startsWith(prefix)) return undefined;
    const digits = value.slice(prefix.length);
    if (digits.length > 15 || !/^\d+$/.test(digits)) return undefined;
    numbers[code] = Number(digits);
  }
  return numbers;
}
