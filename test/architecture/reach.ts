import { existsSync, readFileSync } from 'node:fs';
import { productSources, type Source, sourceByPath } from './source.ts';

/** What is started from outside the module graph: what the build, the scripts and the page name, and plain scripts, which Node runs as they are. */
export function entryPoints(): string[] {
  const named = ['package.json', 'electron.vite.config.ts'].filter((path) => existsSync(path)).map((path) => readFileSync(path, 'utf8'));
  const scripts = productSources.filter(({ path }) => /\.(html|mjs)$/.test(path)).map(({ path }) => path);
  const paths = named.flatMap((text) =>
    [...text.matchAll(/src-(?:shared|main|renderer)\/[\w./-]+\.(?:ts|tsx|mjs|html)/g)].map(([path]) => path),
  );
  return [...new Set([...scripts, ...paths])].filter((path) => sourceByPath.has(path));
}

/** The product's own files that `source` leads to. */
export const neighbours = (source: Source): string[] =>
  source.imports.flatMap(({ path }) => (path !== null && sourceByPath.has(path) ? [path] : []));

/** Everything that can be reached from `entries`, themselves included. */
export function reachableFrom(entries: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const source = sourceByPath.get(path);
    if (source) waiting.push(...neighbours(source));
  }
  return seen;
}

/** The groups of nodes that lead back to themselves (Tarjan's strongly connected components of more than one). */
export function cycles(nodes: readonly string[], next: (node: string) => readonly string[]): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string) => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    for (const target of next(node)) {
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) low.set(node, Math.min(low.get(node) ?? 0, low.get(target) ?? 0));
    }
    if (low.get(node) !== order.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1 || next(node).includes(node)) found.push(group.toSorted());
  };
  for (const node of nodes) if (!order.has(node)) visit(node);
  return found;
}
