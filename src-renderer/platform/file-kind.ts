import type { FileKind } from './platform.ts';

const labels: Readonly<Record<string, string>> = {
  'text/csv': 'CSV',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'application/json': 'JSON',
  'application/pdf': 'PDF',
  'application/xml': 'XML',
  'image/svg+xml': 'SVG',
  'image/png': 'PNG',
};

/** The dialog's filter for a file of this name and type; an unknown type is named by its extension. */
export function kindOfFile(name: string, mime: string): { label: string; extensions: string[] } {
  const extension = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? 'bin';
  return { label: labels[mime.split(';')[0] ?? ''] ?? extension.toUpperCase(), extensions: [extension] };
}

/** The value of an `<input type=file>`'s `accept`. */
export const acceptOf = (kinds: readonly FileKind[]): string =>
  kinds.flatMap((kind) => kind.extensions.map((extension) => `.${extension}`)).join(',');
