import { layAbove } from './above.ts';
import { layBelow, wordsBeside } from './below.ts';
import { placeLine, placeSides, sideHeight } from './boxes.ts';
import { type Box, centreOf, type Drawing, type LegendItem, rowHeight, type Words } from './drawing.ts';
import { flatten, type FlatChart, mainLine } from './main-line.ts';
import type { Chart, ChartWay } from './props.ts';
import { textWidth, wrapText } from './text-width.ts';

export interface LayoutOptions {
  /** Room across in px; the drawing is wider where the states need it. */
  readonly width: number;
  readonly closedTitle: (way: ChartWay) => string;
  readonly note?: string | undefined;
  readonly legend: { readonly taken: string; readonly open: string; readonly closed: string };
}

/** More quiet ways beside the main line than this make a drawing of lines; the list has them all. */
const quietMost = 10;

/**
 * In a dense chart only what concerns the person is drawn: the main line, what was gone, what is open or closed now, and
 * one way to every box beneath.
 */
function thinned({ states, ways }: FlatChart, onLine: ReadonlySet<string>): readonly ChartWay[] {
  const line = states.filter((state) => onLine.has(state.id)).map((state) => state.id);
  const isAlong = (way: ChartWay) => onLine.has(way.from) && line.indexOf(way.to) === line.indexOf(way.from) + 1;
  const isQuiet = (way: ChartWay) => way.status === 'other' && !isAlong(way);
  if (ways.filter(isQuiet).length <= quietMost) return ways;
  const attached = new Set(ways.flatMap((way) => (isQuiet(way) ? [] : [way.from, way.to])));
  return ways.filter((way) => {
    if (!isQuiet(way)) return true;
    if (onLine.has(way.to) || attached.has(way.to)) return false;
    attached.add(way.to);
    return true;
  });
}

/**
 * Where everything of a lifecycle stands: the main line in a row, ways back and skips above it, side states beneath, the
 * reasons of closed ways beside where they would have gone. Pure: the same chart gives the same drawing, on screen and in print.
 */
export function layoutChart(chart: Chart, { width: room, closedTitle, note, legend: legendWords }: LayoutOptions): Drawing {
  const whole = flatten(chart);
  const onLine = new Set(mainLine(whole));
  const flat = { states: whole.states, ways: thinned(whole, onLine) };
  const here = flat.states.find((state) => state.current)?.id;
  const line = placeLine(
    flat.states.filter((state) => onLine.has(state.id)),
    room,
  );
  const last = line.at(-1);
  const lineWidth = Math.max(room, last ? last.x + last.width + 2 : 0);

  const sideStates = flat.states.filter((state) => !onLine.has(state.id));
  const at = new Map(line.map((box) => [box.id, centreOf(box)]));
  const sides = placeSides(
    sideStates.map((state) => {
      const touching = flat.ways.filter((way) => way.from === state.id || way.to === state.id);
      const anchors = touching.map((way) => (way.from === state.id ? way.to : way.from));
      const known = [...new Set(here !== undefined && anchors.includes(here) ? [here] : anchors)].flatMap((id) => at.get(id) ?? []);
      const middle = known.length === 0 ? lineWidth / 2 : known.reduce((sum, one) => sum + one, 0) / known.length;
      return { state, at: middle, words: wordsBeside(touching) };
    }),
    lineWidth,
  );

  const width = Math.max(lineWidth, ...sides.map((side) => side.right + 2));

  const above = layAbove({ line, ways: flat.ways, here, width, closedTitle });
  const heightOfSides = sideHeight(sideStates);
  const below = layBelow({ line, sides, sideHeight: heightOfSides, ways: flat.ways, width, closedTitle });
  const top = Math.max(12, Math.ceil(above.tracks.depth) + 4) + 0.5;
  const bottom = top + rowHeight;
  const sideTop = bottom + below.sideTop;

  const boxes: Box[] = [
    ...line.map((box) => ({ ...box, y: top, height: rowHeight })),
    ...sides.map(({ right: _right, ...box }) => ({ ...box, y: sideTop, height: heightOfSides })),
  ];
  const shift = <T extends { readonly y: number }>(list: readonly T[], by: number): T[] => list.map((one) => ({ ...one, y: one.y + by }));

  // What is not drawn stands at the left of the side boxes, the legend at their right; below them where there is no room.
  const shown = (['taken', 'open', 'closed'] as const).filter((status) => flat.ways.some((way) => way.status === status));
  const legendWidth = shown.reduce((sum, status) => sum + 30 + textWidth(legendWords[status], 12) + 20, 0);
  const leftRoom = sides.length === 0 ? 0 : Math.min(...sides.map((side) => side.x)) - 18;
  const rightEdge = sides.length === 0 ? width : Math.max(...sides.map((side) => side.right));
  const footTop = bottom + below.depth + 8;
  let height = bottom + below.depth;
  const words: Words[] = [...shift(above.words, top), ...shift(below.words, bottom)];

  const noteBeside = leftRoom >= 150;
  const noteLines = note ? wrapText(note, 12, noteBeside ? leftRoom : Math.max(240, width - legendWidth - 40)) : [];
  const noteY = noteBeside ? sideTop + 12 : footTop + 12;
  for (const [index, text] of noteLines.entries())
    words.push({ key: `note ${index}`, x: 2, y: noteY + index * 16, look: 'quiet', text, width: textWidth(text, 12) });
  if (noteLines.length > 0) height = Math.max(height, noteY + (noteLines.length - 1) * 16 + 5);

  const legendBeside = sides.length > 0 && width - rightEdge - 40 >= legendWidth;
  const legend: LegendItem[] = [];
  let x = legendBeside ? Math.max(rightEdge + 40, width - legendWidth - 80) : Math.max(2, width - legendWidth);
  const legendY = legendBeside ? sideTop + heightOfSides / 2 : footTop + 8;
  for (const status of shown) {
    legend.push({ status, x: Math.round(x), y: legendY });
    x += 30 + textWidth(legendWords[status], 12) + 20;
  }
  if (legend.length > 0) height = Math.max(height, legendY + 8);

  const current = boxes.find((box) => box.id === here);
  return {
    width: Math.ceil(width),
    height: Math.ceil(height) + 2,
    boxes,
    lines: [...above.lines.map((one) => ({ ...one, at: top })), ...below.lines.map((one) => ({ ...one, at: bottom }))],
    words,
    legend,
    here: current ? centreOf(current) : 0,
  };
}
