import type { Option } from '../form/props.ts';

export interface FilterField {
  readonly id: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'date' | 'choice' | 'flag' | 'ref';
  /** For `choice`. */
  readonly options?: readonly Option[] | undefined;
  /** For `ref`. */
  readonly search?: ((query: string) => Promise<readonly Option[]>) | undefined;
  /** By kind unless told. */
  readonly operators?: readonly FilterOperator[] | undefined;
}
export interface FilterOperator {
  readonly id: string;
  readonly label: string;
  /** True for `is empty` and the like. */
  readonly alone?: boolean | undefined;
}
export interface Filter {
  readonly field: string;
  readonly operator: string;
  readonly value: string | number | boolean | readonly string[] | null;
  /** The value in words, for the chip. */
  readonly words: string;
}
export interface FilterBarProps {
  readonly fields: readonly FilterField[];
  readonly filters: readonly Filter[];
  readonly onChange: (filters: readonly Filter[]) => void;
  /** Quiet words at the end: `412 of 100 000`. */
  readonly note?: string | undefined;
  /** `F` opens it from anywhere on the page; off where the app's own key table does that through `opened`. */
  readonly hotkey?: boolean | undefined;
  readonly opened?: boolean | undefined;
  readonly onOpened?: ((opened: boolean) => void) | undefined;
}

export interface SavedView {
  readonly id: string;
  readonly label: string;
  readonly href?: string | undefined;
}
export interface SavedViewsProps {
  readonly views: readonly SavedView[];
  readonly current: string | null;
  /** The view as shown differs from the saved one. */
  readonly changed?: boolean | undefined;
  readonly onSelect: (id: string) => void;
  readonly onSave: (label: string) => void;
  readonly onUpdate?: ((id: string) => void) | undefined;
  readonly onRemove?: ((id: string) => void) | undefined;
}
