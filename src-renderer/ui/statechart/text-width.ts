/** Widths of a common sans serif in thousandths of an em, by groups of characters; the rest counts as 556. */
const groups: readonly (readonly [characters: string, width: number])[] = [
  ["ijl'|", 222],
  [' ,.:;!/\\ftI[]', 278],
  ['r()-“”"', 333],
  ['ckszvxyJ', 500],
  ['FTZ', 611],
  ['ABEKPSVXY&', 667],
  ['CDHNRUw', 722],
  ['GOQ', 778],
  ['mM', 833],
  ['W—…', 944],
];
const widths = new Map(groups.flatMap(([characters, width]) => Array.from(characters, (character) => [character, width] as const)));

/** The width of a text in px, estimated without a screen. Right to a few per cent for the fonts that the tokens name. */
export function textWidth(text: string, size: number, isBold = false): number {
  let sum = 0;
  for (const character of text) sum += widths.get(character) ?? 556;
  return (sum / 1000) * size * (isBold ? 1.07 : 1);
}

/** Words in lines that fit into `width` px. A word longer than that keeps a line of its own. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
