import { useVirtualizer } from '@tanstack/react-virtual';
import { type ClipboardEvent, type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { Menu } from '../controls/Menu.tsx';
import { LoadingRows } from '../text/LoadingRows.tsx';
import { useLabels } from '../useLabels.ts';
import { BodyRow } from './BodyRow.tsx';
import { formatBlock, parseBlock } from './block-text.ts';
import { cellText } from './cell-text.ts';
import classes from './DataTable.module.css';
import { gridAction } from './grid-keys.ts';
import { HeadRow } from './HeadRow.tsx';
import type { DataTableProps } from './props.ts';
import { useColumns } from './useColumns.ts';

const rowHeight = 28;
const headHeight = 28;
const pickWidth = 28;

/**
 * A grid over any number of rows. Only the rows in view (and a margin) exist; the focus stays on the grid and the cursor
 * is its active descendant, so rows may come and go under it.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    count,
    getRow,
    rowKey,
    sort,
    onSort,
    cursor,
    onCursor,
    selected,
    onSelect,
    onOpen,
    onPeek,
    loading = false,
    onNeed,
    onPaste,
  } = props;
  const labels = useLabels();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef(-1);
  const [columnCursor, setColumnCursor] = useState(0);
  const columns = useColumns({ columns: props.columns, state: props.columnState, onState: props.onColumnState });
  const picks = onSelect !== undefined;
  const template = picks ? `${pickWidth}px ${columns.template}` : columns.template;
  const minWidth = columns.total + (picks ? pickWidth : 0);
  const cellCursor = onPaste ? Math.min(columnCursor, columns.visible.length - 1) : undefined;

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const items = virtualizer.getVirtualItems();
  const start = items[0]?.index ?? 0;
  const end = (items.at(-1)?.index ?? -1) + 1;
  useEffect(() => {
    if (end > start) onNeed?.(start, end);
  }, [start, end, onNeed]);
  useEffect(() => {
    if (cursor >= 0 && cursor < count) virtualizer.scrollToIndex(cursor, { align: 'auto' });
  }, [cursor, count, virtualizer]);
  useEffect(() => {
    if (props.autoFocus) scroller.current?.focus();
  }, [props.autoFocus]);

  const moveTo = (to: number, extend: boolean) => {
    if (extend && onSelect) {
      if (anchor.current < 0) anchor.current = Math.max(cursor, 0);
      onSelect({ kind: 'range', from: anchor.current, to });
    } else anchor.current = to;
    onCursor(to);
  };
  const withRow = (act: ((row: Row, index: number) => void) | undefined) => {
    const row = getRow(cursor);
    if (row !== undefined) act?.(row, cursor);
  };
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1);
    const action = gridAction(event, { cursor, count, page, hasSelection: (selected?.size ?? 0) > 0 });
    if (!action || (action.kind === 'column' && cellCursor === undefined)) return;
    if ((action.kind === 'open' && !onOpen) || (['toggle', 'all', 'none'].includes(action.kind) && !onSelect)) return;
    event.preventDefault();
    if (action.kind === 'move') moveTo(action.to, action.extends);
    else if (action.kind === 'column') setColumnCursor(Math.min(columns.visible.length - 1, Math.max(0, (cellCursor ?? 0) + action.by)));
    else if (action.kind === 'open') withRow(onOpen);
    else if (action.kind === 'peek' && onPeek) withRow(onPeek);
    else if (action.kind === 'toggle' || action.kind === 'peek') onSelect?.({ kind: 'toggle', index: cursor });
    else onSelect?.({ kind: action.kind });
  };
  const click = (event: MouseEvent, index: number) => {
    if (event.shiftKey) return moveTo(index, true);
    if (event.ctrlKey || event.metaKey) onSelect?.({ kind: 'toggle', index });
    return moveTo(index, false);
  };
  const copy = (event: ClipboardEvent) => {
    if (event.target !== event.currentTarget || !window.getSelection()?.isCollapsed) return;
    const indexes = selected && selected.size > 0 ? Array.from({ length: count }, (_, index) => index) : [cursor];
    const rows = indexes.map(getRow).filter((row) => row !== undefined);
    const wanted = selected && selected.size > 0 ? rows.filter((row) => selected.has(rowKey(row))) : rows;
    event.preventDefault();
    event.clipboardData.setData(
      'text/plain',
      formatBlock(wanted.map((row) => columns.visible.map(({ column }) => cellText(column.value(row), labels)))),
    );
  };
  const paste = (event: ClipboardEvent) => {
    const column = columns.visible[cellCursor ?? 0]?.column.id;
    if (!onPaste || column === undefined || event.target !== event.currentTarget) return;
    event.preventDefault();
    onPaste(parseBlock(event.clipboardData.getData('text/plain')), { row: Math.max(0, cursor), column });
  };

  const isEmpty = count === 0;
  const isCursorRendered = cursor >= start && cursor < end;
  const cursorId = `${id}-${cursor}${cellCursor === undefined ? '' : `-${cellCursor}`}`;
  return (
    <div className={classes.frame} data-testid={props.testId}>
      <div
        ref={scroller}
        className={classes.scroller}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.visible.length + (picks ? 1 : 0)}
        aria-multiselectable={picks || undefined}
        aria-busy={loading || undefined}
        aria-activedescendant={isCursorRendered ? cursorId : undefined}
        onKeyDown={press}
        onCopy={copy}
        onPaste={paste}
      >
        <div role="rowgroup" className={classes.headGroup} style={{ minWidth }}>
          <HeadRow
            columns={columns}
            template={template}
            sort={sort}
            onSort={onSort}
            onSelect={onSelect}
            count={count}
            selectedCount={selected?.size ?? 0}
          />
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize(), minWidth }}>
          {items.map(({ index, start: top }) => {
            const row = getRow(index);
            return (
              <BodyRow
                key={index}
                id={`${id}-${index}`}
                index={index}
                top={top - headHeight}
                row={row}
                columns={columns}
                template={template}
                isCursor={index === cursor}
                isSelected={row !== undefined && (selected?.has(rowKey(row)) ?? false)}
                cellCursor={index === cursor ? cellCursor : undefined}
                picks={picks}
                onPick={() => {
                  moveTo(index, false);
                  onSelect?.({ kind: 'toggle', index });
                }}
                onClick={(event) => click(event, index)}
                onDoubleClick={() => row !== undefined && onOpen?.(row, index)}
              />
            );
          })}
        </div>
      </div>
      <div className={classes.tools}>
        <Menu
          label={labels.columns}
          align="end"
          trigger={<IconButton label={labels.columns} icon="columns" className={classes.tool} />}
          items={[
            ...props.columns
              .filter((column) => column.hideable !== false)
              .map((column) => ({
                id: column.id,
                label: column.label,
                checked: !columns.isHidden(column.id),
                onSelect: () => columns.toggle(column.id),
              })),
            { id: 'reset', label: labels.resetColumns, divided: true, onSelect: columns.reset },
          ]}
        />
      </div>
      {isEmpty && (
        <div className={classes.instead}>
          {loading ? (props.loadingState ?? <LoadingRows rows={8} words={labels.loading} />) : props.empty}
        </div>
      )}
    </div>
  );
}
