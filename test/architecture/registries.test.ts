import { basename } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { reachableFrom } from './reach.ts';
import { productSources, sourceByPath } from './source.ts';

const paths = productSources.map(({ path }) => path);
const foldersOf = (root: string) => [
  ...new Set(paths.flatMap((path) => (path.startsWith(`${root}/`) ? (path.slice(root.length + 1).match(/^[^/]+(?=\/)/) ?? []) : []))),
];
const importsOf = (path: string) => sourceByPath.get(path)?.imports.flatMap((one) => one.path ?? []) ?? [];

const features = foldersOf('src-renderer/features').map((name) => `src-renderer/features/${name}/index.ts`);

/** Where one line registers one thing: the door, and the things that stand behind it. */
const registries = [
  {
    door: 'src-shared/capabilities/registry.ts',
    of: 'capabilities',
    things: foldersOf('src-shared/capabilities').map((name) => `src-shared/capabilities/${name}/index.ts`),
  },
  {
    door: 'src-shared/importers/registry.ts',
    of: 'importers',
    things: paths.filter((path) => /^src-shared\/importers\/.+\.importer\.ts$/.test(path)),
  },
  {
    door: 'src-shared/exporters/registry.ts',
    of: 'exporters',
    things: paths.filter((path) => /^src-shared\/exporters\/.+\.exporter\.ts$/.test(path)),
  },
  {
    door: 'src-renderer/app/screens.ts',
    of: 'screens',
    things: features.filter((door) => importsOf(door).includes('src-renderer/workbench/screen.ts')),
  },
];

describe.each(registries)('the registry of $of', ({ door, things }) => {
  test('exists, and names everything there is', () => {
    expect(paths).toContain(door);
    expect(things.filter((thing) => !importsOf(door).includes(thing))).toEqual([]);
  });

  test('names nothing that is not there', () => {
    expect(importsOf(door).filter((path) => !paths.includes(path))).toEqual([]);
  });
});

test('the app opens the front door of every feature', () => {
  const opened = new Set(paths.filter((path) => path.startsWith('src-renderer/app/')).flatMap(importsOf));
  expect(features.filter((door) => !paths.includes(door) || !opened.has(door))).toEqual([]);
});

describe('record kinds', () => {
  const files = paths.filter((path) => path.startsWith('src-shared/capabilities/') && path.endsWith('.record.ts'));
  const kindOf = (path: string) => basename(path, '.record.ts').replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

  test('each has a file of its name, and each such file is registered', () => {
    expect(files.map(kindOf).toSorted()).toEqual(registry.kinds.map(({ kind }) => kind).toSorted());
  });

  test('each file is reached through the front door of its capability', () => {
    const outside = files.filter((path) => !reachableFrom([`${path.split('/').slice(0, 3).join('/')}/index.ts`]).has(path));
    expect(outside).toEqual([]);
  });

  test('each capability is called as its folder', () => {
    const folders = foldersOf('src-shared/capabilities');
    expect(registry.capabilities.map(({ name }) => name).toSorted()).toEqual(folders.toSorted());
  });

  test('each lifecycle file belongs to a record of that name', () => {
    const lifecycles = paths.filter((path) => path.startsWith('src-shared/capabilities/') && path.endsWith('.lifecycle.ts'));
    const owners = new Set(registry.kinds.flatMap(({ kind, lifecycle }) => (lifecycle ? [kind] : [])));
    expect(lifecycles.map((path) => kindOf(path.replace('.lifecycle.ts', '.record.ts'))).toSorted()).toEqual([...owners].toSorted());
  });
});

describe.each(registry.kinds.map((definition) => ({ kind: definition.kind, definition })))('the record kind $kind', ({ definition }) => {
  test('points only to kinds that exist', () => {
    const wrong = Object.entries(definition.fields).filter(([, field]) => field.refKind !== undefined && !registry.has(field.refKind));
    expect(wrong.map(([name, field]) => `${name} → ${field.refKind ?? ''}`)).toEqual([]);
  });

  test('shows columns that it has', () => {
    const base = new Set(['number', 'label', 'state', 'updatedAt', 'createdAt', 'createdBy']);
    expect(definition.columns.filter((column) => !base.has(column) && definition.fields[column]?.head !== true)).toEqual([]);
  });

  test('has children that point back to it', () => {
    const wrong = (definition.children ?? []).filter(
      ({ kind, field }) => !registry.has(kind) || registry.of(kind).fields[field]?.refKind !== definition.kind,
    );
    expect(wrong).toEqual([]);
  });

  test('can be imported in states that it has', () => {
    const states = definition.imports?.states ?? [];
    expect(states.length > 0 && !definition.lifecycle ? states : []).toEqual([]);
  });
});

test('every grant that a role can hold is declared by a capability, once', () => {
  const grants = registry.capabilities.flatMap(({ grants: own }) => Object.keys(own ?? {}));
  expect(grants.toSorted()).toEqual([...new Set(grants)].toSorted());
});

test('every reaction names events that exist', () => {
  const generic = ['created', 'edited', 'archived', 'restored', 'commented', 'imported'];
  const events = new Set(
    registry.kinds.flatMap(({ kind, lifecycle }) =>
      [...generic, ...Object.values(lifecycle?.events ?? {}).map(({ past }) => past)].flatMap((past) => [`${kind}.${past}`, `*.${past}`]),
    ),
  );
  const wrong = registry.capabilities.flatMap(({ reactions }) =>
    (reactions ?? []).flatMap(({ on }) => on.filter((type) => !events.has(type))),
  );
  expect(wrong).toEqual([]);
});
