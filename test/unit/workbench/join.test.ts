import { expect, test } from 'vitest';
import { fieldsOf, type JoinFields, serverAddress, wrongJoinFields } from '#renderer/workbench/sync/join-fields.ts';
import { joinAsked, joinLink } from '#renderer/workbench/sync/join-address.ts';

const empty: JoinFields = { url: '', code: '', tenant: '', name: '', email: '', passphrase: '', again: '', device: '' };
const whole: JoinFields = {
  url: 'countersign.example.org',
  code: '7K3M-QX9A-2TFH',
  tenant: 'Halden Mutual',
  name: 'Dana Whitfield',
  email: 'dana@example.org',
  passphrase: 'four words in a row',
  again: 'four words in a row',
  device: 'Dana’s laptop',
};

const away = { isOwn: false, hasSeveral: false };
const own = { isOwn: true, hasSeveral: false };

test('each way asks for what it needs, and the web edition not for its address', () => {
  expect(wrongJoinFields(empty, 'account', away)).toEqual(['url', 'email', 'passphrase', 'device']);
  expect(wrongJoinFields(empty, 'found', own)).toEqual(['code', 'name', 'email', 'passphrase', 'device']);
  expect(wrongJoinFields(empty, 'account', { isOwn: true, hasSeveral: true })).toContain('tenant');
  expect(fieldsOf('code', own)).not.toContain('url');
  for (const way of ['account', 'code', 'found'] as const) expect(wrongJoinFields(whole, way, away)).toEqual([]);
});

test('a new passphrase is long and typed twice; one that exists is only given', () => {
  expect(wrongJoinFields({ ...whole, passphrase: 'short', again: 'other' }, 'code', own)).toEqual(['passphrase', 'again']);
  expect(wrongJoinFields({ ...whole, passphrase: 'short', again: '' }, 'account', own)).toEqual([]);
});

test('an address is taken as people write it', () => {
  expect(serverAddress(' countersign.example.org/ ')).toBe('https://countersign.example.org');
  expect(serverAddress('http://192.168.1.20:4700')).toBe('http://192.168.1.20:4700');
  expect(serverAddress('https://example.org/countersign/')).toBe('https://example.org/countersign');
  expect(serverAddress('ftp://example.org')).toBeNull();
  expect(serverAddress('two words')).toBeNull();
  expect(serverAddress('')).toBeNull();
});

test('a link of an invitation brings its code along', () => {
  const link = joinLink('https://countersign.example.org/', '7K3M-QX9A-2TFH');
  expect(link).toBe('https://countersign.example.org/#/join?code=7K3M-QX9A-2TFH');
  expect(joinAsked(new URL(link).hash)).toEqual({ code: '7K3M-QX9A-2TFH' });
  expect(joinAsked('#/join')).toEqual({ code: '' });
  expect(joinAsked('#/joining?code=x')).toBeNull();
  expect(joinAsked('')).toBeNull();
});
