import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cycles, entryPoints, neighbours, reachableFrom } from './reach.ts';
import { productSources, sourceByPath, sources } from './source.ts';

/** Declarations are read by the compiler without being imported. */
const paths = productSources.map(({ path }) => path).filter((path) => !path.endsWith('.d.ts'));
const nextOf = (path: string) => {
  const source = sourceByPath.get(path);
  return source ? neighbours(source) : [];
};

test('every import of a file of ours leads to a file', () => {
  const missing = sources.flatMap(({ path, imports }) =>
    imports.filter((one) => one.path !== null && !existsSync(one.path)).map(({ specifier }) => `${path} → ${specifier}`),
  );
  expect(missing).toEqual([]);
});

test('no files import each other in a circle', () => {
  expect(cycles(paths, nextOf)).toEqual([]);
});

test('no capabilities need each other in a circle', () => {
  const capabilityOf = (path: string) => /^src-shared\/capabilities\/([^/]+)\//.exec(path)?.[1];
  const edges = new Map<string, string[]>();
  for (const path of paths) {
    const from = capabilityOf(path);
    if (from === undefined) continue;
    const targets = nextOf(path).flatMap((target) => capabilityOf(target) ?? []);
    edges.set(from, [...(edges.get(from) ?? []), ...targets.filter((target) => target !== from)]);
  }
  expect(cycles([...edges.keys()], (name) => edges.get(name) ?? [])).toEqual([]);
});

test('every module is reached from what the build and the scripts start', () => {
  const entries = entryPoints();
  expect(entries).toContain('src-renderer/index.html');
  const reached = reachableFrom(entries);
  expect(paths.filter((path) => !reached.has(path))).toEqual([]);
});

test('a circle is found, and a line is not one', () => {
  const next: { readonly [node: string]: readonly string[] } = { a: ['b'], b: ['c'], c: ['a', 'd'], d: ['e'], e: [], f: ['f'] };
  expect(cycles(Object.keys(next), (node) => next[node] ?? [])).toEqual([['a', 'b', 'c'], ['f']]);
});
