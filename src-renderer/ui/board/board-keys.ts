import type { BoardColumn } from './props.ts';

/** The card that an arrow leads to: up and down in a column, left and right to the same height of the next that has cards. */
export function nextCard(columns: readonly BoardColumn[], card: string | null, key: string): string | undefined {
  const filled = columns.filter((column) => column.cards.length > 0);
  const columnAt = filled.findIndex((column) => column.cards.some((one) => one.id === card));
  const column = filled[columnAt];
  if (!column) return filled[0]?.cards[0]?.id;
  const cardAt = column.cards.findIndex((one) => one.id === card);
  const sideways = (by: number): string | undefined => {
    const next = filled[columnAt + by];
    return next?.cards[Math.min(cardAt, next.cards.length - 1)]?.id;
  };
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return column.cards[cardAt + 1]?.id;
    case 'ArrowUp':
    case 'k':
      return column.cards[cardAt - 1]?.id;
    case 'ArrowRight':
    case 'l':
      return sideways(1);
    case 'ArrowLeft':
    case 'h':
      return sideways(-1);
    case 'Home':
      return column.cards[0]?.id;
    case 'End':
      return column.cards.at(-1)?.id;
    default:
      return undefined;
  }
}
