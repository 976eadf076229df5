import type { ReactNode } from 'react';
import type { Condition, StateWord, Tone } from '../tone.ts';

export interface TitleProps {
  readonly level?: 1 | 2 | undefined;
  readonly children: ReactNode;
}
/** The one sentence to read first. */
export interface LeadProps {
  readonly children: ReactNode;
}
export interface SectionProps {
  readonly title?: ReactNode;
  /** Quiet words at the right of the title. */
  readonly note?: ReactNode;
  readonly id?: string | undefined;
  readonly children: ReactNode;
}
export interface QuoteProps {
  readonly children: ReactNode;
}
/** Prose at reading width. */
export interface ProseProps {
  readonly children: ReactNode;
}

export interface Fact {
  readonly id?: string | undefined;
  readonly label: string;
  readonly value: ReactNode;
  /** Quiet words after the value. */
  readonly note?: ReactNode;
}
export interface FactsProps {
  readonly items: readonly Fact[];
  /** px; 88 unless told. */
  readonly labelWidth?: number | undefined;
}

export interface DiffRow {
  readonly id: string;
  readonly field: string;
  /** A string is struck through (was) or marked (now) as a whole; use `<Was>` and `<Now>` inside a node to mark a part. */
  readonly was: ReactNode;
  readonly now: ReactNode;
  readonly by?: ReactNode;
  /** Equal on both sides: quiet, without marks. */
  readonly same?: boolean | undefined;
}
export interface DiffProps {
  readonly label: string;
  readonly heads: { readonly field: string; readonly was: ReactNode; readonly now: ReactNode; readonly by?: ReactNode };
  readonly rows: readonly DiffRow[];
  /** The folded rest: `9 more fields, the same in both`. */
  readonly rest?: { readonly label: string; readonly onClick: () => void } | undefined;
}

/** One value of one version. `now` marks what stands, `was` what does not; `plain` says nothing of it. */
export interface VersionCell {
  readonly text: ReactNode;
  readonly mark?: 'was' | 'now' | 'plain' | undefined;
}
export interface VersionRow {
  readonly id: string;
  readonly field: string;
  /** One a version, in the order of the heads. */
  readonly cells: readonly VersionCell[];
  /** At the end of the row, e.g. a button that restores one of them. */
  readonly end?: ReactNode;
}
/** Several versions by field, side by side. For two, of which one follows the other, use Diff. */
export interface VersionsProps {
  readonly label: string;
  readonly heads: {
    readonly field: string;
    readonly versions: readonly { readonly id: string; readonly name: string; readonly note?: ReactNode }[];
    /** Name of the last column, where rows have an end. */
    readonly end?: string | undefined;
  };
  readonly rows: readonly VersionRow[];
}

/** What a person can choose between, each with what it leads to. */
export interface ChoicesProps {
  readonly label: string;
  readonly choices: readonly Choice[];
}
export interface Choice {
  readonly id: string;
  readonly label: string;
  /** What happens then, in one sentence. */
  readonly text: ReactNode;
  readonly keys?: string | undefined;
  readonly isPrimary?: boolean | undefined;
  /** Why it is closed now. */
  readonly reasons?: readonly string[] | undefined;
  readonly onChoose: () => void;
}

export interface SumLine {
  readonly factor: string;
  /** As it is to be read: `× 4`. */
  readonly number: string;
  readonly reason?: ReactNode;
}
/** Arithmetic set like a sum: factor, number, reason; a rule; the total. */
export interface SumProps {
  readonly label: string;
  readonly lines: readonly SumLine[];
  readonly total: SumLine;
}

export interface TimePoint {
  readonly id: string;
  /** As it is to be read: `14:31`. */
  readonly time: string;
  readonly text: ReactNode;
  readonly tone?: Tone | undefined;
}
/** Points in time on one horizontal line. */
export interface TimelineProps {
  readonly label: string;
  readonly points: readonly TimePoint[];
}

export interface HistoryEntry {
  readonly id: string;
  readonly time: string;
  /** ISO instant behind `time`. */
  readonly at?: string | undefined;
  readonly text: ReactNode;
  readonly state?: StateWord | undefined;
  /** Second line, quiet. */
  readonly note?: ReactNode;
  /** A mark on a line of its own: provisional, on this device. */
  readonly mark?: StateWord | undefined;
}
export interface HistoryDay {
  readonly day: string;
  readonly entries: readonly HistoryEntry[];
}
export interface HistoryProps {
  readonly label: string;
  readonly days: readonly HistoryDay[];
  readonly more?: { readonly label: string; readonly onClick: () => void } | undefined;
}

/** A small table of a few known rows. For lists that grow use DataTable. */
export interface TableProps {
  readonly label: string;
  readonly columns: readonly {
    readonly id: string;
    readonly label: ReactNode;
    readonly number?: boolean | undefined;
    readonly width?: number | undefined;
  }[];
  readonly rows: readonly TableRow[];
}
export interface TableRow {
  readonly id: string;
  readonly cells: readonly ReactNode[];
  /** Names the rows from here on, where a table has parts. */
  readonly part?: string | undefined;
  /** Words of a limit that a 2 px rule draws above this row. */
  readonly limit?: { readonly text: string; readonly tone: 'risk' | 'neutral' } | undefined;
}

/** The refused box: every condition, met and unmet, each with its way. */
export interface ReasonsProps {
  readonly title: ReactNode;
  readonly conditions: readonly Condition[];
  /** Codes of the rules, quiet, at the end. */
  readonly codes?: string | undefined;
}

/** A person or seat with a state at the right and a second line each. */
export interface SeatsProps {
  readonly seats: readonly {
    readonly id: string;
    readonly name: ReactNode;
    readonly state: StateWord;
    readonly role?: ReactNode;
    readonly note?: ReactNode;
  }[];
  /** The bar of segments above: one a seat that counts. */
  readonly bar?: { readonly label: string; readonly done: number; readonly of: number } | undefined;
}

export interface EmptyStateProps {
  /** What would be here: `No changes in this window`. */
  readonly title: string;
  /** Why it is not. */
  readonly text?: ReactNode;
  /** Buttons; the first makes the first one. */
  readonly actions?: ReactNode;
}
export interface LoadingRowsProps {
  /** Row shapes to draw after 200 ms. */
  readonly rows?: number | undefined;
  /** Words after one second: `Reading changes`. */
  readonly words: string;
  readonly done?: number | undefined;
  readonly total?: number | undefined;
  readonly onCancel?: (() => void) | undefined;
  readonly note?: ReactNode;
}
export interface ProgressProps {
  /** Between 0 and 1. */
  readonly value: number;
  readonly label: string;
}
