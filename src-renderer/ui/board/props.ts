import type { ReactNode } from 'react';
import type { StateWord } from '../tone.ts';

export interface BoardCard {
  readonly id: string;
  readonly title: string;
  /** Short quiet lines under the title. */
  readonly lines?: readonly ReactNode[] | undefined;
  readonly state?: StateWord | undefined;
}
export interface BoardColumn {
  readonly id: string;
  readonly title: string;
  /** Cards in all, where not all of them are given. */
  readonly total?: number | undefined;
  readonly cards: readonly BoardCard[];
}
export interface BoardProps {
  readonly label: string;
  readonly columns: readonly BoardColumn[];
  readonly cursor: string | null;
  readonly onCursor: (card: string) => void;
  readonly onOpen?: ((card: string) => void) | undefined;
  readonly onMove: (card: string, column: string) => void;
  /** Why a card may not go there; none means that it may. Asked while dragging and for the menu. */
  readonly reasons: (card: string, column: string) => readonly string[];
}
