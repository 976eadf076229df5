import { closedLines, type Zone } from './above.ts';
import { type Box, centreOf, type Line, lineHeight, route, type Words } from './drawing.ts';
import type { SideSlot } from './boxes.ts';
import type { ChartWay } from './props.ts';
import { textWidth } from './text-width.ts';
import { type End, portsOf, Tracks } from './tracks.ts';

type Flat = Omit<Box, 'y' | 'height'>;
interface BelowInput {
  readonly line: readonly Flat[];
  readonly sides: readonly SideSlot[];
  readonly sideHeight: number;
  readonly ways: readonly ChartWay[];
  readonly width: number;
  readonly closedTitle: (way: ChartWay) => string;
}
/** Ways that share one line to a side box: one each for the open and closed, one for all the quiet ones together. */
interface Wire {
  readonly key: string;
  readonly ways: readonly ChartWay[];
}
export interface BelowZone extends Zone {
  readonly sideTop: number;
}

/** What words beneath and beside a side box need at the right of its middle. */
export const wordsBeside = (ways: readonly ChartWay[]): number =>
  Math.max(0, ...ways.map((way) => (way.status === 'open' ? textWidth(way.label, 12) + 16 : way.status === 'closed' ? 150 : 0)));

/** Everything beneath the main line, relative to the bottom of its row (y = 0, downwards positive). */
export function layBelow({ line, sides, sideHeight, ways, width, closedTitle }: BelowInput): BelowZone {
  const lines: Line[] = [];
  const words: Words[] = [];
  const tracks = new Tracks();
  const lineBoxes = new Map(line.map((box) => [box.id, box]));
  const sideBoxes = new Map(sides.map((box) => [box.id, box]));
  const boxOf = (id: string): Flat | undefined => lineBoxes.get(id) ?? sideBoxes.get(id);
  const centre = (id: string) => {
    const box = boxOf(id);
    return box ? centreOf(box) : 0;
  };
  const mine = ways.filter((way) => sideBoxes.has(way.from) || sideBoxes.has(way.to));
  const isOwn = (way: ChartWay) => way.status === 'open' || way.status === 'closed';
  const sideOf = (way: ChartWay) => (sideBoxes.has(way.to) ? way.to : way.from);
  const wires: Wire[] = [
    ...sides
      .map((side) => ({ key: side.id, ways: mine.filter((way) => !isOwn(way) && sideOf(way) === side.id) }))
      .filter((wire) => wire.ways.length > 0),
    ...mine.filter(isOwn).map((way) => ({ key: way.id, ways: [way] })),
  ];
  const endsOf = (wire: Wire): string[] => [...new Set(wire.ways.flatMap((way) => [way.from, way.to]))];
  const ends: End[] = wires.flatMap((wire) => {
    const boxes = endsOf(wire);
    return boxes.map((box) => {
      const others = boxes.filter((other) => other !== box).map(centre);
      return { key: wire.key, box, toward: others.reduce((sum, one) => sum + one, 0) / Math.max(1, others.length) };
    });
  });
  const ports = new Map(portsOf(ends, centre));
  // A line between a box and the one right beneath it is straight.
  for (const wire of wires) {
    const [one, other] = endsOf(wire);
    if (one === undefined || other === undefined || endsOf(wire).length !== 2) continue;
    const [top, bottom] = lineBoxes.has(one) ? [one, other] : [other, one];
    const side = sideBoxes.get(bottom);
    const x = ports.get(`${top} ${wire.key}`);
    if (side && x !== undefined && lineBoxes.has(top) && x >= side.x + 8 && x <= side.x + side.width - 8)
      ports.set(`${bottom} ${wire.key}`, x);
  }
  const portAt = (box: string, wire: Wire) => ports.get(`${box} ${wire.key}`) ?? centre(box);
  const reach = (wire: Wire) => {
    const xs = endsOf(wire).map((box) => portAt(box, wire));
    return { left: Math.min(...xs), right: Math.max(...xs) };
  };
  const rank = (wire: Wire) => (wire.ways.some(isOwn) ? 1e5 : 0) + reach(wire).right - reach(wire).left;

  const levels = new Map<string, number>();
  let hasStraight = false;
  for (const wire of wires.toSorted((a, b) => rank(a) - rank(b))) {
    const { left, right } = reach(wire);
    const way = wire.ways[0];
    const size = way?.status === 'open' ? textWidth(way.label, 12) : 0;
    if (right - left < 1) {
      hasStraight ||= size > 0;
      continue;
    }
    const height = size > 0 ? 22 : 10;
    // The first place along the line where no other line passes through the words.
    const fits = (x: number) => [...ports.values()].every((at) => at <= x - 3 || at >= x + size + 3);
    const x = [left + 10, (left + right - size) / 2, right - size - 10].find(fits) ?? left + 10;
    const near = tracks.take(Math.min(left, x) - 6, Math.max(right, x + size) + 6, height, 12);
    levels.set(wire.key, near + height - (size > 0 ? 4 : 0));
    if (way && size > 0) words.push({ key: `${way.id} label`, x, y: near + height - 9.5, look: 'open', text: way.label, width: size, way });
  }
  const sideTop = sides.length === 0 ? 0 : Math.round(Math.max(43, tracks.depth + (hasStraight ? 26 : 16)));

  /** An open way straight down into a side box takes the quiet line of that box with it. */
  const joinOf = (wire: Wire): number | undefined => {
    const level = levels.get(wire.key);
    if (level === undefined || wire.ways.some((way) => isOwn(way) || way.to !== wire.key)) return undefined;
    const trunk = wires.find(
      (other) => other !== wire && levels.get(other.key) === undefined && other.ways.some((way) => way.to === wire.key),
    );
    return trunk && portAt(wire.key, trunk);
  };
  /** From a box to the wire's level: the end of a line, or the start of one. */
  const drop = (box: string, wire: Wire): [number, number] => [portAt(box, wire), lineBoxes.has(box) ? 0 : sideTop];
  for (const wire of wires) {
    const level = levels.get(wire.key);
    const quiet = wire.ways.filter((way) => way.status !== 'taken');
    for (const way of [...quiet, ...wire.ways.filter((one) => one.status === 'taken')]) {
      const [fromX, fromY] = drop(way.from, wire);
      const [toX, toY] = drop(way.to, wire);
      const away = fromY === 0 ? 1 : -1;
      const tip = toY === 0 ? 1 : toY - 1;
      const isClosed = way.status === 'closed';
      const start = isClosed ? fromY + away * 14 : fromY;
      if (isClosed) lines.push({ key: `${way.id} bar`, d: `M${fromX} ${fromY}v${away * 9}m-8 0h16`, look: 'closed', hasTip: false });
      // The way back along a line that is drawn already adds only its tip.
      const isDrawn =
        !isOwn(way) &&
        wire.ways.some(
          (other) => other !== way && other.status === way.status && other.from === way.to && other.to === way.from && other.id < way.id,
        );
      if (isDrawn) {
        lines.push({ key: way.id, d: `M${toX} ${tip + (toY === 0 ? 9 : -9)}V${tip}`, look: way.status, hasTip: true });
        continue;
      }
      const points: [number, number][] =
        level === undefined
          ? [
              [fromX, start],
              [toX, tip],
            ]
          : [
              [fromX, start],
              [fromX, level + 0.5],
              [toX, level + 0.5],
              [toX, tip],
            ];
      const join = joinOf(wire);
      if (join === undefined || level === undefined)
        lines.push({ key: way.id, d: route(points, way.status === 'open' ? 6 : 0), look: isClosed ? 'other' : way.status, hasTip: true });
      else
        lines.push({
          key: way.id,
          d: route(
            [
              [fromX, start],
              [fromX, level + 0.5],
              [join, level + 0.5],
            ],
            0,
          ),
          look: way.status,
          hasTip: false,
        });
      if (way.status === 'open' && level === undefined) {
        words.push({
          key: `${way.id} label`,
          x: fromX + 10,
          y: sideTop - 5,
          look: 'open',
          text: way.label,
          width: textWidth(way.label, 12),
          way,
        });
      }
    }
  }

  let depth = sides.length === 0 ? 0 : sideTop + sideHeight;
  for (const side of sides) {
    const closed = mine.filter((way) => way.status === 'closed' && (side.look === 'here' ? way.from === side.id : way.to === side.id));
    const said = closedLines(closed, closedTitle, 240);
    const size = Math.max(0, ...said.map(({ text, look }) => textWidth(text, look === 'title' ? 13 : 12, look === 'title')));
    for (const [index, { text, look, way }] of said.entries()) {
      const y = sideTop + sideHeight + 16 + index * lineHeight;
      words.push({ key: `${way.id} said ${index}`, x: Math.max(2, Math.min(side.x, width - size - 2)), y, look, text, width: size });
      depth = Math.max(depth, y + 6);
    }
  }
  return { lines, words, depth, sideTop };
}
