import { type Box, centreOf, type Line, lineHeight, route, rowHeight, type Words } from './drawing.ts';
import type { ChartWay } from './props.ts';
import { textWidth, wrapText } from './text-width.ts';
import { portsOf, Tracks } from './tracks.ts';

type Flat = Omit<Box, 'y' | 'height'>;
export interface Zone {
  readonly lines: Line[];
  readonly words: Words[];
  readonly depth: number;
}
interface AboveInput {
  readonly line: readonly Flat[];
  readonly ways: readonly ChartWay[];
  readonly here: string | undefined;
  readonly width: number;
  readonly closedTitle: (way: ChartWay) => string;
}

/** What a closed way says: its title, then every reason, in lines. */
export function closedLines(
  ways: readonly ChartWay[],
  title: (way: ChartWay) => string,
  width: number,
): { text: string; look: 'title' | 'reason'; way: ChartWay }[] {
  return ways.flatMap((way) => [
    { text: title(way), look: 'title' as const, way },
    ...(way.reasons ?? []).flatMap((reason) => wrapText(reason, 12, width)).map((text) => ({ text, look: 'reason' as const, way })),
  ]);
}

/**
 * Everything on and above the main line: the ways along it, ways back and skips as arcs, and the reasons of the closed
 * ones. All heights are relative to the top of the row (y = 0, upwards negative).
 */
