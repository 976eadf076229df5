import type { ReactNode } from 'react';
import type { IconName } from '../ui/Icon.tsx';

/** One screen of the workbench: from this line follow its route, its place in the rail and the palette, and its key. */
export interface Screen {
  readonly id: string;
  /** Route path such as `/inbox` or `/changes/$id`. */
  readonly path: string;
  /** Key of its name in the catalogue. */
  readonly label: string;
  readonly component: () => ReactNode;
  /** In the rail: icon and the letter after G; absent means reachable by link and palette only. */
  readonly rail?: { readonly icon: IconName; readonly key: string; readonly order: number };
  /** How many things wait there for the person who is signed in; a hook. The rail shows it. */
  readonly useCount?: () => number;
  /** Why some of them need the person, in words; a hook. Undefined while none does. */
  readonly useAlert?: () => string | undefined;
}
