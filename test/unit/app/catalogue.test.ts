import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { libraries } from '#renderer/features/settings/libraries.ts';

const root = join(import.meta.dirname, '../../..');
const renderer = join(root, 'src-renderer');
const locales = join(root, 'resources/locales/en');

type Texts = { readonly [key: string]: string | Texts };
const catalogue = new Map(
  readdirSync(locales).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(locales, file), 'utf8')) as Texts]),
);

const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('ui'))
  .map((path) => ({ path, text: readFileSync(join(renderer, path), 'utf8') }));

/** True where the key is a text, or has plural forms. */
function has(namespace: string, key: string): boolean {
  const parts = key.split('.');
  const last = parts.pop() ?? '';
  let at: string | Texts | undefined = catalogue.get(namespace);
  for (const part of parts) at = typeof at === 'object' ? at[part] : undefined;
  return (
    typeof at === 'object' && [last, `${last}_one`, `${last}_other`].some((name) => typeof at === 'object' && typeof at[name] === 'string')
  );
}

test('every key that a component names is in the catalogue', () => {
  const missing = files.flatMap(({ path, text }) => {
    const own = /useTranslation\('(\w+)'\)/.exec(text)?.[1];
    const named = [...text.matchAll(/\bt\(\s*'([^'$]+)'/g)].map(([, key = '']) => key);
    const screens = [...text.matchAll(/\blabel: '(\w+:[\w.]+)'/g)].map(([, key = '']) => key);
    return [...named, ...screens].flatMap((key) => {
      const [namespace, name] = key.includes(':') ? (key.split(':') as [string, string]) : [own ?? '', key];
      return namespace === '' || has(namespace, name) ? [] : [`${path}: ${namespace}:${name}`];
    });
  });
  expect(missing).toEqual([]);
});

test('no component holds a text of its own', () => {
  const literal = files
    .filter(({ path }) => path.endsWith('.tsx'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/<\w[^<>]*(?<![=-])>\s*([A-Z][a-z]+(?: [a-z]+)*[^<>{}]*)<\//g)].map(([, words = '']) => `${path}: ${words.trim()}`),
    );
  expect(literal).toEqual([]);
});

test('the about screen names every library that the product ships, and no other', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  expect(libraries.map(({ name }) => name).toSorted()).toEqual([...Object.keys(dependencies), 'electron'].toSorted());
});

test('the catalogue uses typographic apostrophes', () => {
  const straight = [...catalogue].flatMap(([namespace, texts]) =>
    [...JSON.stringify(texts).matchAll(/[^"]{0,20}[a-z]'[a-z][^"]{0,20}/g)].map(([found]) => `${namespace}: ${found}`),
  );
  expect(straight).toEqual([]);
});
