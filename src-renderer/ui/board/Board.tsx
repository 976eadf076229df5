import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import classes from './Board.module.css';
import { nextCard } from './board-keys.ts';
import { Card } from './Card.tsx';
import { Column } from './Column.tsx';
import type { BoardColumn, BoardProps } from './props.ts';

/** Cards in columns. Dragging, `M` and the menu do the same, and a refused move says why in all three. */
export function Board({ label, columns, cursor, onCursor, onOpen, onMove, reasons }: BoardProps) {
  const id = useId();
  const element = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<string>();
  const [moving, setMoving] = useState<string>();

  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => typeof source.data['card'] === 'string',
        onDragStart: ({ source }) => setDragged(typeof source.data['card'] === 'string' ? source.data['card'] : undefined),
        onDrop: () => setDragged(undefined),
      }),
    [],
  );

  // The cursor is where the focus is, as long as the focus is on the board.
  useEffect(() => {
    const board = element.current;
    if (!board || cursor === null || !board.contains(document.activeElement)) return;
    board.querySelector<HTMLElement>(`[data-card="${CSS.escape(cursor)}"] button`)?.focus();
  }, [cursor, columns]);

  const press = (event: KeyboardEvent) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-card]')) return;
    if (event.ctrlKey || event.metaKey || event.altKey || moving !== undefined) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === 'm' && cursor !== null) {
      // An open menu closes at any key that reaches the document; this one has done its work.
      event.stopPropagation();
      setMoving(cursor);
    } else {
      const next = nextCard(columns, cursor, key);
      if (next === undefined) return;
      onCursor(next);
    }
    event.preventDefault();
  };
  const movesOf = (card: string) =>
    columns
      .filter((column) => !column.cards.some((one) => one.id === card))
      .map((column) => ({
        id: column.id,
        label: column.title,
        reasons: reasons(card, column.id),
        onSelect: () => onMove(card, column.id),
      }));
  // Tab goes from column to column: to the cursor where it is, to the first card elsewhere. Arrows go through the cards.
  const stopOf = (column: BoardColumn) => (column.cards.some((card) => card.id === cursor) ? cursor : column.cards[0]?.id);

  return (
    <div ref={element} className={classes.board} role="group" aria-label={label} onKeyDown={press}>
      {columns.map((column) => (
        <Column key={column.id} column={column} dragged={dragged} headId={`${id}-${column.id}`} reasons={reasons} onMove={onMove}>
          {column.cards.map((card) => (
            <Card
              key={card.id}
              card={card}
              isCursor={card.id === cursor}
              isStop={card.id === stopOf(column)}
              moves={moving === card.id ? movesOf(card.id) : []}
              isMoving={moving === card.id}
              onMoving={(isMoving) => setMoving(isMoving ? card.id : undefined)}
              onPick={() => onCursor(card.id)}
              onOpen={onOpen && (() => onOpen(card.id))}
            />
          ))}
        </Column>
      ))}
    </div>
  );
}
