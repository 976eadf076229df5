import { expect, test } from 'vitest';
import { type Layer, refusals } from './layer.ts';
import { productSources, type Source, sources } from './source.ts';

/** Who may import whom: architecture.md, section 2, as a table. `may` is all that a layer may import; `never` is refused in any case. */
const layers: readonly Layer[] = [
  // The product knows neither its tests nor, below the hosts, where it runs.
  {
    from: 'src-shared',
    never: ['src-main', 'src-renderer', 'resources', 'test', 'node:*', 'electron', 'react', 'dexie', 'fastify'],
    because: 'it is pure, and runs on every host',
  },
  { from: 'src-main', never: ['src-renderer', 'test', 'react', 'dexie'], because: 'windows are reached through the bridge only' },
  {
    from: 'src-renderer',
    never: ['src-main', 'test', 'node:*', 'electron', 'fastify'],
    because: 'it knows no host: all of them are behind the platform',
  },

  {
    from: 'resources/samples',
    may: ['src-shared'],
    because: 'a sample workspace is made by the same commands as any other',
  },

  // Shared.
  { from: 'src-shared/kernel', may: ['zod', '@noble/hashes'], because: 'everything stands on it' },
  { from: 'src-shared/model', may: ['src-shared/kernel', 'zod', 'xstate'], because: 'the model knows no capability' },
  {
    from: 'src-shared/capabilities/{X}',
    may: ['src-shared/kernel', 'src-shared/model', 'src-shared/engines', 'src-shared/capabilities/*/index.ts', 'zod', 'xstate'],
    because: 'a capability enters another by its front door',
  },
  {
    from: 'src-shared/engines/{X}',
    never: ['src-shared/model', 'src-shared/capabilities', 'src-shared/engines/*'],
    because: 'an engine computes over plain data',
  },
  {
    from: 'src-shared/{X}',
    never: ['src-shared/exporters', 'src-shared/importers', 'src-shared/sync', '!src-shared/sync/protocol.schema.ts', 'src-shared/audit'],
    because: 'formats, sync and audit stand at the edge, and apart from each other',
  },
  {
    from: 'src-shared/importers',
    never: ['src-shared/contract', 'src-shared/capabilities/*/*'],
    because: 'a format enters a capability by its front door',
  },
  {
    from: 'src-shared/exporters',
    never: ['src-shared/contract', 'src-shared/capabilities/*/*'],
    because: 'a format enters a capability by its front door',
  },
  {
    from: 'src-shared/contract',
    may: ['src-shared/kernel', 'src-shared/model', 'src-shared/sync/protocol.schema.ts', 'zod'],
    because: 'an endpoint is a schema, and decides nothing',
  },

  // Main.
  { from: 'src-main/application', may: ['src-shared', 'zod'], because: 'it decides over ports, so every host can serve it' },
  {
    from: 'src-main/adapters',
    never: ['src-main/server', 'src-main/electron', 'src-main/web', 'src-main/cli', 'src-main/preload', 'electron'],
    because: 'an adapter fills a port and knows no host',
  },
  {
    from: 'src-main/server',
    never: ['src-main/electron', 'src-main/web', 'src-main/cli', 'src-main/preload', 'electron'],
    because: 'the server stands alone',
  },
  {
    from: 'src-main/electron',
    never: ['src-main/server', 'src-main/web', 'src-main/cli', 'src-main/preload', 'fastify'],
    because: 'hosts stand beside each other',
  },
  {
    from: 'src-main/web',
    never: ['src-main/electron', 'src-main/cli', 'src-main/preload', 'electron'],
    because: 'hosts stand beside each other; this one may start the server',
  },
  {
    from: 'src-main/cli',
    never: ['src-main/electron', 'src-main/web', 'src-main/preload', 'electron'],
    because: 'hosts stand beside each other; this one may start the server',
  },
  {
    from: 'src-main/preload',
    may: ['electron', 'src-shared/contract/wire.ts'],
    because: 'it is the only code beside the page that can reach further',
  },

  // Renderer.
  {
    from: 'src-renderer/ui',
    never: [
      'src-shared',
      'src-renderer/store',
      'src-renderer/platform',
      'src-renderer/workbench',
      'src-renderer/features',
      'src-renderer/app',
    ],
    because: 'the design system has no domain word',
  },
  { from: 'src-renderer/platform', may: ['src-shared', 'zod', 'get-nonce'], because: 'it is the bridge, and carries anything' },
  {
    from: 'src-renderer/store',
    never: ['src-renderer/ui', 'src-renderer/workbench', 'src-renderer/features', 'src-renderer/app'],
    because: 'data knows no screen',
  },
  { from: 'src-renderer/workbench', never: ['src-renderer/features', 'src-renderer/app'], because: 'it is what screens are made of' },
  {
    from: 'src-renderer/features/{X}',
    never: ['src-renderer/features/*', 'src-renderer/app'],
    because: 'a feature can be taken out alone',
  },
  { from: 'src-renderer/{X}', never: ['src-renderer/platform/*', '!src-renderer/platform/index.ts'], because: 'the platform has one door' },
];

