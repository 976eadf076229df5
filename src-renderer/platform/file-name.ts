const longest = 120;

/**
 * A title as a file name: what no file system takes becomes a space, and the ending is kept or added. `CHG-12: Move/replace`
 * with `pdf` is `CHG-12 Move replace.pdf`.
 */
export function fileNameOf(title: string, extension?: string): string {
  const clean = title
    .normalize('NFC')
    .replaceAll(/[/\\:*?"<>|\p{Cc}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[.\s]+|\s+$/g, '');
  const ending = extension ?? /\.([A-Za-z0-9]{1,10})$/.exec(clean)?.[1];
  if (ending === undefined) return clean.slice(0, longest) || 'countersign';
  const isEnded = clean.toLowerCase().endsWith(`.${ending.toLowerCase()}`);
  const stem = isEnded ? clean.slice(0, -ending.length - 1) : clean;
  return `${stem.slice(0, longest).trim() || 'countersign'}.${ending}`;
}
