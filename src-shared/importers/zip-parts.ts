import { unzipSync } from 'fflate';
import type { Refusal } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { badFile } from './bad-file.ts';
import { count } from './table.ts';

/** What a zip file may unpack to. A file that claims less than it holds is cut at its claim, so the claim is the bound. */
const ZIP_LIMITS = { bytes: 100_000_000, ratio: 200, entries: 2_000 } as const;

export type ZipParts = { readonly [path: string]: Uint8Array };

interface Directory {
  readonly entries: number;
  readonly packed: number;
  readonly unpacked: number;
}

/** Unpacks a zip file after reading its directory: what it would unpack to decides whether it is unpacked at all. */
export function unpackZip(bytes: Uint8Array): Result<ZipParts, Refusal> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    return err(badFile('notTheFormat', 'This is not an Excel file (.xlsx).', 'Save it as .xlsx, or import it as CSV.'));
  try {
    const { entries, packed, unpacked } = directoryOf(bytes);
    if (entries > ZIP_LIMITS.entries) return err(bomb(`it holds ${count(entries)} parts`));
    if (unpacked > ZIP_LIMITS.bytes) return err(bomb(`it would unpack to ${count(unpacked)} bytes`));
    if (unpacked > 1_000_000 && unpacked > packed * ZIP_LIMITS.ratio)
      return err(bomb(`it would unpack to ${count(Math.round(unpacked / Math.max(packed, 1)))} times its size`));
    return ok(unzipSync(bytes));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return err(badFile('truncated', 'The file is damaged or cut off: it cannot be unpacked.', 'Copy or export it again.'));
  }
}

const bomb = (what: string) =>
  badFile('zipBomb', `The file is refused because ${what}, more than a spreadsheet has.`, 'If it is a real one, export it as CSV.');

function directoryOf(bytes: Uint8Array): Directory {
  const sum = { entries: 0, packed: 0, unpacked: 0 };
  unzipSync(bytes, {
    filter: ({ size, originalSize }) => {
      sum.entries++;
      sum.packed += size;
      sum.unpacked += originalSize;
      return false;
    },
  });
  return sum;
}
