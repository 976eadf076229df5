import { expect, test } from 'vitest';
import { serverAddress } from '#main/application/forward/server-address.ts';
import { whyUnreachable } from '#main/application/forward/unreachable.ts';

test.each([
  ['https://countersign.example', 'https://countersign.example/'],
  ['  https://Countersign.Example:8443/team//  ', 'https://countersign.example:8443/team/'],
  ['http://127.0.0.1:4600', 'http://127.0.0.1:4600/'],
  ['http://localhost:4600/', 'http://localhost:4600/'],
  ['http://0x7f.1', 'http://127.0.0.1/'],
  ['http://10.1.2.3', 'http://10.1.2.3/'],
  ['http://172.31.0.1', 'http://172.31.0.1/'],
  ['http://192.168.0.9:80', 'http://192.168.0.9/'],
  ['http://169.254.3.4', 'http://169.254.3.4/'],
  ['http://workshop.local', 'http://workshop.local/'],
  ['http://[::1]:4600', 'http://[::1]:4600/'],
  ['http://[fd12:3456::1]', 'http://[fd12:3456::1]/'],
  ['http://[fe80::1]', 'http://[fe80::1]/'],
  ['http://[::ffff:192.168.0.1]', 'http://[::ffff:c0a8:1]/'],
])('%j is kept as %s', (text, url) => {
  expect(serverAddress(text)).toEqual({ ok: true, value: url });
});

test.each([
  'http://countersign.example',
  'http://8.8.8.8',
  'http://172.32.0.1',
  'http://192.169.0.1',
  'http://127.0.0.1.evil.example',
  'http://10.evil.example',
  'http://evil.example/.local',
  'http://local',
  'http://[2001:db8::1]',
  'http://[::ffff:8.8.8.8]',
  'http://[::2]',
  'https://dana:secret@countersign.example',
  'https://countersign.example/?tenant=1',
  'https://countersign.example/?',
  'https://countersign.example/#/join',
  'ftp://countersign.example',
  'file:///etc/passwd',
  'countersign.example',
  '',
])('%j is refused, with the field that is wrong', (text) => {
  expect(serverAddress(text)).toMatchObject({ ok: false, error: { status: 422, issues: [{ path: 'url' }] } });
});

test.each([
  [new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ENOTFOUND' }) }), 'unreachable', 'ENOTFOUND'],
  [new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }) }), 'certificate'],
  [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'certificate'],
  [new Error('net::ERR_INTERNET_DISCONNECTED'), 'unreachable', 'net::ERR_INTERNET_DISCONNECTED'],
  [new Error('Redirect was cancelled'), 'redirect'],
  ['nonsense', 'unreachable', 'unknown'],
])('%o is told in words: %s', (cause, reason, code: string = expect.any(String) as string) => {
  expect(whyUnreachable(cause)).toMatchObject({ status: 503, detail: expect.any(String) as string, params: { reason, code } });
});
