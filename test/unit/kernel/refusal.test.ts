import { expect, test } from 'vitest';
import { z } from 'zod';
import { issuesOf, problem } from '#shared/kernel/problem.ts';
import { fill, refusal, refusalLines } from '#shared/kernel/refusal.ts';

test('a wording is filled, and a name that is not known is seen', () => {
  expect(fill('It opens {when} for {who}, {what}.', { when: 'at ten', who: 0, what: null })).toBe('It opens at ten for 0, {what}.');
});

test('a refusal in a terminal is its message and each reason with its help', () => {
  const refused = refusal('change.submit.refused', '“Submit” is refused.', [
    { code: 'change.hasPlan', message: 'The plan is missing.', help: 'Say what is done.' },
    { code: 'change.hasSystems', message: 'No system is named.' },
  ]);
  expect(refusalLines(refused)).toEqual(['“Submit” is refused.', 'The plan is missing. Say what is done.', 'No system is named.']);
});

test('a problem is an RFC 9457 document, and its issues say where', () => {
  const parsed = z.object({ fields: z.object({ title: z.string() }) }).safeParse({ fields: { title: 1 } });
  const issues = parsed.success ? [] : issuesOf(parsed.error);
  expect(problem('invalidInput', 'The title is a number', { issues })).toMatchObject({
    type: 'urn:countersign:problem:invalidInput',
    status: 422,
    issues: [{ path: 'fields.title' }],
  });
});
