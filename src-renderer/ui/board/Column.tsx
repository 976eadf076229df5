import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Icon } from '../Icon.tsx';
import classes from './Board.module.css';
import type { BoardColumn, BoardProps } from './props.ts';

interface ColumnProps extends Pick<BoardProps, 'reasons' | 'onMove'> {
  readonly column: BoardColumn;
  /** The card in the hand, while one is. */
  readonly dragged: string | undefined;
  readonly headId: string;
  readonly children: ReactNode;
}

const cardOf = (data: Record<string | symbol, unknown>): string => (typeof data['card'] === 'string' ? data['card'] : '');

/** A column takes a card that may come; for one that may not, it says why while the card is in the hand. */
export function Column({ column, dragged, headId, reasons, onMove, children }: ColumnProps) {
  const element = useRef<HTMLDivElement>(null);
  const [isOver, setOver] = useState(false);
  const isHome = column.cards.some((card) => card.id === dragged);
  const refused = dragged === undefined || isHome ? [] : reasons(dragged, column.id);
  const mayDrop = useEffectEvent((card: string) => !column.cards.some((one) => one.id === card) && reasons(card, column.id).length === 0);
  const drop = useEffectEvent((card: string) => {
    setOver(false);
    onMove(card, column.id);
  });

  useEffect(() => {
    if (!element.current) return undefined;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => mayDrop(cardOf(source.data)),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => drop(cardOf(source.data)),
    });
  }, []);

  return (
    <section
      ref={element}
      className={classes.column}
      aria-labelledby={headId}
      data-over={isOver || undefined}
      data-refused={refused.length > 0 || undefined}
    >
      <h2 className={classes.head} id={headId}>
        <span>{column.title}</span>
        <span className={classes.count}>{column.total ?? column.cards.length}</span>
      </h2>
      {refused.length > 0 && (
        <ul className={classes.refused}>
          {refused.map((reason) => (
            <li key={reason}>
              <Icon name="cross" small /> {reason}
            </li>
          ))}
        </ul>
      )}
      <ul className={classes.cards}>{children}</ul>
    </section>
  );
}
