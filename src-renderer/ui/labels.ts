import { numberText } from './number-text.ts';

/** The words that the design system itself says. The app replaces them with the reader's language through `UiProvider`. */
export interface UiLabels {
  readonly skipToMain: string;
  readonly overThePage: string;
  readonly back: string;
  readonly close: string;
  readonly cancel: string;
  readonly clear: string;
  readonly undo: string;
  readonly open: string;
  readonly none: string;
  readonly yes: string;
  readonly no: string;
  readonly required: string;
  /** Before the reasons of a closed button, for screen readers. */
  readonly notNow: string;
  readonly met: string;
  readonly unmet: string;
  readonly searching: string;
  readonly loading: string;
  readonly nothingFound: string;
  readonly typeToSearch: string;
  readonly pickDate: string;
  readonly earlier: string;
  readonly later: string;
  readonly notAnInstant: string;
  readonly notADate: string;
  readonly columns: string;
  readonly resetColumns: string;
  readonly resize: (column: string) => string;
  readonly selectRow: string;
  readonly selectAll: string;
  readonly filter: string;
  readonly addFilter: string;
  readonly apply: string;
  readonly field: string;
  readonly operator: string;
  readonly value: string;
  readonly remove: (what: string) => string;
  readonly operators: { readonly [operator: string]: string };
  readonly views: string;
  readonly saveView: string;
  readonly updateView: (label: string) => string;
  readonly removeView: (label: string) => string;
  readonly viewName: string;
  readonly save: string;
  readonly changed: string;
  readonly moveTo: string;
  readonly results: (count: number) => string;
  readonly progress: (done: number, total: number) => string;
  readonly currency: string;
  readonly showPassword: string;
  readonly taken: string;
  readonly openToYou: string;
  readonly closedWhyBeside: string;
  readonly currentState: string;
  readonly visitedState: string;
  readonly waysOn: string;
}

/** English, the first language; other languages give their own. */
export const englishLabels: UiLabels = {
  skipToMain: 'Skip to the main part',
  overThePage: 'Menus, dialogs and messages',
  back: 'Back',
  close: 'Close',
  cancel: 'Cancel',
  clear: 'Clear',
  undo: 'Undo',
  open: 'Open',
  none: 'None',
  yes: 'yes',
  no: 'no',
  required: 'required',
  notNow: 'Not possible now:',
  met: 'met',
  unmet: 'not met',
  searching: 'Searching…',
  loading: 'Reading',
  nothingFound: 'Nothing found',
  typeToSearch: 'Type to search',
  pickDate: 'Pick a date',
  earlier: 'Earlier',
  later: 'Later',
  notAnInstant: 'Not a date and time such as 2026-11-28 22:00.',
  notADate: 'Not a date such as 2026-11-28.',
  columns: 'Columns',
  resetColumns: 'Reset columns',
  resize: (column) => `Width of ${column}`,
  selectRow: 'Select row',
  selectAll: 'Select all',
  filter: 'Filter',
  addFilter: 'Add a filter',
  apply: 'Apply',
  field: 'Field',
  operator: 'Condition',
  value: 'Value',
  remove: (what) => `Remove ${what}`,
  operators: {
    is: 'is',
    isNot: 'is not',
    in: 'is one of',
    contains: 'contains',
    startsWith: 'starts with',
    above: 'is above',
    below: 'is below',
    before: 'is before',
    after: 'is after',
    empty: 'is empty',
    notEmpty: 'is not empty',
  },
  views: 'Views',
  saveView: 'Save as a view…',
  updateView: (label) => `Update ${label}`,
  removeView: (label) => `Remove ${label}`,
  viewName: 'Name of the view',
  save: 'Save',
  changed: 'changed',
  moveTo: 'Move to…',
  results: (count) => (count === 1 ? '1 result' : `${numberText(count)} results`),
  progress: (done, total) => `${numberText(done)} of ${numberText(total)}`,
  currency: 'Currency',
  showPassword: 'Show the password',
  taken: 'taken',
  openToYou: 'open to you',
  closedWhyBeside: 'closed, why beside it',
  currentState: 'here now',
  visitedState: 'was here',
  waysOn: 'Ways on',
};
