import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, type EndpointName, type Input, type Output } from '#shared/contract/contract.ts';

const handle = '0b0a9f7e-94a5-4b8b-8ef9-3c1b7a1f0c11';
const saved = { outcome: 'saved', handle, name: 'a.csv' } as const;
const done = { done: true } as const;

/** One example an endpoint; a new endpoint without one does not compile. */
const examples: { readonly [N in EndpointName]: { readonly input: Input<N>; readonly output: Output<N> } } = {
  'host.info': {
    input: {},
    output: {
      kind: 'browser',
      edition: 'local',
      version: '1',
      platform: 'linux',
      isPackaged: false,
      canSecrets: false,
      canPrintPdf: false,
      canJournal: true,
    },
  },
  'files.save': { input: { name: 'a.csv', kind: { label: 'CSV', extensions: ['csv'] }, bytes: 'aGk=' }, output: saved },
  'files.open': { input: { kinds: [], isMany: true }, output: { outcome: 'opened', files: [{ handle, name: 'a.csv', size: 2 }] } },
  'files.read': { input: { handle, offset: 0, length: 10 }, output: { bytes: 'aGk=', isEnd: true } },
  'print.pdf': { input: { name: 'a.pdf' }, output: { outcome: 'canceled' } },
  'notify.show': { input: { title: 'Due', body: 'in an hour', route: '/inbox' }, output: { isShown: true } },
  'windows.open': { input: { route: '/changes/chg_1?tab=history' }, output: done },
  'app.openExternal': { input: { url: 'https://example.com' }, output: done },
  'secrets.set': { input: { name: 'token', value: 's' }, output: done },
  'secrets.get': { input: { name: 'token' }, output: { value: null } },
  'secrets.remove': { input: { name: 'token' }, output: done },
  'server.link': { input: { workspaceId: 'ws_1', url: 'https://c.example' }, output: { url: 'https://c.example/' } },
  'server.unlink': { input: { workspaceId: 'ws_1' }, output: done },
  'server.of': { input: { workspaceId: 'ws_1' }, output: { url: null } },
  'journal.append': { input: { workspaceId: 'ws_1', firstSeq: 1, lines: ['{}'] }, output: { head: 1 } },
  'journal.read': { input: { workspaceId: 'ws_1', after: 0, limit: 10 }, output: { lines: [{ clientSeq: 1, line: '{}' }], isEnd: true } },
  'journal.head': { input: { workspaceId: 'ws_1' }, output: { head: 0 } },
  'journal.drop': { input: { workspaceId: 'ws_1', through: 3 }, output: done },
};
const names = Object.keys(examples) as EndpointName[];

test.each(names)('%s says the same over IPC (structured clone) and HTTP (JSON)', (name) => {
  for (const [schema, value] of [
    [contract[name].input, examples[name].input],
    [contract[name].output, examples[name].output],
  ] as const) {
    const overIpc: unknown = schema.parse(structuredClone(value));
    const overHttp: unknown = schema.parse(JSON.parse(JSON.stringify(value)));
    expect(overHttp).toEqual(overIpc);
  }
});

test.each(names)('%s can be described as JSON Schema', (name) => {
  expect(z.toJSONSchema(contract[name].input, { io: 'input' })).toHaveProperty('type', 'object');
  expect(() => z.toJSONSchema(contract[name].output)).not.toThrow();
});

test.each(['../x', 'a/b', String.raw`a\b`, '.', '..', 'a\0b', 'con:', '', 'ä', 'a.b', ' ab'])('%j can be no workspace', (workspaceId) => {
  expect(contract['journal.head'].input.safeParse({ workspaceId }).success).toBe(false);
});

test.each(['../x.csv', 'a/b.csv', String.raw`a\b.csv`, '.hidden', 'C:x.csv', 'a\0.csv', 'line\nbreak.csv', ''])(
  '%j can be no file name',
  (name) => {
    const input = { name, kind: { label: 'CSV', extensions: ['csv'] }, bytes: '' };
    expect(contract['files.save'].input.safeParse(input).success).toBe(false);
  },
);

test.each(['https://evil.example', ['javascript', 'alert(1)'].join(':'), '//evil.example', 'changes', '/a\nb', '/<script>'])(
  '%j is no route',
  (route) => {
    expect(contract['windows.open'].input.safeParse({ route }).success).toBe(false);
  },
);
