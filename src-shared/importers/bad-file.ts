import type { JsonObject } from '../kernel/json.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';

/** Why a file as a whole cannot be imported. What is wrong with a single row is a `RowProblem` instead. */
export type FileFault =
  | 'empty'
  | 'truncated'
  | 'encoding'
  | 'binary'
  | 'tooLarge'
  | 'zipBomb'
  | 'tooManyRows'
  | 'tooManyColumns'
  | 'emptyRows'
  | 'noHeader'
  | 'duplicateHeaders'
  | 'noSheet'
  | 'protected'
  | 'notTheFormat'
  | 'mapping'
  | 'nothingKnown';

/** The refusal of a whole file, with the one reason and what would help. */
export const badFile = (fault: FileFault, message: string, help?: string, params: JsonObject = {}): Refusal =>
  refusal(`import.file.${fault}`, 'The file cannot be imported.', [
    { code: `import.file.${fault}`, message, params, ...(help === undefined ? {} : { help }) },
  ]);
