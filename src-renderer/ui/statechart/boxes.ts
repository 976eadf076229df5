import { type Box, rowHeight } from './drawing.ts';
import type { ChartState } from './props.ts';
import { textWidth } from './text-width.ts';

type Flat = Omit<Box, 'y' | 'height'>;
const widest = 160;
const gapLeast = 20;
const gapMost = 56;

const naturalWidth = ({ label, sub }: ChartState): number =>
  Math.min(widest, Math.ceil(Math.max(textWidth(label, 13, true), sub ? textWidth(sub, 11) : 0)) + 16);
const lookOf = (state: ChartState): Box['look'] => (state.current ? 'here' : state.visited ? 'past' : 'next');
const half = (value: number): number => Math.round(value) + 0.5;

/** The boxes of the main line from left to right: roomy where there is room, as narrow as their words where there is not. */
export function placeLine(states: readonly ChartState[], width: number): Flat[] {
  const natural = states.map(naturalWidth);
  const gaps = Math.max(0, states.length - 1);
  const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
  const fits = (widths: readonly number[]) => sum(widths) + gaps * gapLeast <= width - 5;
  const steps = [natural.map((one) => Math.max(one, 104)), natural, natural.map((one) => one - 6)];
  const widths = steps.find(fits) ?? natural;
  const gap = gaps === 0 ? 0 : Math.min(gapMost, Math.max(gapLeast, Math.floor((width - 5 - sum(widths)) / gaps)));
  let x = 2;
  return states.map((state, index) => {
    const box = { id: state.id, x: half(x), width: widths[index] ?? 104, label: state.label, sub: state.sub, look: lookOf(state) };
    x += box.width + gap;
    return box;
  });
}

export interface SideWish {
  readonly state: ChartState;
  /** Where its middle would best be. */
  readonly at: number;
  /** Room that words at the right of its middle need. */
  readonly words: number;
}
export interface SideSlot extends Flat {
  readonly right: number;
}

/** The boxes beneath, each as near to its wish as the others and their words allow. */
export function placeSides(wishes: readonly SideWish[], width: number): SideSlot[] {
  const ordered = wishes
    .map((wish, index) => ({ ...wish, index, box: Math.max(72, naturalWidth(wish.state)) }))
    .toSorted((a, b) => a.at - b.at || a.index - b.index);
  const slots = ordered.map((wish) => ({ left: wish.at - wish.box / 2, size: Math.max(wish.box, wish.box / 2 + wish.words) }));
  const distance = 18;
  let edge = 2;
  for (const slot of slots) {
    slot.left = Math.max(slot.left, edge);
    edge = slot.left + slot.size + distance;
  }
  const total = slots.reduce((sum, slot) => sum + slot.size + distance, 0);
  let limit = Math.max(width - 2, total + 2);
  for (const slot of slots.toReversed()) {
    slot.left = Math.max(2, Math.min(slot.left, limit - slot.size));
    limit = slot.left - distance;
  }
  return ordered.map(({ state, box }, index) => {
    const slot = slots[index] ?? { left: 0, size: 0 };
    return {
      id: state.id,
      x: half(slot.left),
      width: box,
      label: state.label,
      sub: state.sub,
      look: lookOf(state),
      right: slot.left + slot.size,
    };
  });
}

export const sideHeight = (states: readonly { readonly sub?: string | undefined }[]): number =>
  states.some((state) => state.sub) ? rowHeight : 28;
