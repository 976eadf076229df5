import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The top level is fixed: what a stranger sees first fits on one screen. */
const visible = [
  'DECISIONS.md',
  'LICENSE',
  'README.md',
  'electron.vite.config.ts',
  'package-lock.json',
  'package.json',
  'resources',
  'src-main',
  'src-renderer',
  'src-shared',
  'test',
  'tsconfig.json',
];
/** Made by the tools, never committed. */
const made = new Set(['dist', 'node_modules', 'out']);

test('the top level holds what it should, and nothing else', () => {
  const present = readdirSync('.').filter((name) => !name.startsWith('.') && !made.has(name));
  expect(present.toSorted()).toEqual(visible);
});

test('nothing that is made by a tool is committed', () => {
  if (!existsSync('.git')) return;
  const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 }).split('\n');
  expect(tracked.filter((path) => /^(dist|node_modules|out|\.cache|test-results)\/|\.tsbuildinfo$|\.log$/.test(path))).toEqual([]);
});

test('aliases are declared in package.json only', () => {
  const configs = [
    'tsconfig.json',
    'electron.vite.config.ts',
    ...['src-shared', 'src-main', 'src-renderer', 'test'].map((root) => `${root}/tsconfig.json`),
  ];
  expect(configs.filter((path) => /\b(paths|alias)"?\s*:/.test(readFileSync(path, 'utf8')))).toEqual([]);
});
