import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import classes from './Board.module.css';
import { nextCard } from './board-keys.ts';
import { Card } from './Card.tsx';
import { Column } from './Column.tsx';
import type { BoardProps } from './props.ts';

/** Cards in columns. Dragging, `M` and the menu do the same, and a refused move says why in all three. */
export function Board({ label, columns, cursor, onCursor, onOpen, onMove, reasons }: BoardProps) {
  const id = useId();
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

  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === 'Enter' && cursor !== null) onOpen?.(cursor);
    else if (key === 'm' && cursor !== null) setMoving(cursor);
    else {
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
  const isShown = columns.some((column) => column.cards.some((card) => card.id === cursor));

  return (
    <div
      className={classes.board}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-activedescendant={isShown ? `${id}-${cursor}` : undefined}
      onKeyDown={press}
    >
      {columns.map((column) => (
        <Column key={column.id} column={column} dragged={dragged} headId={`${id}-${column.id}-head`} reasons={reasons} onMove={onMove}>
          {column.cards.map((card) => (
            <Card
              key={card.id}
              id={`${id}-${card.id}`}
              card={card}
              isCursor={card.id === cursor}
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
