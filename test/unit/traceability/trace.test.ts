import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogueFrom, readCatalogue } from '#test/traceability/catalogue.mjs';
import { idsIn, trace } from '#test/traceability/trace.mjs';

const source = '../shared/requirements.md';

test.runIf(existsSync(source))('the catalogue in the project says what the requirements say', () => {
  expect(readCatalogue()).toEqual(catalogueFrom(readFileSync(source, 'utf8')));
});

test('the catalogue knows every capability that a requirement names', () => {
  const { capabilities, requirements } = readCatalogue();
  const named = Object.values(requirements).flatMap(({ capability }) => capability.split(/,\s*/));
  expect(named.filter((code) => !Object.hasOwn(capabilities, code))).toEqual([]);
  expect(Object.keys(requirements).length).toBeGreaterThan(200);
});

test('ids are read from where a name opens with them, one or several', () => {
  expect(idsIn('approvals [DA4.4, DA8.6] an approval expires')).toEqual(['DA4.4', 'DA8.6']);
  expect(idsIn('[CM2.3] who may create [sic] which change')).toEqual(['CM2.3']);
  expect(idsIn('DA4.4 is only mentioned')).toEqual([]);
});

test('a requirement is covered by a test that passed, counted once however many hosts it ran on', () => {
  const catalogue = { capabilities: { AP: 'Approvals' }, requirements: { 'DA4.4': row, 'DA4.5': row, 'DA4.6': row } };
  const one = (suite: string, name: string, outcome: 'passed' | 'failed' | 'skipped') => ({ suite, file: 'a', name, outcome });
  const traced = trace(catalogue, [
    one('unit', '[DA4.4] expires', 'passed'),
    one('e2e browser', '[DA4.4] expires on screen', 'passed'),
    one('e2e double', '[DA4.4] expires on screen', 'passed'),
    one('unit', '[DA4.5] shows', 'failed'),
    one('integration', '[DA4.6] refuses', 'skipped'),
    one('integration', '[ZZ9.9] is none of ours', 'passed'),
  ]);
  expect(traced.covered).toEqual(['DA4.4']);
  expect(traced.rows['DA4.4']).toEqual({ capability: 'AP', unit: 1, integration: 0, e2e: 1 });
  expect(traced.unknown).toEqual(['ZZ9.9']);
});

const row = { capability: 'AP', worksWhen: 'it works' };
