import type { ReactNode } from 'react';
import type { StateWord } from '../tone.ts';

/** How a cell is set: numbers right, ids quiet, states with their shape. `node` renders itself. */
export type CellKind = 'text' | 'id' | 'number' | 'date' | 'state' | 'flag' | 'node';
/** A cell as data. `null` shows nothing. A date comes as the words to show. */
export type CellValue = string | number | boolean | null | undefined | StateWord;

export interface DataColumn<Row> {
  readonly id: string;
  readonly label: string;
  readonly kind?: CellKind | undefined;
  /** px; by kind unless told. */
  readonly width?: number | undefined;
  /** Takes the room that is left; at least `width`. */
  readonly grows?: boolean | undefined;
  readonly sortable?: boolean | undefined;
  /** False: always shown. */
  readonly hideable?: boolean | undefined;
  readonly value: (row: Row) => CellValue;
  /** A mark after the text, e.g. that it is provisional. */
  readonly mark?: ((row: Row) => StateWord | undefined) | undefined;
  /** Instead of the value, for `node`; the value is still what copy and tooltips use. */
  readonly render?: ((row: Row) => ReactNode) | undefined;
}

export interface Sort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** What a person did to the selection; `nextSelection` applies it where all keys are known. */
export type SelectChange =
  | { readonly kind: 'toggle'; readonly index: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'none' };

export interface ColumnState {
  readonly hidden: readonly string[];
  readonly widths: { readonly [column: string]: number };
}

/** Rows come from a window over any number of them; only what is in view is rendered or asked for. */
export interface DataTableProps<Row> {
  /** Accessible name of the grid. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly count: number;
  /** `undefined` while the row is on its way. */
  readonly getRow: (index: number) => Row | undefined;
  readonly rowKey: (row: Row) => string;
  readonly sort?: Sort | null | undefined;
  readonly onSort?: ((sort: Sort | null) => void) | undefined;
  /** Index of the row under the cursor; -1 for none. */
  readonly cursor: number;
  readonly onCursor: (index: number) => void;
  readonly selected?: ReadonlySet<string> | undefined;
  /** Without it rows cannot be selected. */
  readonly onSelect?: ((change: SelectChange) => void) | undefined;
  /** Enter or double click. */
  readonly onOpen?: ((row: Row, index: number) => void) | undefined;
  /** Space, for a quick look; without it Space selects. */
  readonly onPeek?: ((row: Row, index: number) => void) | undefined;
  /** True while the first rows are on their way. */
  readonly loading?: boolean | undefined;
  /** What to show instead of rows while loading; row shapes unless told. */
  readonly loadingState?: ReactNode;
  /** What to show when there is none. */
  readonly empty?: ReactNode;
  /** The window that is in view (with a margin); `end` is exclusive. */
  readonly onNeed?: ((start: number, end: number) => void) | undefined;
  /** A block from the clipboard, pasted at the cell cursor. Turns the cell cursor on (left, right). */
  readonly onPaste?: ((block: readonly (readonly string[])[], at: { readonly row: number; readonly column: string }) => void) | undefined;
  /** Hidden columns and widths; kept inside unless given. */
  readonly columnState?: ColumnState | undefined;
  readonly onColumnState?: ((state: ColumnState) => void) | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly testId?: string | undefined;
}

/** A two-line item of a list of things to do. */
export interface ListItem {
  readonly id: string;
  readonly title: string;
  readonly unread?: boolean | undefined;
  /** Right of the title: the time left. */
  readonly end?: ReactNode;
  /** 600 weight for `end`. */
  readonly soon?: boolean | undefined;
  /** Second line, left: short parts, the longest is cut. */
  readonly second?: readonly ReactNode[] | undefined;
  /** Second line, right. */
  readonly secondEnd?: ReactNode;
}
export interface ListGroup {
  readonly id: string;
  readonly label: string;
  readonly items: readonly ListItem[];
}
/** A list of two-line items under quiet group heads, with the same keys as DataTable. */
export interface ItemListProps {
  readonly label: string;
  readonly groups: readonly ListGroup[];
  /** Id of the item under the cursor. */
  readonly cursor: string | null;
  readonly onCursor: (id: string) => void;
  readonly selected?: ReadonlySet<string> | undefined;
  /** X, Shift with arrows, Ctrl+A: the whole new selection. */
  readonly onSelect?: ((ids: ReadonlySet<string>) => void) | undefined;
  readonly onOpen?: ((id: string) => void) | undefined;
  readonly empty?: ReactNode;
  readonly autoFocus?: boolean | undefined;
}
