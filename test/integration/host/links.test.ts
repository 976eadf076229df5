import { expect, test } from 'vitest';
import { deepLinkAmong, readDeepLink } from '#main/application/deep-link.ts';
import { externalUrl } from '#main/application/external-url.ts';

const scriptAddress = ['javascript', 'alert(1)'].join(':');
const id = 'chg_0199f0c2a1b27c3d8e4f5a6b7c8d9e0f';

test('a link to a record becomes a signal to the page', () => {
  expect(readDeepLink(`countersign://record/${id}`)).toEqual({ type: 'link.opened', data: { record: id } });
  expect(deepLinkAmong(['/usr/bin/countersign', '--flag', `countersign://record/${id}`])).not.toBeNull();
});

test.each([
  'countersign://record/',
  'countersign://record/../../x',
  `countersign://record/${id}/approve`,
  `countersign://record/${id}?do=approve`,
  `countersign://record/${id}#x`,
  `countersign://evil@record/${id}`,
  `countersign://other/${id}`,
  `https://record/${id}`,
  'countersign:',
  scriptAddress,
  `countersign://record/${'a'.repeat(500)}`,
  null,
  7,
])('%j is no link of ours', (link) => {
  expect(readDeepLink(link)).toBeNull();
});

test.each([
  ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
  ['mailto:dana@example.com', 'mailto:dana@example.com'],
  ['HTTPS://EXAMPLE.COM', 'https://example.com/'],
  ['http://example.com', null],
  [`${scriptAddress}//https://`, null],
  ['file:///etc/passwd', null],
  ['ms-settings:https://', null],
  ['https://user:word@example.com', null],
  ['not an address', null],
])('%s is opened outside as %j', (text, expected) => {
  expect(externalUrl(text)).toBe(expected);
});
