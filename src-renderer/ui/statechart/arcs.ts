import { centreOf, route } from './drawing.ts';
import type { ChartWay } from './props.ts';
import { type ClosedWay, type FlatBox, freePlace, type Sketch } from './sketch.ts';
import { textWidth } from './text-width.ts';
import { portsOf } from './tracks.ts';

const rank = { other: 0, taken: 100, open: 200, closed: 200 } as const;

/** Quiet ways between the same two boxes are one arc. */
const isShown = (way: ChartWay, index: number, arcs: readonly ChartWay[]): boolean =>
  way.status === 'open' ||
  way.status === 'closed' ||
  arcs.findIndex((other) => other.from === way.from && other.to === way.to && other.status === way.status) === index;

/** Ways back and skips as arcs over the main line, the short ones inside the long. A closed one is a bar on its box. */
export function drawArcs(
  sketch: Sketch,
  line: readonly FlatBox[],
  ways: readonly ChartWay[],
  width: number,
  leaders: readonly number[],
): ClosedWay[] {
  const place = new Map(line.map((box, index) => [box.id, index]));
  const placeOf = (id: string) => place.get(id) ?? 0;
  const centres = new Map(line.map((box) => [box.id, centreOf(box)]));
  const centre = (id: string) => centres.get(id) ?? 0;
  const arcs = ways.filter((way) => place.has(way.from) && place.has(way.to) && placeOf(way.to) !== placeOf(way.from) + 1).filter(isShown);
  const ends = arcs.flatMap((way) => [
    { key: way.id, box: way.from, toward: centre(way.to) },
    ...(way.status === 'closed' ? [] : [{ key: way.id, box: way.to, toward: centre(way.from) }]),
  ]);
  const ports = portsOf(ends, centre);
  const verticals = [...ports.values(), ...leaders];
  const order = (way: ChartWay) => rank[way.status] + Math.abs(placeOf(way.from) - placeOf(way.to));

  const closed: ClosedWay[] = [];
  for (const way of arcs.toSorted((a, b) => order(a) - order(b))) {
    const from = ports.get(`${way.from} ${way.id}`) ?? centre(way.from);
    if (way.status === 'closed') {
      sketch.lines.push({ key: `${way.id} bar`, d: `M${from} 0V-9M${from - 8} -9H${from + 8}`, look: 'closed', hasTip: false });
      closed.push({ way, from: [from, -13] });
      continue;
    }
    const to = ports.get(`${way.to} ${way.id}`) ?? centre(way.to);
    const left = Math.min(from, to);
    const right = Math.max(from, to);
    const size = way.status === 'open' ? textWidth(way.label, 12) : 0;
    const x = Math.min(Math.max(2, freePlace(left, right, size, verticals)), Math.max(2, width - size));
    const near = sketch.tracks.take(Math.min(left, x) - 6, Math.max(right, x + size) + 6, size > 0 ? 24 : 10, size > 0 ? 24 : 12);
    const y = -near - 4.5;
    sketch.lines.push({
      key: way.id,
      d: route([
        [from, 0],
        [from, y],
        [to, y],
        [to, -1],
      ]),
      look: way.status,
      hasTip: true,
    });
    if (size > 0) sketch.words.push({ key: `${way.id} label`, x, y: y - 7, look: 'open', text: way.label, width: size, way });
  }
  return closed;
}
