import { expect, test } from 'vitest';
import { lineOf, type Node, productSources, type Source, walk } from './source.ts';

const shared = productSources.filter(({ path }) => path.startsWith('src-shared/'));

/** What reads a clock, chance, the machine's language or the outside world, by the name through which it is reached. */
const impure: { readonly [name: string]: string } = {
  'Date.now': 'time comes in as an argument',
  'Temporal.Now': 'time comes in as an argument',
  performance: 'time comes in as an argument',
  'Math.random': 'randomness comes in as an argument',
  crypto: 'randomness comes in as an argument',
  console: 'it says nothing by itself',
  process: 'it knows no host',
  window: 'it knows no host',
  document: 'it knows no host',
  navigator: 'it knows no host',
  globalThis: 'it knows no host',
  fetch: 'it does no input or output',
  setTimeout: 'it starts nothing',
  setInterval: 'it starts nothing',
  queueMicrotask: 'it starts nothing',
};
/** Methods that follow the machine's language unless one is named as their first argument. */
const localized = new Set(['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'toLocaleUpperCase', 'toLocaleLowerCase']);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const nameOf = (node: unknown): string => {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier') return String(node['name']);
  if (node.type === 'MemberExpression' && node['computed'] !== true) return `${nameOf(node['object'])}.${nameOf(node['property'])}`;
  return '';
};
const argumentsOf = (node: Node): readonly unknown[] => (Array.isArray(node['arguments']) ? node['arguments'] : []);
const isNothing = (argument: unknown) => argument === undefined || nameOf(argument) === 'undefined';

/** Why a call or a construction is impure, or undefined. */
function whyImpureCall(node: Node): string | undefined {
  const callee = nameOf(node['callee']);
  const args = argumentsOf(node);
  if (callee === 'Date' && (args.length === 0 || node.type === 'CallExpression')) return 'Date without an argument: time comes in';
  if (callee.startsWith('Intl.') && isNothing(args[0])) return `${callee} without a language: it comes in`;
  if (localized.has(callee.split('.').at(-1) ?? '') && isNothing(args[0])) return `${callee} without a language: it comes in`;
  if (callee.endsWith('.localeCompare') && isNothing(args[1])) return `${callee} without a language: it comes in`;
  return undefined;
}

function impurities(source: Source): string[] {
  const found: string[] = [];
  const say = (node: Node, why: string) => found.push(`${source.path}:${lineOf(source, node.start)} ${why}`);
  walk(source.program, (node) => {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const why = whyImpureCall(node);
      if (why !== undefined) say(node, why);
      const callee = nameOf(node['callee']);
      if (Object.hasOwn(impure, callee)) say(node, `${callee}: ${impure[callee] ?? ''}`);
    }
    if (node.type !== 'MemberExpression') return;
    const [object = ''] = nameOf(node).split('.', 1);
    for (const name of [nameOf(node), object])
      if (Object.hasOwn(impure, name) && name !== '') return void say(node, `${name}: ${impure[name] ?? ''}`);
  });
  return [...new Set(found)];
}

test('src-shared reads no clock, no chance, no host and no language of the machine', () => {
  expect(shared.flatMap(impurities)).toEqual([]);
});
