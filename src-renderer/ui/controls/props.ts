import type { ComponentPropsWithRef, ReactElement, ReactNode } from 'react';
import type { IconName } from '../Icon.tsx';
import type { Tone } from '../tone.ts';

export interface StateMarkProps {
  readonly tone: Tone;
  readonly word: string;
  /** Another shape than the tone's own (`sent`, `undo`); `none` leaves the word alone where its column names it. */
  readonly shape?: IconName | 'none' | undefined;
  readonly small?: boolean | undefined;
}

export interface ChipProps {
  readonly children: ReactNode;
  readonly icon?: IconName | undefined;
  readonly onClick?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
  /** Name of the remove button: `Remove Risk: high`. Needed with `onRemove`. */
  readonly removeLabel?: string | undefined;
}

export interface KbdProps {
  /** `Ctrl K`, `G I`: one box, as it is to be read. */
  readonly keys: string;
}

interface ActionProps extends Omit<ComponentPropsWithRef<'button'>, 'disabled' | 'title'> {
  /** Key hint, shown inside and announced as shortcut. */
  readonly keys?: string | undefined;
  /** Why it cannot be done now. If there is one, the button stays focusable, does nothing and says them. */
  readonly reasons?: readonly string[] | undefined;
}
export interface ButtonProps extends ActionProps {
  readonly variant?: 'primary' | 'normal' | 'quiet' | undefined;
  readonly icon?: IconName | undefined;
  /** A link that looks like a button. */
  readonly href?: string | undefined;
  /** Fills its container, key at the right. */
  readonly wide?: boolean | undefined;
  readonly children: ReactNode;
}
export interface IconButtonProps extends ActionProps {
  /** Its name; also its tooltip. */
  readonly label: string;
  readonly icon: IconName;
  readonly pressed?: boolean | undefined;
}
/** A link in text, with an optional key hint. */
export interface LinkProps extends ComponentPropsWithRef<'a'> {
  readonly keys?: string | undefined;
}

/** A button that reads as a link. */
export interface TextButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type'> {
  readonly keys?: string | undefined;
}

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly keys?: string | undefined;
  readonly icon?: IconName | undefined;
  /** Why it is closed; shown under it. */
  readonly reasons?: readonly string[] | undefined;
  /** Makes it a checkbox item that leaves the menu open. */
  readonly checked?: boolean | undefined;
  /** A hairline above. */
  readonly divided?: boolean | undefined;
  readonly onSelect: () => void;
}
export interface MenuProps {
  readonly label: string;
  /** A Button or IconButton. */
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  readonly align?: 'start' | 'end' | undefined;
  /** `above` for what stands at the foot of the window; it turns where there is no room. */
  readonly side?: 'above' | 'below' | undefined;
  readonly opened?: boolean | undefined;
  readonly onOpened?: ((opened: boolean) => void) | undefined;
}
