import { expect, test } from 'vitest';
import { type Fields, wrongFields } from '#renderer/features/welcome/founding-fields.ts';

const right: Fields = {
  workspace: 'Northwind IT',
  name: 'Dana',
  email: '',
  passphrase: 'four words are enough',
  again: 'four words are enough',
};

test('everything that is missing is named at once, in the order of the form', () => {
  expect(wrongFields({ workspace: ' ', name: '', email: 'dana', passphrase: 'short', again: '' }, true)).toEqual([
    'workspace',
    'name',
    'email',
    'passphrase',
    'again',
  ]);
});

test.each<[Partial<Fields>, (keyof Fields)[]]>([
  [{}, []],
  [{ email: 'dana@example.com' }, []],
  [{ email: 'dana@' }, ['email']],
  [{ passphrase: '1234567', again: '1234567' }, ['passphrase']],
  [{ again: 'four words are enough ' }, ['again']],
])('%j makes %j wrong', (change, wrong) => {
  expect(wrongFields({ ...right, ...change }, true)).toEqual(wrong);
});

test('where the workspace has a name already, none is asked for', () => {
  expect(wrongFields({ ...right, workspace: '' }, false)).toEqual([]);
});