test.each(layers)('$from keeps to its imports, because $because', (layer) => {
  expect(refusals(layer)).toEqual([]);
});

test('only the Electron host and its preload import electron', () => {
  const others = productSources.filter(({ path }) => !/^src-main\/(electron|preload)\//.test(path));
  expect(others.filter(({ imports }) => imports.some(({ specifier }) => specifier === 'electron')).map(({ path }) => path)).toEqual([]);
});

test('no import climbs two folders: what is further away is named from the root', () => {
  const climbing = sources.flatMap(({ path, imports }) =>
    imports.filter(({ specifier }) => specifier.startsWith('../../')).map(({ specifier }) => `${path} → ${specifier}`),
  );
  expect(climbing).toEqual([]);
});

test('no relative import leaves its root', () => {
  const rootOf = (path: string) => path.split('/', 1)[0];
  const leaving = sources.flatMap(({ path, imports }) =>
    imports
      .filter((one) => one.specifier.startsWith('.') && one.path !== null && rootOf(one.path) !== rootOf(path))
      .map(({ specifier }) => `${path} → ${specifier}`),
  );
  expect(leaving).toEqual([]);
});

test('a line of the table refuses what it says, and only that', () => {
  const file = (path: string, ...targets: string[]): Source => ({
    path,
    text: '',
    lines: 0,
    exports: [],
    comments: [],
    program: null,
    imports: targets.map((target) => ({ specifier: target, path: target.includes('/') ? target : null, isReExport: false })),
  });
  const layer: Layer = {
    from: 'src-shared/capabilities/{X}',
    may: ['src-shared/model', 'src-shared/capabilities/*/index.ts', 'zod'],
    never: ['src-shared/model/decide.ts'],
    because: 'of this test',
  };
  const among = [
    file(
      'src-shared/capabilities/assets/asset.record.ts',
      'src-shared/model/field.ts',
      'src-shared/capabilities/assets/asset.rules.ts',
      'zod',
    ),
    file(
      'src-shared/capabilities/assets/asset.rules.ts',
      'src-shared/capabilities/systems/index.ts',
      'src-shared/capabilities/systems/system.record.ts',
    ),
    file('src-shared/capabilities/assets/index.ts', 'react', 'src-shared/model/decide.ts', 'src-shared/modelling/x.ts'),
    file('src-shared/capabilities/registry.ts', 'react'),
  ];
  expect(refusals(layer, among)).toEqual([
    'src-shared/capabilities/assets/asset.rules.ts → src-shared/capabilities/systems/system.record.ts',
    'src-shared/capabilities/assets/index.ts → react',
    'src-shared/capabilities/assets/index.ts → src-shared/model/decide.ts',
    'src-shared/capabilities/assets/index.ts → src-shared/modelling/x.ts',
  ]);
});
