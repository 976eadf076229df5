import { drawAlong } from './along.ts';
import { drawArcs } from './arcs.ts';
import { lineHeight, route } from './drawing.ts';
import type { ChartWay } from './props.ts';
import { type ClosedWay, emptySketch, type FlatBox, saidOf, type Sketch } from './sketch.ts';

interface AboveInput {
  readonly line: readonly FlatBox[];
  readonly ways: readonly ChartWay[];
  readonly here: string | undefined;
  readonly width: number;
  readonly closedTitle: (way: ChartWay) => string;
}

/** The reasons of what is closed, at the right of the box and above the row: where the way would have gone. */
function sayClosed(
  { lines, words, tracks }: Sketch,
  closed: readonly ClosedWay[],
  box: FlatBox,
  width: number,
  title: (way: ChartWay) => string,
): void {
  const wanted = box.x + box.width + 37;
  const said = saidOf(
    closed.map(({ way }) => way),
    title,
    Math.max(280, width - wanted),
  );
  const x = Math.max(2, Math.min(wanted, width - said.width));
  const height = said.lines.length * lineHeight + 4;
  const near = tracks.take(x - 10, x + said.width, height, 12);
  for (const [index, { text, look, way }] of said.lines.entries()) {
    const y = -near - height + 12 + index * lineHeight;
    words.push({ key: `${way.id} said ${index}`, x, y, look, text, width: said.width });
    const from = look === 'title' ? closed.find((one) => one.way === way)?.from : undefined;
    if (!from) continue;
    const isBeside = x - 6 > from[0];
    const end: [number, number][] = isBeside
      ? [
          [from[0], y - 4.5],
          [x - 6, y - 4.5],
        ]
      : [[from[0], -near]];
    lines.push({ key: `${way.id} leader`, d: route([[from[0], from[1]], ...end], 0), look: 'leader', hasTip: false });
  }
}

/**
 * Everything on and above the main line: the ways along it, ways back and skips as arcs, and the reasons of the closed
 * ones. All heights are relative to the top of the row (y = 0, upwards negative).
 */
export function layAbove({ line, ways, here, width, closedTitle }: AboveInput): Sketch {
  const sketch = emptySketch();
  const along = drawAlong(sketch, line, ways, width);
  const leaders = along.flatMap(({ from }) => (from ? [from[0]] : []));
  const closed = [...along, ...drawArcs(sketch, line, ways, width, leaders)];
  const box = line.find((one) => one.id === here);
  if (box && closed.length > 0) sayClosed(sketch, closed, box, width, closedTitle);
  return sketch;
}
