import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  type columnResizingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { CellKind, ColumnState, DataColumn } from './props.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, columnVisibilityFeature });
const noRows: readonly object[] = [];
const widths: { readonly [kind in CellKind]: number } = { text: 180, id: 96, number: 80, date: 136, state: 136, flag: 64, node: 160 };

/** Columns never get narrower than this; px. */
const narrowest = 48;

interface Options<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly state: ColumnState | undefined;
  readonly onState: ((state: ColumnState) => void) | undefined;
}

/** Which columns show and how wide they are; the table library keeps both, from the outside if a state is given. */
export function useColumns<Row>({ columns, state: given, onState }: Options<Row>) {
  const [own, setOwn] = useState<ColumnState>({ hidden: [], widths: {} });
  const [columnResizing, setResizing] = useState<columnResizingState>();
  const state = given ?? own;
  const change = (next: Partial<ColumnState>) => {
    const whole = { ...state, ...next };
    if (!given) setOwn(whole);
    onState?.(whole);
  };
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: () => undefined,
        size: column.width ?? widths[column.kind ?? 'text'],
        minSize: narrowest,
        enableHiding: column.hideable !== false,
      })),
    [columns],
  );
  const columnSizing = { ...state.widths };
  const columnVisibility = Object.fromEntries(state.hidden.map((id) => [id, false]));
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    columnResizeMode: 'onChange',
    state: { columnSizing, columnVisibility, ...(columnResizing ? { columnResizing } : {}) },
    onColumnSizingChange: (update) => change({ widths: typeof update === 'function' ? update(columnSizing) : update }),
    onColumnVisibilityChange: (update) => {
      const next = typeof update === 'function' ? update(columnVisibility) : update;
      change({ hidden: Object.keys(next).filter((id) => next[id] === false) });
    },
    onColumnResizingChange: (update) =>
      setResizing((before) => (typeof update === 'function' ? update(before ?? table.state.columnResizing) : update)),
  });

  const byId = new Map(columns.map((column) => [column.id, column]));
  const visible = table.getFlatHeaders().flatMap((header) => {
    const column = byId.get(header.column.id);
    return column ? [{ column, header, width: header.getSize() }] : [];
  });
  return {
    table,
    visible,
    isHidden: (id: string) => state.hidden.includes(id),
    toggle: (id: string) => table.getColumn(id)?.toggleVisibility(),
    resize: (id: string, by: number) => {
      const width = table.getColumn(id)?.getSize() ?? 0;
      change({ widths: { ...state.widths, [id]: Math.max(narrowest, width + by) } });
    },
    reset: () => change({ hidden: [], widths: {} }),
    /** `grid-template-columns` of every row. A column that grows stops growing once a person has set its width. */
    template: visible
      .map(({ column, width }) => (column.grows && state.widths[column.id] === undefined ? `minmax(${width}px, 1fr)` : `${width}px`))
      .join(' '),
    total: visible.reduce((sum, { width }) => sum + width, 0),
  };
}

export type Columns<Row> = ReturnType<typeof useColumns<Row>>;
