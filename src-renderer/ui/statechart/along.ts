import { route, rowHeight } from './drawing.ts';
import type { ChartWay } from './props.ts';
import type { ClosedWay, FlatBox, Sketch } from './sketch.ts';
import { textWidth } from './text-width.ts';

const middle = rowHeight / 2;
const barMost = 17;

/** What one arrow shows that stands for several ways. */
const strongest = (ways: readonly ChartWay[]): ChartWay | undefined =>
  (['open', 'closed', 'taken', 'other'] as const).map((status) => ways.find((way) => way.status === status)).find(Boolean);

/** The words of an open way above its arrow; the first of them has a leader down to it. */
function label({ lines, words, tracks }: Sketch, way: ChartWay, at: number, isFirst: boolean, width: number): void {
  const size = textWidth(way.label, 12);
  const x = Math.min(at + 8, Math.max(2, width - size));
  const near = tracks.take(Math.min(x, at) - 6, x + size + 6, 18, 8);
  words.push({ key: `${way.id} label`, x, y: -near - 5, look: 'open', text: way.label, width: size, way });
  if (!isFirst) return;
  const corner = -near - 9;
  lines.push({
    key: `${way.id} leader`,
    d: route(
      [
        [at, middle - 6],
        [at, corner],
        [x - 3, corner],
      ],
      4,
    ),
    look: 'openLeader',
    hasTip: false,
  });
}

/** The arrows between neighbours on the main line. A closed one ends in a bar; what it says comes later, from there. */
export function drawAlong(sketch: Sketch, line: readonly FlatBox[], ways: readonly ChartWay[], width: number): ClosedWay[] {
  const closed: ClosedWay[] = [];
  for (const [index, box] of line.entries()) {
    const next = line[index + 1];
    const group = ways.filter((way) => way.from === box.id && way.to === next?.id);
    const shown = strongest(group);
    if (!next || !shown) continue;
    const start = box.x + box.width;
    const bar = start + Math.min(barMost, Math.floor((next.x - start) / 2) - 1);
    if (shown.status === 'closed') {
      sketch.lines.push({
        key: `${shown.id} bar`,
        d: `M${start} ${middle}H${bar}M${bar} ${middle - 8}V${middle + 8}`,
        look: 'closed',
        hasTip: false,
      });
      sketch.lines.push({ key: `${shown.id} rest`, d: `M${bar + 5} ${middle}H${next.x - 1}`, look: 'other', hasTip: true });
    } else sketch.lines.push({ key: shown.id, d: `M${start} ${middle}H${next.x - 1}`, look: shown.status, hasTip: true });
    for (const way of group.filter((one) => one.status === 'closed'))
      closed.push({ way, from: shown.status === 'closed' ? [bar, middle - 12] : undefined });
    const at = Math.round((start + next.x) / 2) + 0.5;
    for (const [position, way] of group.filter((one) => one.status === 'open').entries()) label(sketch, way, at, position === 0, width);
  }
  return closed;
}
