import { expect, test } from 'vitest';
import type { Drawing } from '#renderer/ui/statechart/drawing.ts';
import { flatten, mainLine } from '#renderer/ui/statechart/main-line.ts';
import type { Chart } from '#renderer/ui/statechart/props.ts';
import { layoutChart } from '#renderer/ui/statechart/statechart-geometry.ts';
import { textWidth, wrapText } from '#renderer/ui/statechart/text-width.ts';
import { assetChart, changeChart, detourChart, requestChart } from '#renderer/ui/gallery/chart-data.ts';

const charts = { changeChart, assetChart, detourChart, requestChart };
const lay = (chart: Chart, width = 960, note?: string): Drawing =>
  layoutChart(chart, {
    width,
    note,
    closedTitle: (way) => `Cannot ${way.label}`,
    legend: { taken: 'taken', open: 'open to you', closed: 'closed, why beside it' },
  });

interface Rect {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
const overlaps = (a: Rect, b: Rect) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const rectsOf = (drawing: Drawing): Rect[] => [
  ...drawing.boxes.map((box) => ({ name: `box ${box.id}`, left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height })),
  ...drawing.words.map((one) => ({
    name: one.text,
    left: one.x,
    right: one.x + textWidth(one.text, one.look === 'title' ? 13 : 12),
    top: one.y - 9,
    bottom: one.y + 2,
  })),
];

test('the main line is the way that most go; detours and other ends lie beneath', () => {
  const ids = (chart: Chart) => mainLine(flatten(chart));
  expect(ids(changeChart)).toEqual(['draft', 'assess', 'authorize', 'scheduled', 'implement', 'review', 'closed']);
  expect(ids(assetChart)).toEqual(['requested', 'approved', 'ordered', 'received', 'inStock', 'inUse', 'retiring', 'retired', 'disposed']);
  expect(ids(requestChart)).toEqual(['requested', 'approved']);
});

test('what a chart says about a state is stronger than its ways', () => {
  const told = {
    ...changeChart,
    states: changeChart.states.map((state) =>
      state.id === 'assess' ? { ...state, side: true } : state.id === 'canceled' ? { ...state, side: false } : state,
    ),
  };
  const line = mainLine(flatten(told));
  expect(line).not.toContain('assess');
  expect(line).toContain('canceled');
});

test('sub-states fold into their parent, which names the current one', () => {
  const { states, ways } = flatten({
    states: [
      { id: 'stock', label: 'In stock' },
      { id: 'free', label: 'available', parent: 'stock', current: true },
      { id: 'kept', label: 'reserved', parent: 'stock' },
      { id: 'use', label: 'In use' },
    ],
    ways: [
      { id: 'keep', from: 'free', to: 'kept', label: 'Reserve', status: 'open' },
      { id: 'give', from: 'kept', to: 'use', label: 'Assign', status: 'other' },
    ],
  });
  expect(states).toMatchObject([{ id: 'stock', sub: 'available', current: true }, { id: 'use' }]);
  expect(ways).toMatchObject([{ id: 'give', from: 'stock', to: 'use' }]);
});

test.each(Object.entries(charts))('in %s no word lies on another word or on a box', (_, chart) => {
  for (const width of [640, 820, 960, 1240]) {
    const rects = rectsOf(lay(chart, width, 'On hold is a flag.'));
    const clashes = rects.flatMap((a, index) =>
      rects.slice(index + 1).flatMap((b) => (overlaps(a, b) ? [`${width}: ${a.name} / ${b.name}`] : [])),
    );
    expect(clashes).toEqual([]);
  }
});

test.each(Object.entries(charts))('%s fits into its own drawing', (_, chart) => {
  for (const width of [640, 960]) {
    const drawing = lay(chart, width);
    for (const rect of rectsOf(drawing)) {
      expect(rect.left, rect.name).toBeGreaterThanOrEqual(0);
      expect(rect.right, rect.name).toBeLessThanOrEqual(drawing.width + 1);
      expect(rect.top, rect.name).toBeGreaterThanOrEqual(0);
      expect(rect.bottom, rect.name).toBeLessThanOrEqual(drawing.height + 1);
    }
  }
});

test('every reason of every closed way is said, every open way is labelled', () => {
  for (const chart of Object.values(charts)) {
    const said = lay(chart)
      .words.map((one) => one.text)
      .join(' ');
    const wanted = chart.ways.flatMap((way) => [...(way.reasons ?? []), ...(way.status === 'open' ? [way.label] : [])]);
    expect(wanted.filter((text) => !said.includes(text))).toEqual([]);
  }
});

test('a closed way ends in a bar and has a leader to its reasons', () => {
  const { lines } = lay(changeChart);
  expect(lines.filter((line) => line.key.startsWith('schedule')).map((line) => line.look)).toEqual(['closed', 'other', 'leader']);
});

test('a dense chart draws only what concerns the person, and still joins every box', () => {
  const ids = Array.from({ length: 8 }, (_, index) => `s${index}`);
  const ways = ids
    .flatMap((from, a) =>
      ids.map((to, b) => ({
        id: `${from} ${to}`,
        from,
        to,
        label: 'go',
        status: b === a + 1 && b < 6 ? ('taken' as const) : ('other' as const),
      })),
    )
    .filter((way) => way.from !== way.to);
  const states = ids.map((id, index) => ({ id, label: id, side: index > 5 }));
  const { lines } = lay({ states, ways });
  expect(lines.filter((line) => line.look === 'other').map((line) => line.key)).toEqual(['s0 s6', 's0 s7']);
});

test('text is wrapped at words', () => {
  expect(wrapText('one two three', 12, textWidth('one two', 12) + 1)).toEqual(['one two', 'three']);
  expect(wrapText('unbreakable', 12, 10)).toEqual(['unbreakable']);
});
