import type { SideSlot } from './boxes.ts';
import { lineHeight, route } from './drawing.ts';
import type { ChartWay } from './props.ts';
import { emptySketch, type FlatBox, freePlace, saidOf, type Sketch } from './sketch.ts';
import { textWidth } from './text-width.ts';
import { isOwn, type Wire, Wiring } from './wires.ts';

interface BelowInput {
  readonly line: readonly FlatBox[];
  readonly sides: readonly SideSlot[];
  readonly sideHeight: number;
  readonly ways: readonly ChartWay[];
  readonly width: number;
  readonly closedTitle: (way: ChartWay) => string;
}
export interface Below extends Sketch {
  /** Top of the side boxes, and the end of everything; from the bottom of the row. */
  readonly sideTop: number;
  readonly depth: number;
}

/** Reasons beneath a box are wrapped at this width; px. */
const reasonsMost = 240;

/** What words beneath and beside a side box need at the right of its middle. */
export const wordsBeside = (ways: readonly ChartWay[]): number =>
  Math.max(0, ...ways.map((way) => (way.status === 'open' ? textWidth(way.label, 12) + 16 : way.status === 'closed' ? 150 : 0)));

const labelOf = (wire: Wire): number => (wire.ways[0]?.status === 'open' ? textWidth(wire.ways[0].label, 12) : 0);
const isStraight = (wire: Wire): boolean => wire.right - wire.left < 1;

/** The height at which each wire runs across, with the words of the open ones on it. Quiet ones are nearest to the row. */
function layLevels({ words, tracks }: Sketch, wiring: Wiring): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  const rank = (wire: Wire) => (wire.ways.some(isOwn) ? 1e5 : 0) + wire.right - wire.left;
  for (const wire of wiring.wires.toSorted((a, b) => rank(a) - rank(b))) {
    if (isStraight(wire)) continue;
    const size = labelOf(wire);
    const height = size > 0 ? 22 : 10;
    const x = freePlace(wire.left, wire.right, size, wiring.verticals);
    const near = tracks.take(Math.min(wire.left, x) - 6, Math.max(wire.right, x + size) + 6, height, 12);
    levels.set(wire.key, near + height - (size > 0 ? 3.5 : -0.5));
    const [way] = wire.ways;
    if (way && size > 0) words.push({ key: `${way.id} label`, x, y: near + height - 9.5, look: 'open', text: way.label, width: size, way });
  }
  return levels;
}

/** The lines of one wire: every way from its box to the wire's level and on to where it leads. */
function drawWire(
  { lines, words }: Sketch,
  wiring: Wiring,
  wire: Wire,
  level: number | undefined,
  sides: { readonly ids: ReadonlySet<string>; readonly top: number },
): void {
  const join = wiring.joinOf(wire);
  const topOf = (box: string) => (sides.ids.has(box) ? sides.top : 0);
  const quietFirst = wire.ways.toSorted((a, b) => Number(a.status === 'taken') - Number(b.status === 'taken'));
  for (const way of quietFirst) {
    const [fromX, fromY] = [wiring.at(way.from, wire.key), topOf(way.from)];
    const [toX, toY] = [wiring.at(way.to, wire.key), topOf(way.to)];
    const tip = toY === 0 ? 1 : toY - 1;
    const look = way.status === 'closed' ? 'other' : way.status;
    const isBack = (other: ChartWay) => other.status === way.status && other.from === way.to && other.to === way.from && other.id < way.id;
    // The way back along a line that is drawn already adds only its tip.
    if (!isOwn(way) && wire.ways.some(isBack)) {
      lines.push({ key: way.id, d: `M${toX} ${tip + (toY === 0 ? 9 : -9)}V${tip}`, look, hasTip: true });
      continue;
    }
    const away = fromY === 0 ? 1 : -1;
    const start = way.status === 'closed' ? fromY + away * 14 : fromY;
    if (way.status === 'closed')
      lines.push({ key: `${way.id} bar`, d: `M${fromX} ${fromY}v${away * 9}m-8 0h16`, look: 'closed', hasTip: false });
    const across: [number, number][] =
      level === undefined
        ? []
        : [
            [fromX, level],
            [join ?? toX, level],
          ];
    const end: [number, number][] = join === undefined ? [[toX, tip]] : [];
    lines.push({
      key: way.id,
      d: route([[fromX, start], ...across, ...end], way.status === 'open' ? 6 : 0),
      look,
      hasTip: join === undefined,
    });
    if (way.status !== 'open' || level !== undefined) continue;
    words.push({ key: `${way.id} label`, x: fromX + 10, y: sides.top - 5, look: 'open', text: way.label, width: labelOf(wire), way });
  }
}

/** Everything beneath the main line, relative to the bottom of its row (y = 0, downwards positive). */
export function layBelow({ line, sides, sideHeight, ways, width, closedTitle }: BelowInput): Below {
  const sketch = emptySketch();
  if (sides.length === 0) return { ...sketch, sideTop: 0, depth: 0 };
  const sideIds = new Set(sides.map((side) => side.id));
  const mine = ways.filter((way) => sideIds.has(way.from) || sideIds.has(way.to));
  const wiring = new Wiring(line, sides, mine);
  const levels = layLevels(sketch, wiring);
  const hasWordsBeside = wiring.wires.some((wire) => isStraight(wire) && labelOf(wire) > 0);
  const sideTop = Math.round(Math.max(43, sketch.tracks.depth + (hasWordsBeside ? 26 : 16)));
  for (const wire of wiring.wires) drawWire(sketch, wiring, wire, levels.get(wire.key), { ids: sideIds, top: sideTop });

  let depth = sideTop + sideHeight;
  for (const side of sides) {
    const closed = mine.filter((way) => way.status === 'closed' && (side.look === 'here' ? way.from === side.id : way.to === side.id));
    const said = saidOf(closed, closedTitle, reasonsMost);
    const x = Math.max(2, Math.min(side.x, width - said.width - 2));
    for (const [index, { text, look, way }] of said.lines.entries()) {
      const y = sideTop + sideHeight + 16 + index * lineHeight;
      sketch.words.push({ key: `${way.id} said ${index}`, x, y, look, text, width: said.width });
      depth = Math.max(depth, y + 6);
    }
  }
  return { ...sketch, sideTop, depth };
}
