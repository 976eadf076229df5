import { expect, test } from 'vitest';
import { changedFields } from '#renderer/workbench/form/changed-fields.ts';
import { createGate } from '#renderer/workbench/form/gate.ts';

test('a form that is submitted again while the first is under way does its work once', async () => {
  const gate = createGate();
  let begun = 0;
  const work = async () => {
    begun++;
    await Promise.resolve();
    return true;
  };
  await Promise.all([gate(work), gate(work), gate(work)]);
  expect(begun).toBe(1);
});

test('a form that is done is not submitted again; one that was refused or broke is', async () => {
  const gate = createGate();
  const answers: string[] = [];
  await gate(async () => {
    answers.push('refused');
    return false;
  });
  await expect(gate(() => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
  await gate(async () => {
    answers.push('done');
    return true;
  });
  await gate(async () => {
    answers.push('again');
    return true;
  });
  expect(answers).toEqual(['refused', 'done']);
});

test('only fields that were changed go into an edit; emptying one is a change', () => {
  expect(changedFields({ a: 1, b: ['x'], c: 'y' }, { a: 1, b: ['x'], c: null, d: null })).toEqual({ c: null });
});
