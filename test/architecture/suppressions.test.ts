import { expect, test } from 'vitest';
import { lineOf, type Node, sources, walk } from './source.ts';

interface Place {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** At least three words: a reason that a reader can weigh. */
const isSentence = (text: string) => text.trim().split(/\s+/).length >= 3;

/** A comment that silences a tool without saying why, there or in the comment right above, or that leaves work for later. */
function whyWrong(comment: string, above = ''): string | undefined {
  const lint = /\b(?:oxlint|eslint)-disable(?:-next-line|-line)?(.*)/s.exec(comment);
  const reason = (lint?.[1] ?? '').split('--').slice(1).join('--');
  if (lint && !isSentence(reason) && !isSentence(above)) return 'a lint rule is switched off without a sentence';
  if (/@ts-(ignore|nocheck)/.test(comment)) return 'the compiler is silenced; @ts-expect-error fails once it is not needed any more';
  const expectation = /@ts-expect-error(.*)/s.exec(comment);
  if (expectation && !isSentence(expectation[1] ?? '')) return 'a type error is expected without a sentence';
  if (/oxfmt-ignore|prettier-ignore/.test(comment)) return 'the formatter is silenced';
  if (/\b(TODO|FIXME|XXX|HACK)\b/.test(comment)) return 'work is left for later: do it, or write an issue';
  return undefined;
}

/** An escape from the types, a swallowed error or a test that is switched off. */
function whyEscape(node: Node): string | undefined {
  switch (node.type) {
    case 'TSAnyKeyword':
      return 'any';
    case 'TSNonNullExpression':
      return 'a non-null assertion';
    case 'TSAsExpression': {
      const inner = node['expression'];
      const isDouble =
        isNode(inner) &&
        inner.type === 'TSAsExpression' &&
        isNode(inner['typeAnnotation']) &&
        inner['typeAnnotation'].type === 'TSUnknownKeyword';
      return isDouble ? 'a cast through unknown' : undefined;
    }
    case 'CatchClause': {
      const body = node['body'];
      return isNode(body) && Array.isArray(body['body']) && body['body'].length === 0 ? 'an error that is swallowed' : undefined;
    }
    case 'CallExpression': {
      const { callee } = node;
      if (!isNode(callee) || callee.type !== 'MemberExpression') return undefined;
      const { object, property } = callee;
      const isTest = isNode(object) && ['test', 'it', 'describe'].includes(String(object['name']));
      const word = isNode(property) ? String(property['name']) : '';
      if (!isTest || !['only', 'skip', 'todo', 'fixme'].includes(word)) return undefined;
      // `test.skip(host !== 'double', 'why')`: where a test has no meaning, said in a sentence.
      const [, reason] = Array.isArray(node['arguments']) ? (node['arguments'] as readonly unknown[]) : [];
      const isReasoned = word === 'skip' && isNode(reason) && reason.type === 'Literal' && isSentence(String(reason['value']));
      return isReasoned ? undefined : `test.${word}`;
    }
    default:
      return undefined;
  }
}

const found: Place[] = sources.flatMap((source) => {
  const places: Place[] = source.comments.flatMap(({ text, line }) => {
    const what = whyWrong(text, source.comments.find((other) => other.line === line - 1)?.text);
    return what === undefined ? [] : [{ path: source.path, line, what }];
  });
  walk(source.program, (node) => {
    const what = whyEscape(node);
    if (what !== undefined) places.push({ path: source.path, line: lineOf(source, node.start), what });
  });
  return places;
});

test('nothing escapes the types, swallows an error, switches off a test or silences a tool without a sentence', () => {
  const others = found.filter(({ path }) => path !== 'test/architecture/suppressions.test.ts');
  expect(others.map(({ path, line, what }) => `${path}:${line} ${what}`)).toEqual([]);
});

test.each([
  ['// oxlint-disable-next-line no-console', true],
  ['// oxlint-disable-next-line no-console -- the terminal is its screen', false],
  ['// @ts-expect-error', true],
  ['// @ts-expect-error: the wrong kind is refused by the types too', false],
  ['/* oxlint-disable */', true],
])('%s is refused: %s', (comment, isRefused) => {
  expect(whyWrong(comment) !== undefined).toBe(isRefused);
});
