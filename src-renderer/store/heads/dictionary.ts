import type { Json } from '#shared/kernel/json.ts';
import { countOf, NO_VALUES, type PackedValues, valueAt } from './packed-values.ts';

/** Above this many different values, a column whose values hardly repeat stops looking for the same one again. */
const LOOKUP_LIMIT = 4_096;

/**
 * The values of a column by code. Code 0 is null. A value may have several codes in a column of unique values (it is
 * cheaper than looking each one up), so codes are compared through ranks and tests, never with each other.
 */
export class Dictionary {
  readonly #packed: PackedValues;
  readonly #packedCount: number;
  /** What was decoded from JSON already; texts and times are read anew each time, which is as cheap. */
  readonly #decoded = new Map<number, Json>();
  readonly #added: Json[] = [];
  #codes: Map<string, number> | undefined;
  #asked = 0;
  #found = 0;

  constructor(packed: PackedValues = NO_VALUES) {
    this.#packed = packed;
    this.#packedCount = countOf(packed);
  }

  /** One more than the highest code. */
  get size(): number {
    return this.#packedCount + this.#added.length + 1;
  }

  value(code: number): Json {
    if (code === 0) return null;
    if (code > this.#packedCount) return this.#added[code - this.#packedCount - 1] ?? null;
    if (this.#packed.form !== 'json') return valueAt(this.#packed, code - 1);
    const known = this.#decoded.get(code);
    if (known !== undefined) return known;
    const value = valueAt(this.#packed, code - 1);
    this.#decoded.set(code, value);
    return value;
  }

  /** The time of a value that is kept as one, without writing it out. */
  time(code: number): number | undefined {
    return this.#packed.form === 'instant' && code > 0 && code <= this.#packedCount ? this.#packed.times[code - 1] : undefined;
  }

  codeFor(value: Json): number {
    if (value === null) return 0;
    const isLooking = this.size <= LOOKUP_LIMIT || this.#found * 2 > this.#asked;
    if (!isLooking) {
      this.#codes = undefined;
      return this.#add(value);
    }
    const codes = this.#lookup();
    const key = keyOf(value);
    const known = codes.get(key);
    this.#asked++;
    if (known !== undefined) {
      this.#found++;
      return known;
    }
    const code = this.#add(value);
    codes.set(key, code);
    return code;
  }

  #add(value: Json): number {
    return this.#packedCount + this.#added.push(value);
  }

  #lookup(): Map<string, number> {
    if (this.#codes) return this.#codes;
    const codes = new Map<string, number>();
    for (let code = 1; code < this.size; code++) codes.set(keyOf(this.value(code)), code);
    this.#codes = codes;
    return codes;
  }
}

const keyOf = (value: Json): string => (typeof value === 'string' ? `"${value}` : JSON.stringify(value));
