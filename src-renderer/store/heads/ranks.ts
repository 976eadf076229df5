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
    this.#ordered = Uint32Array.from({ length: sorted }, (_, i) => i + 1);
    this.#ties = new Uint8Array(sorted);
    for (const place of order?.ties ?? []) this.#ties[place] = 1;
    this.#known = order === null ? 1 : dictionary.size;
  }

  /** Codes in sort order with their ties, if the whole order is known: worth keeping on the disk. */
  get order(): { readonly codes: Uint32Array; readonly ties: Uint8Array } | null {
    return this.#known === this.#dictionary.size ? { codes: this.#ordered, ties: this.#ties } : null;
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
 * `compareValues` over codes. Texts of one layout (instants, dates) sort the same byte by byte, and numbers behind one
 * prefix (`CHG-1042`) sort by the number, both some five times faster; anything else is compared as it is.
 */
function comparison(dictionary: Dictionary, old: Uint32Array, fresh: readonly number[]): (a: number, b: number) => number {
  const plain = (a: number, b: number) => compareValues(dictionary.value(a), dictionary.value(b));
  if (fresh.length < 512) return plain;
  const codes = [...old, ...fresh];
  if (haveOneLayout(codes, dictionary)) return (a, b) => byText(dictionary.value(a) as string, dictionary.value(b) as string);
  const numbers = numbersBehindPrefix(codes, dictionary);
  return numbers ? (a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) : plain;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const isDigit = (unit: number) => unit >= 48 && unit <= 57;

/** Digits at the same places in all of them and the same other characters between. */
function haveOneLayout(codes: readonly number[], dictionary: Dictionary): boolean {
  const first = dictionary.value(codes[0] ?? 0);
  if (typeof first !== 'string') return false;
  for (const code of codes) {
    const value = dictionary.value(code);
    if (typeof value !== 'string' || value.length !== first.length) return false;
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      const model = first.charCodeAt(i);
      if (isDigit(model) ? !isDigit(unit) : unit !== model) return false;
    }
  }
  return true;
}

function numbersBehindPrefix(codes: readonly number[], dictionary: Dictionary): Float64Array | undefined {
  const first = dictionary.value(codes[0] ?? 0);
  const prefix = typeof first === 'string' ? /^[A-Z]+-(?=\d+$)/.exec(first)?.[0] : undefined;
  if (prefix === undefined) return undefined;
  const numbers = new Float64Array(dictionary.size);
  for (const code of codes) {
    const value = dictionary.value(code);
    if (typeof value !== 'string' || !value.startsWith(prefix)) return undefined;
    const digits = value.slice(prefix.length);
    if (digits.length > 15 || !/^\d+$/.test(digits)) return undefined;
    numbers[code] = Number(digits);
  }
  return numbers;
}
