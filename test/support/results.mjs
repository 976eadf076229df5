import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/** Where a run of `npm test` leaves what its tests said; `npm run traceability` reads it. */
export const resultFiles = { vitest: '.cache/results/vitest.json', e2e: '.cache/results/e2e.json' };

/**
 * @typedef {'passed' | 'failed' | 'skipped'} Outcome
 * @typedef {{ suite: string, file: string, name: string, outcome: Outcome }} TestResult
 */

const posix = (/** @type {string} */ path) => path.replaceAll('\\', '/');

/**
 * A report as its own tool wrote it a moment ago, or undefined.
 *
 * @param {string} path
 * @returns {unknown}
 */
const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

/**
 * Every test of Vitest's report. A file that could not even be loaded counts as one failed test.
 *
 * @returns {TestResult[]}
 */
function vitestResults() {
  const report = /** @type {import('vitest/reporters').JsonTestResults | undefined} */ (readReport(resultFiles.vitest));
  return (report?.testResults ?? []).flatMap((one) => {
    const file = posix(relative(process.cwd(), one.name));
    const suite = file.split('/')[1] ?? 'unit';
    /** @type {TestResult[]} */
    const tests = one.assertionResults.map(({ fullName, status }) => ({
      suite,
      file,
      name: fullName,
      outcome: status === 'passed' || status === 'failed' ? status : 'skipped',
    }));
    const isBroken = one.status === 'failed' && tests.every((test) => test.outcome !== 'failed');
    return isBroken ? [...tests, { suite, file, name: `${file} could not be run`, outcome: 'failed' }] : tests;
  });
}

/**
 * Every test of Playwright's report, once for each project. Only a test that passed at once counts as passed.
 *
 * @returns {TestResult[]}
 */
function playwrightResults() {
  const report = /** @type {import('@playwright/test/reporter').JSONReport | undefined} */ (readReport(resultFiles.e2e));
  if (!report) return [];
  /** @type {TestResult[]} */
  const found = [];
  const walk = (/** @type {import('@playwright/test/reporter').JSONReportSuite} */ suite, /** @type {readonly string[]} */ titles) => {
    for (const spec of suite.specs)
      for (const test of spec.tests)
        found.push({
          suite: `e2e ${test.projectName}`,
          file: posix(relative(process.cwd(), resolve(report.config.rootDir, spec.file))),
          name: [...titles, spec.title].join(' '),
          outcome: test.status === 'expected' ? 'passed' : test.status === 'skipped' ? 'skipped' : 'failed',
        });
    for (const inner of suite.suites ?? []) walk(inner, [...titles, inner.title]);
  };
  for (const file of report.suites) walk(file, []);
  for (const error of report.errors)
    found.push({
      suite: 'e2e',
      file: 'test/e2e',
      name: (error.message ?? 'an error without words').split('\n', 1).join(''),
      outcome: 'failed',
    });
  return found;
}

/** All results of the last run, in the order of the suites. */
export const readResults = () => [...vitestResults(), ...playwrightResults()];

/** @param {readonly TestResult[]} results */
export function totals(results) {
  const count = (/** @type {Outcome} */ outcome) => results.filter((result) => result.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** @param {{ passed: number, failed: number, skipped: number }} counted */
export const totalsLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
