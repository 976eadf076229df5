/**
 * @typedef {import('./measure.mjs').Times} Times
 * @typedef {{ name: string, ours: number | null, unit: string, peers: Record<string, number>, ratio: number | null, against: string | null }} Row
 */

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? (sorted[Math.floor(middle)] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const rounded = (/** @type {number} */ value) => Number(value.toPrecision(4));
const known = (/** @type {number} */ value) => (Number.isFinite(value) ? rounded(value) : null);

/**
 * The bench's answers: medians, and ours over the fastest peer (for one command over the raw strict transaction, which
 * is what the aim is set against). Below 1 is better than the peer, except where more a second is more.
 *
 * @param {Record<string, Times>} measured by contestant
 * @param {number} records
 * @returns {Row[]}
 */
export function rowsOf(measured, records) {
  const count = records.toLocaleString('en').replaceAll(',', ' ');
  /** @type {readonly { name: string, unit: string, value: (times: Times) => number, against?: string }[]} */
  const questions = [
    { name: `bulk load of ${count} records, as they arrive`, unit: 'ms', value: ({ load }) => median(load) },
    { name: 'the same, with our pages packed here first', unit: 'ms', value: ({ pack }) => median(pack) },
    { name: 'import as commands (peers: single inserts)', unit: 'ms/record', value: ({ insert }) => median(insert), against: 'raw' },
    { name: 'start to first list, no records', unit: 'ms', value: ({ startEmpty }) => median(startEmpty) },
    { name: `start to first list, ${count} records`, unit: 'ms', value: ({ startFull }) => median(startFull) },
    {
      name: `start with ${count} records over start with none`,
      unit: '×',
      value: ({ startEmpty, startFull }) => median(startFull) / median(startEmpty),
    },
    { name: 'one command, durable and visible', unit: 'ms', value: ({ command }) => median(command), against: 'raw' },
    { name: 'filter and sort', unit: 'ms', value: ({ filter }) => median(filter) },
    { name: 'full-text search', unit: 'ms', value: ({ search }) => median(search) },
    { name: 'full-text index ready after a start', unit: 'ms', value: ({ searchReady }) => median(searchReady) },
    { name: 'decisions per second', unit: '1/s', value: ({ decisions }) => median(decisions) },
  ];
  return questions.map(({ name, unit, value, against }) => {
    const values = Object.entries(measured).map(([contestant, times]) => /** @type {const} */ ([contestant, value(times)]));
    const ours = values.find(([contestant]) => contestant === 'ours')?.[1] ?? Number.NaN;
    const peers = values.filter(([contestant, one]) => contestant !== 'ours' && Number.isFinite(one));
    const [best] = peers.toSorted(([, a], [, b]) => a - b);
    const rival = peers.find(([contestant]) => contestant === against) ?? best;
    return {
      name,
      ours: known(ours),
      unit,
      peers: Object.fromEntries(peers.map(([contestant, one]) => [contestant, rounded(one)])),
      ratio: rival ? known(ours / rival[1]) : null,
      against: rival?.[0] ?? null,
    };
  });
}

/** @param {readonly Row[]} rows */
export function printed(rows) {
  const peers = [...new Set(rows.flatMap((row) => Object.keys(row.peers)))];
  const header = ['', 'unit', 'ours', ...peers, 'ours over'];
  const lines = rows.map((row) => [
    row.name,
    row.unit,
    String(row.ours ?? '–'),
    ...peers.map((peer) => String(row.peers[peer] ?? '–')),
    row.ratio === null ? '–' : `${row.ratio} × ${row.against ?? ''}`,
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...lines].map((line) => line[column]?.length ?? 0)));
  return [header, ...lines]
    .map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
    .join('\n');
}
