import type { JsonObject } from './json.ts';

/** One condition that was not met: what it is, in words, and what would help. `code` is the key into the catalogue of texts. */
export interface Unmet {
  readonly code: string;
  /** English words with `{name}` placeholders already filled; other languages look `code` up and fill `params`. */
  readonly message: string;
  readonly params?: JsonObject;
  /** The field whose value would meet the condition, so that a form can point at it. */
  readonly field?: string;
  /** What a person can do about it, in words. */
  readonly help?: string;
}

/**
 * The domain's 'no'. It never stands without its reasons: `unmet` lists every condition that failed, not only the first.
 * `code` reads `<kind>.<reason>`, e.g. `change.submit.refused`.
 */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly params?: JsonObject;
  readonly unmet: readonly Unmet[];
}

export function refusal(code: string, message: string, unmet: readonly Unmet[] = [], params?: JsonObject): Refusal {
  return params === undefined ? { code, message, unmet } : { code, message, unmet, params };
}

/** Fills `{name}` placeholders; an unknown name stays as it is, so that a wording mistake is seen. */
export function fill(template: string, params: JsonObject = {}): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined || value === null) return whole;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
}

/** The refusal as lines of text, for a terminal or a log. */
export function refusalLines(refused: Refusal): string[] {
  return [refused.message, ...refused.unmet.map((unmet) => (unmet.help ? `${unmet.message} ${unmet.help}` : unmet.message))];
}
