import type { ReactNode } from 'react';
import type { IconName } from '../Icon.tsx';

interface OverlayProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
}

/** A form over the page: Ctrl+Enter submits, Esc cancels, all problems are listed above the buttons. */
export interface FormDialogProps extends OverlayProps {
  /** What will happen, in one sentence. */
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
  readonly submitLabel: string;
  readonly onSubmit: () => void;
  readonly problems?: readonly string[] | undefined;
  /** Why it cannot be submitted now. */
  readonly reasons?: readonly string[] | undefined;
  readonly busy?: boolean | undefined;
  readonly size?: 'normal' | 'wide' | undefined;
}

/** A sheet at the right edge, over the page. */
export interface SideSheetProps extends OverlayProps {
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly size?: 'normal' | 'wide' | undefined;
}

export interface KeyHint {
  readonly group: string;
  readonly keys: string;
  readonly label: string;
}
export interface KeySheetProps extends OverlayProps {
  readonly hints: readonly KeyHint[];
  readonly note?: ReactNode;
}

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** Quiet words after the label: number, kind, state. */
  readonly hint?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly keys?: string | undefined;
  readonly reasons?: readonly string[] | undefined;
  readonly onSelect: () => void;
}
export interface PaletteSection {
  readonly id: string;
  readonly label: string;
  readonly items: readonly PaletteItem[];
}
/** The command palette. It filters nothing: `sections` are what `query` found; `matchesWords` helps with plain lists. */
export interface PaletteProps extends OverlayProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly placeholder: string;
  readonly sections: readonly PaletteSection[];
  /** True while results are on their way. */
  readonly busy?: boolean | undefined;
  /** Words when nothing was found. */
  readonly empty: string;
}

/** A message at the lower right. With `reasons` it stays until dismissed. */
export interface Saying {
  /** The same id replaces the message. */
  readonly id?: string | undefined;
  readonly text: ReactNode;
  readonly tone?: 'neutral' | 'refused' | 'risk' | undefined;
  readonly reasons?: readonly string[] | undefined;
  readonly undo?: { readonly label: string; readonly keys?: string | undefined; readonly onClick: () => void } | undefined;
  /** Stays until dismissed. */
  readonly stays?: boolean | undefined;
}
