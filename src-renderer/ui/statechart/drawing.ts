import type { ChartWay, WayStatus } from './props.ts';

/** A state as a box. Coordinates are px in the drawing; halves, so that hairlines are sharp. */
export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly sub?: string | undefined;
  readonly look: 'past' | 'here' | 'next';
}
export interface Line {
  readonly key: string;
  /** Path relative to the edge of the row, at `at`. */
  readonly d: string;
  /** A leader joins a closed way to its reasons. */
  readonly look: WayStatus | 'leader' | 'openLeader';
  readonly hasTip: boolean;
}
export interface PlacedLine extends Line {
  readonly at: number;
}
export interface Words {
  readonly key: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly look: 'title' | 'reason' | 'open' | 'quiet';
  readonly text: string;
  readonly width: number;
  /** The open way that these words lead. */
  readonly way?: ChartWay | undefined;
}
export interface LegendItem {
  readonly status: Exclude<WayStatus, 'other'>;
  readonly x: number;
  readonly y: number;
}
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly PlacedLine[];
  readonly words: readonly Words[];
  readonly legend: readonly LegendItem[];
  /** Middle of the current box, to scroll to. */
  readonly here: number;
}

export const rowHeight = 40;
export const lineHeight = 17;
export const centreOf = (box: { readonly x: number; readonly width: number }): number => box.x + Math.floor(box.width / 2);

/** A path through points with right angles and rounded corners. */
export function route(points: readonly (readonly [number, number])[], radius = 6): string {
  let d = '';
  for (const [index, [x, y]] of points.entries()) {
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before) d += `M${x} ${y}`;
    else if (!after) d += `L${x} ${y}`;
    else {
      const toward = (other: readonly [number, number]): string => {
        const length = Math.abs(other[0] - x) + Math.abs(other[1] - y);
        const step = Math.min(radius, length / 2);
        return `${x + Math.sign(other[0] - x) * step} ${y + Math.sign(other[1] - y) * step}`;
      };
      d += `L${toward(before)}Q${x} ${y} ${toward(after)}`;
    }
  }
  return d;
}
