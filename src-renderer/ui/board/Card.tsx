import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { Menu } from '../controls/Menu.tsx';
import type { MenuItem } from '../controls/props.ts';
import { StateMark } from '../controls/StateMark.tsx';
import { useLabels } from '../useLabels.ts';
import classes from './Board.module.css';
import type { BoardCard } from './props.ts';

interface CardProps {
  readonly card: BoardCard;
  readonly isCursor: boolean;
  /** The card of its column that Tab stops at. */
  readonly isStop: boolean;
  readonly moves: readonly MenuItem[];
  readonly isMoving: boolean;
  readonly onMoving: (isMoving: boolean) => void;
  readonly onPick: () => void;
  readonly onOpen: (() => void) | undefined;
}

/** One card: a button that opens it, dragged as a whole, moved by its menu. */
export function Card({ card, isCursor, isStop, moves, isMoving, onMoving, onPick, onOpen }: CardProps) {
  const labels = useLabels();
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!element.current) return undefined;
    return draggable({ element: element.current, getInitialData: () => ({ card: card.id }) });
  }, [card.id]);
  return (
    <li
      ref={element}
      data-card={card.id}
      data-cursor={isCursor || undefined}
      className={classes.card}
      onMouseDown={onPick}
      onDoubleClick={onOpen}
    >
      <button
        type="button"
        className={classes.title}
        tabIndex={isStop ? 0 : -1}
        onFocus={onPick}
        // A key or a screen reader opens; the mouse picks first, and opens with a double click.
        onClick={(event) => event.detail === 0 && onOpen?.()}
      >
        {card.title}
      </button>
      {card.lines?.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the lines of a card have no identity of their own.
        <span key={index} className={classes.line}>
          {line}
        </span>
      ))}
      {card.state && <StateMark {...card.state} small />}
      <span className={classes.menu}>
        <Menu
          label={labels.moveTo}
          align="end"
          items={moves}
          opened={isMoving}
          onOpened={onMoving}
          trigger={<IconButton label={`${labels.moveTo} ${card.title}`} icon="more" keys="M" tabIndex={isCursor ? 0 : -1} />}
        />
      </span>
    </li>
  );
}
