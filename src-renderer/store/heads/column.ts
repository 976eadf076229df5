import type { Json } from '#shared/kernel/json.ts';
import { type Condition, lowerText, meets } from '#shared/model/query.ts';
import { lru } from '../lru.ts';
import { Dictionary } from './dictionary.ts';
import { NO_VALUES, type PackedValues, packValues, timeOf } from './packed-values.ts';
import { type KnownOrder, Ranks } from './ranks.ts';

type Codes = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A column as it lies on the disk. */
export interface FrozenColumn {
  readonly name: string;
  readonly values: PackedValues;
  /** Code by row, in the smallest form that holds them; null where all are empty. */
  readonly codes: Codes | null;
  readonly order: KnownOrder | null;
  /** The column that has the same values, and has them here for both. */
  readonly like?: string;
}

export const EMPTY_COLUMN: Omit<FrozenColumn, 'name'> = { values: NO_VALUES, codes: null, order: null };

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** One column of a table of heads: a code per row, and each different value once. */
export class Column {
  readonly name: string;
  readonly dictionary: Dictionary;
  readonly ranks: Ranks;
  #codes: Uint32Array;
  /** Answers per condition and code, so that a condition is asked once per different value. */
  readonly #answers = lru<string, Uint8Array>(16);
  #lower: (string | undefined)[] = [];

  constructor(name: string, rows = 0, frozen?: FrozenColumn) {
    this.name = name;
    this.dictionary = new Dictionary(frozen?.values);
    this.#codes = new Uint32Array(Math.max(rows, 16));
    if (frozen?.codes) this.#codes.set(frozen.codes);
    this.ranks = new Ranks(this.dictionary, frozen?.order ?? null);
  }

  /** Codes by row; longer than the table, never shorter. */
  get codes(): Uint32Array {
    return this.#codes;
  }

  set(row: number, value: Json): void {
    if (row >= this.#codes.length) {
      const grown = new Uint32Array(Math.max(row + 1, this.#codes.length * 2));
      grown.set(this.#codes);
      this.#codes = grown;
    }
    this.#codes[row] = this.dictionary.codeFor(value);
  }

  value(row: number): Json {
    return this.dictionary.value(this.#codes[row] ?? 0);
  }

  /** The condition as a test over rows. */
  test(condition: Condition): (row: number) => boolean {
    const codes = this.#codes;
    const answers = this.#answersTo(condition);
    const ask = this.#asker(condition);
    return (row) => {
      const code = codes[row] ?? 0;
      const known = answers[code] ?? UNKNOWN;
      if (known !== UNKNOWN) return known === YES;
      const answer = ask(code);
      answers[code] = answer ? YES : NO;
      return answer;
    };
  }

  /** These rows as they go to the disk: only values in use, renumbered into sort order where that is known. */
  freeze(rows: Uint32Array<ArrayBuffer>): FrozenColumn {
    const used = rows.map((row) => this.#codes[row] ?? 0);
    const isUsed = new Uint8Array(this.dictionary.size);
    for (const code of used) isUsed[code] = 1;
    const renumbered = new Uint32Array(this.dictionary.size);
    const values: Json[] = [];
    const ties: number[] = [];
    const order = this.ranks.settled();
    let isTied = true;
    const take = (code: number, tie: number) => {
      // A tie to a value that nobody has any more is a tie to the last one that is kept, as long as no other lies between.
      isTied &&= tie === 1;
      if (isUsed[code] !== 1 || code === 0) return;
      const value = this.dictionary.value(code);
      if (values.length === 0 || values.at(-1) !== value) {
        if (isTied && values.length > 0) ties.push(values.length);
        values.push(value);
      }
      isTied = true;
      isUsed[code] = 2;
      renumbered[code] = values.length;
    };
    for (const [place, code] of order?.codes.entries() ?? []) take(code, order?.ties[place] ?? 0);
    const sorted = values.length;
    for (let code = 1; code < isUsed.length; code++) take(code, 0);
    return {
      name: this.name,
      values: packValues(values),
      codes:
        values.length === 0
          ? null
          : smallest(
              used.map((code) => renumbered[code] ?? 0),
              values.length,
            ),
      order: order ? { sorted, ties: Uint32Array.from(ties) } : null,
    };
  }

  #answersTo(condition: Condition): Uint8Array {
    const key = JSON.stringify([condition.op, condition.value]);
    const known = this.#answers.get(key);
    if (known?.length === this.dictionary.size) return known;
    const answers = new Uint8Array(this.dictionary.size);
    if (known) answers.set(known);
    this.#answers.set(key, answers);
    return answers;
  }

  #asker(condition: Condition): (code: number) => boolean {
    const { dictionary } = this;
    const time = condition.op === 'before' || condition.op === 'after' ? timeOf(condition.value) : undefined;
    if (time !== undefined) {
      const isMet = condition.op === 'before' ? (at: number) => at < time : (at: number) => at > time;
      return (code) => {
        const at = dictionary.time(code);
        return at === undefined ? meets(condition, dictionary.value(code)) : isMet(at);
      };
    }
    if (condition.op !== 'contains') return (code) => meets(condition, dictionary.value(code));
    const wanted = lowerText(condition.value);
    return (code) => (this.#lower[code] ??= lowerText(dictionary.value(code))).includes(wanted);
  }
}

function smallest(codes: Uint32Array<ArrayBuffer>, highest: number): Codes {
  if (highest <= 0xff) return Uint8Array.from(codes);
  return highest <= 0xffff ? Uint16Array.from(codes) : codes;
}
