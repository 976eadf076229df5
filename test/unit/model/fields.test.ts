import { expect, test } from 'vitest';
import { z } from 'zod';
import { choice, choices, data, date, flag, instant, isEmpty, money, number, prose, ref, refs, tags, text } from '#shared/model/field.ts';
import { parseFields, refsIn } from '#shared/model/fields.ts';
import type { Json } from '#shared/kernel/json.ts';

const fields = {
  text: text({ label: 'Text', max: 5 }),
  prose: prose({ label: 'Prose' }),
  number: number({ label: 'Number', min: 0, max: 9, whole: true }),
  money: money({ label: 'Money' }),
  choice: choice({ a: 'A', b: 'B' }, { label: 'Choice' }),
  choices: choices({ a: 'A', b: 'B' }, { label: 'Choices' }),
  flag: flag({ label: 'Flag' }),
  date: date({ label: 'Date' }),
  instant: instant({ label: 'Instant' }),
  ref: ref('person', { label: 'Ref' }),
  refs: refs('person', { label: 'Refs' }),
  tags: tags({ label: 'Tags' }),
  data: data(z.strictObject({ x: z.number() }), { label: 'Data' }),
};
const definition = { fields, wording: { one: 'Thing', many: 'Things' } };
const id = 'per_0199f0c2a1b27c3d8e4f5a6b7c8d9e0f';
const parse = (name: string, value: Json) => parseFields(definition, { [name]: value }, 'part', false);

test.each<[keyof typeof fields, Json]>([
  ['text', 'abc'],
  ['prose', 'A longer text.'],
  ['number', 9],
  ['money', { amount: -100, currency: 'EUR' }],
  ['choice', 'b'],
  ['choices', ['a', 'b']],
  ['flag', false],
  ['date', '2026-02-28'],
  ['instant', '2026-11-28T22:00:00Z'],
  ['ref', id],
  ['refs', [id]],
  ['tags', ['vip']],
  ['data', { x: 1 }],
])('%s takes %j', (name, value) => {
  expect(parse(name, value)).toEqual({ values: { [name]: value }, unmet: [] });
});

test.each<[keyof typeof fields, Json, string]>([
  ['text', 'abcdef', 'Text must have at most 5 characters.'],
  ['number', 1.5, 'Number must be a whole number.'],
  ['number', 10, 'Number must be at most 9.'],
  ['money', { amount: 1, currency: 'euro' }, 'Money must be an ISO 4217 code such as EUR.'],
  ['choice', 'c', 'Choice must be one of a, b.'],
  ['choice', 'toString', 'Choice must be one of a, b.'],
  ['date', '2026-02-30', 'Date must be a date such as 2026-11-28.'],
  ['instant', '2026-11-28 22:00', 'Instant must be an instant such as 2026-11-28T22:00:00Z.'],
  ['ref', 'Dana', 'Ref must be the id of a record.'],
])('%s refuses %j: %s', (name, value, message) => {
  expect(parse(name, value).unmet).toMatchObject([{ code: 'field.invalid', field: name, message }]);
});

test('text is trimmed, and what is only blanks has no text', () => {
  expect(parse('text', '  ab ').values).toEqual({ text: 'ab' });
  expect(parse('text', '   ').unmet).toMatchObject([{ message: 'Text must not be empty.' }]);
  expect(parse('text', '').values).toEqual({ text: null });
});

test('fields that are no object are refused whole', () => {
  expect(parseFields(definition, 'text', 'part', false).unmet).toMatchObject([{ code: 'field.form' }]);
  expect(parseFields(definition, null, 'part', false)).toEqual({ values: {}, unmet: [] });
});

test('refs are found in one and in many', () => {
  expect(refsIn(definition, { ref: id, refs: [id], text: id })).toEqual([
    { field: 'ref', id },
    { field: 'refs', id },
  ]);
});

test('zero and no are values, nothing is not', () => {
  expect([0, false].map((value) => isEmpty(value))).toEqual([false, false]);
  expect([null, undefined, '', []].map((value) => isEmpty(value))).toEqual([true, true, true, true]);
});
