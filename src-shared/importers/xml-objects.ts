import { XMLParser } from 'fast-xml-parser';
import type { Refusal } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { badFile } from './bad-file.ts';
import type { SourceFile } from './plan.ts';
import { count } from './table.ts';
import { decodeText, ENCODINGS, type TextEncoding } from './text-encoding.ts';

/** One object of an XML export: its class, its id and its plain values. Nested content is left out. */
export interface XmlObject {
  readonly file: string;
  readonly class: string;
  readonly id: string;
  readonly values: { readonly [name: string]: string };
}

const MAX_BYTES = 20_000_000;
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
});

/**
 * Reads `<Set><Class id="…"><name>…</name>…</Class>…</Set>`. Documents that define entities are refused, so nothing expands; the five
 * entities that every XML has are read.
 */
export function readXmlObjects({ name, bytes }: SourceFile): Result<XmlObject[], Refusal> {
  if (bytes.length > MAX_BYTES)
    return err(badFile('tooLarge', `${name} has ${count(bytes.length)} bytes; at most ${count(MAX_BYTES)} are read.`));
  const decoded = decodeText(bytes, declaredEncoding(bytes));
  if (!decoded.ok) return decoded;
  const { text } = decoded.value;
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    return err(
      badFile('notTheFormat', `${name} defines a document type or entities of its own, which are not read.`, 'Export it without them.'),
    );
  const broken = brokenAt(text);
  if (broken)
    return err(
      badFile('truncated', `${name} is not whole: ${broken.what} (line ${broken.line}).`, 'Copy or export it again.', {
        line: broken.line,
      }),
    );
  try {
    const document = parser.parse(text) as { readonly [root: string]: unknown };
    const root = document['Set'];
    if (root === undefined) return err(badFile('notTheFormat', `${name} is XML of another kind: it does not hold a “Set” of objects.`));
    return ok(objectsIn(root, name));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return err(badFile('notTheFormat', `${name} cannot be read: it nests deeper than such a file does.`));
  }
}

const MARKUP = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w:.-]*)(?:\s[^<>]*?)?(\/?)>|</g;

/** Where a document stops being whole: a tag that is not finished, closed by another, or never closed. The parser is lenient about all of them. */
function brokenAt(text: string): { readonly what: string; readonly line: number } | undefined {
  const open: string[] = [];
  const at = (index: number, what: string) => ({ what, line: text.slice(0, index).split('\n').length });
  for (const { 0: markup, 1: close, 2: tag, 3: empty, index } of text.matchAll(MARKUP)) {
    if (markup === '<') return at(index, 'a tag is not finished');
    if (tag === undefined || empty === '/') continue;
    if (close !== '/') open.push(tag);
    else if (open.pop() !== tag) return at(index, `“${tag}” is closed where it is not open`);
  }
  const last = open.at(-1);
  return last === undefined ? undefined : at(text.length, `“${last}” is never closed`);
}

function declaredEncoding(bytes: Uint8Array): TextEncoding | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /^[^<]*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(head)?.[1]?.toLowerCase();
  return ENCODINGS.find((encoding) => encoding === declared);
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function objectsIn(root: unknown, file: string): XmlObject[] {
  if (!isObject(root)) return [];
  return Object.entries(root).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isObject).map((object) => ({
      file,
      class: name,
      id: typeof object['@id'] === 'string' ? object['@id'] : '',
      values: Object.fromEntries(
        Object.entries(object).filter((entry): entry is [string, string] => !entry[0].startsWith('@') && typeof entry[1] === 'string'),
      ),
    })),
  );
}
