import { basename, dirname } from 'node:path/posix';
import { expect, test } from 'vitest';
import { productSources, sources } from './source.ts';

/** What a file can be, after its name's first dot. The list is closed: a new role needs a sentence here. A test repeats its subject's. */
const roles: { readonly [role: string]: string } = {
  record: 'one record kind',
  schema: 'a zod schema of its own',
  lifecycle: 'one statechart',
  events: 'what happened, and how it is upcast',
  rules: 'what must hold, as plain functions',
  permissions: 'who may',
  migrations: 'from old to new',
  contract: 'endpoints',
  handlers: 'what answers endpoints',
  adapter: 'fills a port',
  connector: 'speaks to another system',
  exporter: 'data to bytes',
  importer: 'bytes to data',
  engine: 'a computation',
  queries: 'what a screen reads',
  machine: 'a live statechart',
  choices: 'the closed lists of one record kind, where they would crowd its record',
  test: 'a test of Vitest',
  reactions: 'what follows from an event, in the same decision',
  worker: 'runs in a thread of its own, so it is an entry point',
  fixture: 'what several tests start from',
  spec: 'a test in a real browser',
  config: 'configures a tool, under the name that the tool asks for',
  d: 'the types of a library that brings none which fit here',
  module: 'a stylesheet whose names are local',
};

/** Words that say nothing about what is inside. */
const empty = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'manager',
  'managers',
  'service',
  'services',
  'misc',
  'shared',
  'stuff',
  'lib',
]);

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const pascal = /^[A-Z][A-Za-z0-9]*$/;
const hook = /^use[A-Z][A-Za-z0-9]*$/;

interface Name {
  readonly path: string;
  readonly stem: string;
  readonly role: string | undefined;
  readonly isMarkup: boolean;
}
const names: readonly Name[] = sources.map(({ path }) => {
  const [stem = '', ...rest] = basename(path).split('.');
  return { path, stem, role: rest.length > 1 ? rest.slice(0, -1).join('.') : undefined, isMarkup: rest.at(-1) === 'tsx' };
});
const pathsOf = (wrong: readonly { readonly path: string }[]) => wrong.map(({ path }) => path);
const isComponentName = ({ stem, isMarkup, path }: Name) => pascal.test(stem) && (isMarkup || path.endsWith('.module.css'));

test('files are named kebab-case.role, components PascalCase and hooks useThing', () => {
  expect(pathsOf(names.filter((name) => !kebab.test(name.stem) && !hook.test(name.stem) && !isComponentName(name)))).toEqual([]);
});

test('folders are named in kebab-case', () => {
  const folders = new Set(sources.flatMap(({ path }) => dirname(path).split('/')));
  expect([...folders].filter((folder) => !kebab.test(folder))).toEqual([]);
});

test('the role of a file is one of the closed list', () => {
  expect(pathsOf(names.filter(({ role }) => (role?.split('.') ?? []).some((word) => !Object.hasOwn(roles, word))))).toEqual([]);
});

test('no file or folder has a name that says nothing', () => {
  const isEmpty = (word: string) => empty.has(word) || empty.has(word.split('-').at(-1) ?? '');
  const wrong = names.filter(({ path, stem }) => isEmpty(stem.toLowerCase()) || dirname(path).split('/').slice(1).some(isEmpty));
  expect(pathsOf(wrong)).toEqual([]);
});

test('a component file exports one component, under its own name', () => {
  const components = productSources.filter(({ path }) => path.endsWith('.tsx') && pascal.test(basename(path, '.tsx')));
  const wrong = components.filter(({ path, exports }) => {
    const exported = exports.filter((name) => pascal.test(name));
    return exported.length !== 1 || exported[0] !== basename(path, '.tsx');
  });
  expect(wrong.map(({ path, exports }) => `${path} exports ${exports.join(', ') || 'nothing'}`)).toEqual([]);
});

test('a hook file exports the hook of its name', () => {
  const hooks = productSources.filter(({ path }) => hook.test(basename(path).replace(/\.tsx?$/, '')));
  const wrong = hooks.filter(({ path, exports }) => !exports.includes(basename(path).replace(/\.tsx?$/, '')));
  expect(pathsOf(wrong)).toEqual([]);
});

test('only the front door of a capability, a feature, the store or the platform passes on the exports of other files', () => {
  const isDoor = (path: string) =>
    /^src-(shared\/capabilities|renderer\/features)\/[^/]+\/index\.ts$|^src-renderer\/(platform|store)\/index\.ts$/.test(path);
  expect(pathsOf(productSources.filter(({ path, imports }) => !isDoor(path) && imports.some((one) => one.isReExport)))).toEqual([]);
  expect(pathsOf(productSources.filter(({ path }) => /(^|\/)index\.tsx?$/.test(path) && !isDoor(path)))).toEqual([]);
});

test('no file has more than 400 lines', () => {
  expect(sources.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
});
