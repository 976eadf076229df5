import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path/posix';
import { type ESTree, parseSync } from 'vite';

/** One import, export-from, `import()`, worker URL or stylesheet `@import`, wherever in the file it stands. */
export interface Import {
  readonly specifier: string;
  /** The repository path that it leads to, or null for a package. */
  readonly path: string | null;
  readonly isReExport: boolean;
}

/** A module of the house, read with Vite's own parser. Stylesheets and pages have imports and no tree. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names of what it exports besides types; `default` for a default export. */
  readonly exports: readonly string[];
  readonly comments: readonly { readonly text: string; readonly line: number }[];
  readonly program: ESTree.Program | null;
}

export type Node = { readonly type: string; readonly start: number; readonly end: number } & Record<string, unknown>;

const roots = ['src-shared', 'src-main', 'src-renderer', 'resources', 'test'];
const scripts = new Set(['.ts', '.tsx', '.mjs']);
const aliases: { readonly [alias: string]: string } = {
  '#shared/': 'src-shared/',
  '#main/': 'src-main/',
  '#renderer/': 'src-renderer/',
  '#resources/': 'resources/',
  '#test/': 'test/',
};

/** Every file of the house that people write, by its path from the repository's root. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === 'node_modules') return [];
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Visits every node below, its parent first. */
export function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const one of node) walk(one, visit);
    return;
  }
  if (!isNode(node)) return;
  visit(node);
  for (const [name, value] of Object.entries(node)) if (name !== 'parent') walk(value, visit);
}

export const lineOf = (source: Pick<Source, 'text'>, offset: number): number => source.text.slice(0, offset).split('\n').length;

function pathOf(from: string, specifier: string): string | null {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain.startsWith('.')) return normalize(join(dirname(from), plain));
  const alias = Object.keys(aliases).find((one) => plain.startsWith(one));
  return alias === undefined ? null : normalize((aliases[alias] ?? '') + plain.slice(alias.length));
}

const literal = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined;
const isImportMetaUrl = (node: unknown): boolean =>
  isNode(node) && node.type === 'MemberExpression' && isNode(node['object']) && node['object'].type === 'MetaProperty';

/** What a node asks for, if it asks for a module: `import x`, `export … from`, `import()`, `import('x').T`, `new URL('x', import.meta.url)`. */
function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literal(node['source'] ?? node['argument']);
    case 'NewExpression': {
      const args: readonly unknown[] = Array.isArray(node['arguments']) ? node['arguments'] : [];
      const path = literal(args[0]);
      return isImportMetaUrl(args[1]) && path !== undefined && extname(path) !== '' ? path : undefined;
    }
    default:
      return undefined;
  }
}

function readScript(path: string, text: string): Source {
  const { program, module, comments, errors } = parseSync(path, text, { sourceType: 'module' });
  if (errors[0]) throw new Error(`${path} does not parse: ${errors[0].message}`);
  const imports: Import[] = [];
  walk(program, (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) imports.push({ specifier, path: pathOf(path, specifier), isReExport: node.type.startsWith('Export') });
  });
  const source = { path, text, lines: text.split('\n').length - 1 };
  return {
    ...source,
    imports,
    exports: module.staticExports.flatMap(({ entries }) =>
      entries
        .filter((entry) => !entry.isType)
        .map((entry) => (entry.exportName.kind === 'Default' ? 'default' : (entry.exportName.name ?? '*'))),
    ),
    comments: comments.map((comment) => ({ text: comment.value, line: lineOf(source, comment.start) })),
    program,
  };
}

/** What stylesheets and pages name: `@import './x.css'`, `<script src="./main.tsx">`, `<link href="/x.css">`. */
function readPlain(path: string, text: string): Source {
  const pattern = path.endsWith('.html') ? /(?:src|href)="(\.?\/?[^":]+\.(?:ts|tsx|css))"/g : /@import\s+(?:url\()?['"](\.[^'"]+)['"]/g;
  const imports = [...text.matchAll(pattern)].map(([, found = '']) => {
    const specifier = found.startsWith('.') ? found : `./${found.replace(/^\//, '')}`;
    return { specifier, path: pathOf(path, specifier), isReExport: false };
  });
  return { path, text, lines: text.split('\n').length - 1, imports, exports: [], comments: [], program: null };
}

function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8');
  return scripts.has(extname(path)) ? readScript(path, text) : readPlain(path, text);
}

/** All modules, stylesheets and pages of the four projects and the resources. */
export const sources: readonly Source[] = roots
  .filter((root) => existsSync(root))
  .flatMap(filesBelow)
  .filter((path) => scripts.has(extname(path)) || ['.css', '.html'].includes(extname(path)))
  .map(readSource);

/** The product's own, without its tests. */
export const productSources = sources.filter(({ path }) => !path.startsWith('test/'));
export const sourceByPath: ReadonlyMap<string, Source> = new Map(sources.map((source) => [source.path, source]));
