import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type MouseEvent, useEffect, useRef } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { Menu } from '../controls/Menu.tsx';
import type { MenuItem } from '../controls/props.ts';
import { StateMark } from '../controls/StateMark.tsx';
import { useLabels } from '../useLabels.ts';
import classes from './Board.module.css';
import type { BoardCard } from './props.ts';

interface CardProps {
  readonly card: BoardCard;
  readonly id: string;
  readonly isCursor: boolean;
  readonly moves: readonly MenuItem[];
  readonly isMoving: boolean;
  readonly onMoving: (isMoving: boolean) => void;
  readonly onPick: () => void;
  readonly onOpen: (() => void) | undefined;
}

/** One card: dragged as a whole, or moved by its menu. */
export function Card({ card, id, isCursor, moves, isMoving, onMoving, onPick, onOpen }: CardProps) {
  const labels = useLabels();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!element.current) return undefined;
    return draggable({ element: element.current, getInitialData: () => ({ card: card.id }) });
  }, [card.id]);
  useEffect(() => {
    if (isCursor) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isCursor]);
  const open = (event: MouseEvent) => {
    if (event.target instanceof Element && !event.target.closest('button')) onOpen?.();
  };
  return (
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={isCursor}
      data-cursor={isCursor || undefined}
      className={classes.card}
      onMouseDown={onPick}
      onDoubleClick={open}
    >
      <span className={classes.title}>{card.title}</span>
      {card.lines?.map((line, index) => (
        // The lines of a card have no identity of their own.
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
          trigger={<IconButton label={`${labels.moveTo} ${card.title}`} icon="more" keys="M" tabIndex={-1} />}
        />
      </span>
    </div>
  );
}
