// `npm run traceability [-- --json]`: which requirements have a passing test, from the results of the last `npm test`.
import { readResults } from '../support/results.mjs';
import { readCatalogue } from './catalogue.mjs';
import { trace } from './trace.mjs';

const results = readResults();
if (results.length === 0) console.error('There are no results yet: run npm test first.');

const catalogue = readCatalogue();
const traced = trace(catalogue, results);
if (process.argv.includes('--json')) console.log(JSON.stringify(traced, null, 2));
else printTable();

function printTable() {
  const covered = new Set(traced.covered);
  for (const [code, name] of Object.entries(catalogue.capabilities)) {
    const ids = Object.entries(traced.rows).filter(([, row]) => row.capability.split(/,\s*/).includes(code));
    if (ids.length === 0) continue;
    const shown = ids.filter(([id]) => covered.has(id));
    console.log(`\n${code}  ${name}: ${shown.length} of ${ids.length}`);
    for (const [id, row] of shown) console.log(`  ${id.padEnd(8)} unit ${row.unit}  integration ${row.integration}  e2e ${row.e2e}`);
    const open = ids.filter(([id]) => !covered.has(id)).map(([id]) => id);
    if (open.length > 0) console.log(`  open: ${open.join(' ')}`);
  }
  console.log(`\n${traced.covered.length} of ${Object.keys(traced.rows).length} requirements have a passing test.`);
  if (traced.unknown.length > 0) console.log(`Ids in test names that are no requirement: ${traced.unknown.join(' ')}`);
}