export function layAbove({ line, ways, here, width, closedTitle }: AboveInput): Zone {
  const lines: Line[] = [];
  const words: Words[] = [];
  const tracks = new Tracks();
  const place = new Map(line.map((box, index) => [box.id, index]));
  const boxOf = (id: string): Flat | undefined => line[place.get(id) ?? -1];
  const middle = rowHeight / 2;
  const strongest = (group: readonly ChartWay[]) =>
    (['taken', 'open', 'closed', 'other'] as const).map((status) => group.find((way) => way.status === status)).find(Boolean);

  // Along the line.
  const closed: { way: ChartWay; from: readonly [number, number] | undefined }[] = [];
  for (const [index, box] of line.entries()) {
    const next = line[index + 1];
    const group = ways.filter((way) => way.from === box.id && way.to === next?.id);
    const shown = strongest(group);
    if (!next || !shown) continue;
    const start = box.x + box.width;
    const bar = start + Math.min(17, Math.floor((next ? next.x - start : 0) / 2) - 1);
    if (shown.status === 'closed') {
      lines.push({
        key: `${shown.id} bar`,
        d: `M${start} ${middle}H${bar}M${bar} ${middle - 8}V${middle + 8}`,
        look: 'closed',
        hasTip: false,
      });
      lines.push({ key: `${shown.id} rest`, d: `M${bar + 5} ${middle}H${next.x - 1}`, look: 'other', hasTip: true });
    } else lines.push({ key: shown.id, d: `M${start} ${middle}H${next.x - 1}`, look: shown.status, hasTip: true });
    for (const way of group.filter((one) => one.status === 'closed'))
      closed.push({ way, from: shown.status === 'closed' ? [bar, middle - 12] : undefined });
    for (const [position, way] of group.filter((one) => one.status === 'open').entries()) {
      const at = Math.round((start + next.x) / 2) + 0.5;
      const size = textWidth(way.label, 12);
      const x = Math.min(at + 8, Math.max(2, width - size));
      const near = tracks.take(Math.min(x, at) - 6, x + size + 6, 18, 8);
      words.push({ key: `${way.id} label`, x, y: -near - 5, look: 'open', text: way.label, width: size, way });
      if (position === 0)
        lines.push({
          key: `${way.id} leader`,
          d: route(
            [
              [at, middle - 6],
              [at, -near - 9],
              [x - 3, -near - 9],
            ],
            4,
          ),
          look: 'openLeader',
          hasTip: false,
        });
    }
  }

  // Arcs over it.
  const arcs = ways.filter((way) => {
    const from = place.get(way.from);
    const to = place.get(way.to);
    return from !== undefined && to !== undefined && to !== from + 1;
  });
  const span = (way: ChartWay) => Math.abs((place.get(way.from) ?? 0) - (place.get(way.to) ?? 0));
  const rank = (way: ChartWay) => (way.status === 'other' ? 0 : way.status === 'taken' ? 100 : 200) + span(way);
  const drawn = arcs.filter(
    (way, index) =>
      way.status === 'open' ||
      way.status === 'closed' ||
      arcs.findIndex((other) => other.from === way.from && other.to === way.to && other.status !== 'open') === index,
  );
  const centre = (id: string) => {
    const box = boxOf(id);
    return box ? centreOf(box) : 0;
  };
  const ports = portsOf(
    drawn.flatMap((way) => [
      { key: way.id, box: way.from, toward: centre(way.to) },
      ...(way.status === 'closed' ? [] : [{ key: way.id, box: way.to, toward: centre(way.from) }]),
    ]),
    centre,
  );
  const portAt = (box: string, way: ChartWay) => ports.get(`${box} ${way.id}`) ?? centre(box);
  const verticals = [...ports.values(), ...closed.flatMap(({ from }) => (from ? [from[0]] : []))];
  for (const way of drawn.toSorted((a, b) => rank(a) - rank(b))) {
    const from = portAt(way.from, way);
    if (way.status === 'closed') {
      lines.push({ key: `${way.id} bar`, d: `M${from} 0V-9M${from - 8} -9H${from + 8}`, look: 'closed', hasTip: false });
      closed.push({ way, from: [from, -13] });
      continue;
    }
    const to = portAt(way.to, way);
    const size = way.status === 'open' ? textWidth(way.label, 12) : 0;
    const left = Math.min(from, to);
    const right = Math.max(from, to);
    // The first place along the arc where no other line comes up through the words.
    const fits = (x: number) => verticals.every((at) => at <= x - 4 || at >= x + size + 4);
    const candidates = [left + 10, (left + right - size) / 2, right - size - 10];
    const x = Math.min(Math.max(2, candidates.find(fits) ?? left + 10), Math.max(2, width - size));
    const near = tracks.take(Math.min(left, x) - 6, Math.max(right, x + size) + 6, size > 0 ? 24 : 10, size > 0 ? 24 : 12);
    const y = -near - 4.5;
    lines.push({
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
    if (size > 0) words.push({ key: `${way.id} label`, x, y: y - 7, look: 'open', text: way.label, width: size, way });
  }

  // The reasons of what is closed, beside where the way would have gone.
  const box = here === undefined ? undefined : boxOf(here);
  if (box && closed.length > 0) {
    const wanted = box.x + box.width + 37;
    const room = Math.max(280, width - wanted);
    const said = closedLines(
      closed.map(({ way }) => way),
      closedTitle,
      room,
    );
    const size = Math.max(...said.map(({ text, look }) => textWidth(text, look === 'title' ? 13 : 12, look === 'title')));
    const x = Math.max(2, Math.min(wanted, width - size));
    const height = said.length * lineHeight + 4;
    const near = tracks.take(x - 10, x + size, height, 12);
    for (const [index, { text, look, way }] of said.entries()) {
      const y = -near - height + 12 + index * lineHeight;
      words.push({ key: `${way.id} said ${index}`, x, y, look, text, width: size });
      const from = look === 'title' ? closed.find((one) => one.way === way)?.from : undefined;
      if (!from) continue;
      const end: [number, number][] =
        x - 6 > from[0]
          ? [
              [from[0], y - 4.5],
              [x - 6, y - 4.5],
            ]
          : [[from[0], -near]];
      lines.push({ key: `${way.id} leader`, d: route([[from[0], from[1]], ...end], 0), look: 'leader', hasTip: false });
    }
  }
  return { lines, words, depth: tracks.depth };
}
