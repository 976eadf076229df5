import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: { readonly [name: string]: string };
  readonly resolved?: string;
}
const lockOf = (path: string) =>
  (JSON.parse(readFileSync(path, 'utf8')) as { readonly packages: { readonly [path: string]: Locked } }).packages;

/** Where Node would look for `name` from a package, nearest first. */
function placesFor(from: string, name: string): string[] {
  const parents = from.split('/node_modules/').map((_, depth, all) => all.slice(0, all.length - depth).join('/node_modules/'));
  return [...parents.filter((parent) => parent !== '').map((parent) => `${parent}/node_modules/${name}`), `node_modules/${name}`];
}

test.each(['package-lock.json', 'test/bench/peers/package-lock.json'])(
  '%s names the binaries of every platform, also where the registry at hand has them not: `npm ci` refuses a lock that does not',
  (path) => {
    const packages = lockOf(path);
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter((name) => !placesFor(from, name).some((place) => Object.hasOwn(packages, place))),
    );
    expect(missing).toEqual([]);
  },
);

test('dependencies are pinned exactly', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly [group: string]: { readonly [name: string]: string };
  };
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(loose).toEqual([]);
});
