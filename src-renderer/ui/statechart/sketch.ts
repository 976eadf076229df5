import type { Box, Line, Words } from './drawing.ts';
import type { ChartWay } from './props.ts';
import { textWidth, wrapText } from './text-width.ts';
import { Tracks } from './tracks.ts';

/** A box whose height in the drawing is not known yet. */
export type FlatBox = Omit<Box, 'y' | 'height'>;

/** What is drawn on one side of the main line, with the room that is taken there. */
export interface Sketch {
  readonly lines: Line[];
  readonly words: Words[];
  readonly tracks: Tracks;
}
export const emptySketch = (): Sketch => ({ lines: [], words: [], tracks: new Tracks() });

/** A closed way, and the end of its bar, from where a leader goes to its reasons. */
export interface ClosedWay {
  readonly way: ChartWay;
  readonly from: readonly [number, number] | undefined;
}

interface Said {
  readonly text: string;
  readonly look: 'title' | 'reason';
  readonly way: ChartWay;
}
/** What closed ways say, in lines: each its title, then every reason. */
export function saidOf(
  ways: readonly ChartWay[],
  title: (way: ChartWay) => string,
  room: number,
): { lines: readonly Said[]; width: number } {
  const lines = ways.flatMap((way): Said[] => [
    { text: title(way), look: 'title', way },
    ...(way.reasons ?? []).flatMap((reason) => wrapText(reason, 12, room)).map((text): Said => ({ text, look: 'reason', way })),
  ]);
  const width = Math.max(0, ...lines.map(({ text, look }) => textWidth(text, look === 'title' ? 13 : 12, look === 'title')));
  return { lines, width };
}

/** The first place for words along a line from `left` to `right` where no other line comes through them. */
export function freePlace(left: number, right: number, size: number, verticals: readonly number[]): number {
  const fits = (x: number) => verticals.every((at) => at <= x - 4 || at >= x + size + 4);
  const last = right - size - 10;
  for (let x = left + 10; x <= last; x += 6) if (fits(x)) return x;
  return left + 10;
}
