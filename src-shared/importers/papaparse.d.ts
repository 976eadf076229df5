/** The part of papaparse that is used. Its own types bring in DOM and Node, which shared code must compile without. */
declare module 'papaparse/papaparse.js' {
  interface ParseError {
    readonly type: string;
    readonly code: string;
    readonly row?: number;
  }
  interface ParseOptions {
    readonly delimiter?: string;
    readonly newline?: string;
    readonly preview?: number;
    readonly skipEmptyLines?: boolean;
  }
  interface ParseResult {
    readonly data: readonly (readonly string[])[];
    readonly errors: readonly ParseError[];
    readonly meta: { readonly delimiter: string; readonly truncated: boolean };
  }
  interface UnparseOptions {
    readonly delimiter?: string;
    readonly newline?: string;
    readonly quotes?: boolean;
    readonly escapeFormulae?: RegExp;
  }
  const Papa: {
    parse(text: string, options?: ParseOptions): ParseResult;
    unparse(rows: readonly (readonly (string | number | boolean | null)[])[], options?: UnparseOptions): string;
  };
  export default Papa;
}
