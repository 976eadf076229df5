/**
 * @typedef {import('../support/results.mjs').TestResult} TestResult
 * @typedef {import('./catalogue.mjs').Catalogue} Catalogue
 * @typedef {{ capability: string, unit: number, integration: number, e2e: number }} Row how many tests that passed
 * @typedef {{ covered: string[], rows: Record<string, Row>, unknown: string[] }} Trace
 */

const level = (/** @type {string} */ suite) => {
  if (suite.startsWith('e2e')) return 'e2e';
  return suite === 'integration' ? 'integration' : 'unit';
};

/**
 * The requirement ids that a test's name opens with: `[DA4.6] …`, `[DA4.6, CM2.1] …`.
 *
 * @param {string} name
 */
export const idsIn = (name) =>
  [...name.matchAll(/\[([A-Z]{2}\d+\.\d+(?:[\s,]+[A-Z]{2}\d+\.\d+)*)\]/g)].flatMap(([, ids = '']) => ids.split(/[\s,]+/));

/**
 * Which requirement is shown by which kind of test, from names and results. A spec that runs on two hosts is one test.
 *
 * @param {Catalogue} catalogue
 * @param {readonly TestResult[]} results
 * @returns {Trace}
 */
export function trace(catalogue, results) {
  const rows = Object.fromEntries(
    Object.entries(catalogue.requirements).map(([id, { capability }]) => [id, { capability, unit: 0, integration: 0, e2e: 0 }]),
  );
  /** @type {Set<string>} */
  const unknown = new Set();
  /** @type {Set<string>} */
  const counted = new Set();
  for (const { suite, file, name, outcome } of results)
    for (const id of idsIn(name)) {
      const row = rows[id];
      if (!row) unknown.add(id);
      const key = `${id} ${file} ${name}`;
      if (!row || outcome !== 'passed' || counted.has(key)) continue;
      counted.add(key);
      row[level(suite)] += 1;
    }
  const covered = Object.keys(rows).filter((id) => {
    const row = rows[id];
    return row !== undefined && row.unit + row.integration + row.e2e > 0;
  });
  return { covered, rows, unknown: [...unknown].toSorted() };
}
