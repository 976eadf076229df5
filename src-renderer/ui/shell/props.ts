import type { KeyboardEventHandler, ReactNode } from 'react';
import type { IconName } from '../Icon.tsx';

/** Rail, main and status bar fill the window; the first Tab stop skips to the main part. */
export interface AppShellProps {
  readonly rail: ReactNode;
  readonly status: ReactNode;
  readonly children: ReactNode;
}

export interface RailItem {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** Key hint such as `G I`; the only text left when the rail is narrow. */
  readonly keys?: string | undefined;
  readonly count?: number | undefined;
  /** Some of them need a person; said with its words, and marked where the rail is narrow. */
  readonly alert?: string | undefined;
  readonly href: string;
  readonly current?: boolean | undefined;
}

export interface RailProps {
  /** Accessible name of the navigation. */
  readonly label: string;
  readonly head: ReactNode;
  readonly search?: { readonly label: string; readonly keys?: string | undefined; readonly onClick: () => void } | undefined;
  readonly items: readonly RailItem[];
  readonly foot?: ReactNode;
}

export interface StatusBarProps {
  readonly icon: IconName;
  /** Colours the icon; the sentence says the same in words. */
  readonly tone?: 'neutral' | 'risk' | 'refused' | undefined;
  /** The one sentence; announced politely when it changes. */
  readonly children: ReactNode;
  /** What is announced instead, where the sentence changes more often than anybody wants to hear. */
  readonly announced?: string | undefined;
  /** What stands at the right: the date, the zone, the key sheet. */
  readonly end?: ReactNode;
}

/** One column of a screen: a fixed head, a part that scrolls, a fixed foot. Its `label` makes it a landmark. */
export interface PaneProps {
  readonly label?: string | undefined;
  readonly head?: ReactNode;
  /** A quiet line under the head: how the list is ordered, what it leaves out. */
  readonly note?: ReactNode;
  readonly foot?: ReactNode;
  /** Reading padding around the content; a table or list brings its own. */
  readonly padded?: boolean | undefined;
  /** False when the content scrolls by itself (DataTable, ItemList, DetailBody). */
  readonly scrolls?: boolean | undefined;
  readonly children: ReactNode;
}

export interface PaneHeadProps {
  readonly title: string;
  readonly level?: 1 | 2 | undefined;
  /** The quiet words after the title: `9 waiting`. */
  readonly note?: ReactNode;
  /** Tabs or the like, between the title and the end. */
  readonly middle?: ReactNode;
  /** Buttons at the right. */
  readonly end?: ReactNode;
}

export interface SplitProps {
  readonly list: ReactNode;
  readonly detail: ReactNode;
  /** A third column at the right edge; under 1200 px it follows below the detail. */
  readonly aside?: ReactNode;
  /** Width of the list: 392 (inbox) or 432 px (queue), or `half` for a table beside its detail. */
  readonly listWidth?: 'normal' | 'wide' | 'half' | undefined;
  /** Under 860 px one pane shows at a time: the detail while `open`. */
  readonly open: boolean;
  /** Esc, or the Back button of the narrow layout. */
  readonly onBack?: (() => void) | undefined;
}

/** The reading part of a detail: the text, and a column of context that moves below it under 1200 px. */
export interface DetailBodyProps {
  readonly side?: ReactNode;
  readonly sideLabel?: string | undefined;
  readonly children: ReactNode;
}

/** Head of a record: where it is, its name, the one sentence, and its actions. */
export interface RecordHeadProps {
  readonly crumbs?: readonly Crumb[] | undefined;
  /** At the right of the crumbs, e.g. a link with its key. */
  readonly crumbsEnd?: ReactNode;
  readonly title: string;
  readonly level?: 1 | 2 | undefined;
  readonly lead?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** Anything below the sentence, e.g. a Timeline. */
  readonly children?: ReactNode;
}
export interface Crumb {
  readonly label: ReactNode;
  readonly href?: string | undefined;
}

/** The bar of actions at the foot of a detail; wraps, never scrolls. */
export interface ActionBarProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly onKeyDown?: KeyboardEventHandler | undefined;
}

export interface TabItem {
  readonly id: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly href?: string | undefined;
}
/** Views of the same thing, as links or buttons; the current one carries `aria-current`. */
export interface TabsProps {
  readonly label: string;
  readonly items: readonly TabItem[];
  readonly current: string;
  readonly onSelect?: ((id: string) => void) | undefined;
}
