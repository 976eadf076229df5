import { expect, test } from 'vitest';
import { contract } from '#shared/contract/contract.ts';
import { err, ok } from '#shared/kernel/result.ts';
import { problem } from '#shared/kernel/problem.ts';
import { fromBase64, toBase64 } from '#renderer/platform/base64.ts';
import { createClient } from '#renderer/platform/client.ts';
import { electronPlatform } from '#renderer/platform/electron.ts';
import { acceptOf, kindOfFile } from '#renderer/platform/file-kind.ts';
import { fileNameOf } from '#renderer/platform/file-name.ts';
import { noSession } from '#renderer/platform/page-session.ts';
import { serverWay } from '#renderer/platform/server-way.ts';
import { trustedRules } from '#renderer/platform/trusted-types.ts';

const answering = (answer: unknown) => createClient({ invoke: () => Promise.resolve(answer), subscribe: () => () => undefined });

test('base64 there and back, also for more bytes than a call takes arguments', () => {
  const bytes = Uint8Array.from({ length: 200_003 }, (_, index) => index % 251);
  expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  expect(toBase64(new TextEncoder().encode('hi'))).toBe('aGk=');
});

test.each([
  ['CHG-12: Move/replace', 'pdf', 'CHG-12 Move replace.pdf'],
  ['report.PDF', 'pdf', 'report.pdf'],
  ['../../etc/passwd', undefined, 'etc passwd'],
  ['changes.csv', undefined, 'changes.csv'],
  ['...', 'pdf', 'countersign.pdf'],
  ['a\0b\nc.txt', undefined, 'a b c.txt'],
  ['x'.repeat(300), 'csv', `${'x'.repeat(120)}.csv`],
])('%j becomes a name that every host takes', (title, extension, expected) => {
  const name = fileNameOf(title, extension);
  expect(name).toBe(expected);
  const input = { name, kind: { label: 'Any', extensions: ['any'] }, bytes: '' };
  expect(contract['files.save'].input.safeParse(input).success).toBe(true);
});

test('a file kind names the dialog’s filter and the browser’s accept', () => {
  expect(kindOfFile('a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')).toEqual({
    label: 'Excel',
    extensions: ['xlsx'],
  });
  expect(kindOfFile('a.csbackup', 'application/octet-stream')).toEqual({ label: 'CSBACKUP', extensions: ['csbackup'] });
  expect(acceptOf([{ label: 'Tables', extensions: ['csv', 'xlsx'] }])).toBe('.csv,.xlsx');
});

test('the client never rejects, and believes no answer of another form', async () => {
  expect(await answering(ok({ head: 3 })).invoke('journal.head', { workspaceId: 'ws_1' })).toEqual(ok({ head: 3 }));
  expect(await answering(ok({ head: 'three' })).invoke('journal.head', { workspaceId: 'ws_1' })).toMatchObject({ error: { status: 500 } });
  expect(await answering('nonsense').invoke('host.info', {})).toMatchObject({ ok: false, error: { status: 500 } });
  expect(await answering(err(problem('forbidden'))).invoke('host.info', {})).toMatchObject({ ok: false, error: { status: 403 } });
  const broken = createClient({ invoke: () => Promise.reject(new Error('gone')), subscribe: () => () => undefined });
  expect(await broken.invoke('host.info', {})).toMatchObject({ ok: false, error: { status: 503, detail: 'gone' } });
});

test('a signal of an unknown form is not passed on', () => {
  const heard: unknown[] = [];
  createClient({
    invoke: () => Promise.resolve(null),
    subscribe(listener) {
      listener({ type: 'menu.chosen', data: { action: 'keys.open' } });
      listener({ type: 'menu.chosen', data: { action: 'format.disk' } });
      listener({ type: 'else', data: {} });
      return () => undefined;
    },
  }).subscribe((signal) => heard.push(signal));
  expect(heard).toEqual([{ type: 'menu.chosen', data: { action: 'keys.open' } }]);
});

test('a file that changes while it is read is refused, not cut', async () => {
  const client = createClient({
    invoke: (name) =>
      Promise.resolve(
        name === 'files.open'
          ? ok({ outcome: 'opened', files: [{ handle: '0b0a9f7e-94a5-4b8b-8ef9-3c1b7a1f0c11', name: 'a.csv', size: 10 }] })
          : ok({ bytes: '', isEnd: true }),
      ),
    subscribe: () => () => undefined,
  });
  expect(
    await electronPlatform(client, serverWay({ client, session: noSession, base: 'workbench://app/', isOwn: false })).openFile([]),
  ).toMatchObject({ ok: false, error: { status: 422 } });
});

test('the default trusted-types policy lets no element through', () => {
  expect(trustedRules.createHTML('.a{color:red}')).toBe('.a{color:red}');
  expect(trustedRules.createHTML('<img src=x onerror=alert(1)>')).toBeNull();
});
