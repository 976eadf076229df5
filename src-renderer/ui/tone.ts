/** What a mark means. A tone is never shown without its word. */
export type Tone = 'waiting' | 'approved' | 'refused' | 'risk' | 'provisional' | 'neutral';

/** A state as data: what a cell, a card or a history line shows. */
export interface StateWord {
  readonly tone: Tone;
  readonly word: string;
}

/** One closed condition in words, with the way to meet it, if there is one. */
export interface Condition {
  readonly text: string;
  readonly met: boolean;
  readonly way?: { readonly label: string; readonly href?: string | undefined; readonly onClick?: (() => void) | undefined } | undefined;
}
