export interface ChartState {
  readonly id: string;
  readonly label: string;
  /** Second line in the box: when it was reached. */
  readonly sub?: string | undefined;
  readonly visited?: boolean | undefined;
  readonly current?: boolean | undefined;
  /** Nothing leads on from here. */
  readonly final?: boolean | undefined;
  /** A sub-state: its parent's box stands for it, and names it while it is the current one. */
  readonly parent?: string | undefined;
  /** True: beneath the main line. False: on it. Absent: the shape of the ways decides. */
  readonly side?: boolean | undefined;
}
/** `taken`: it was gone. `open`: this person can go it now. `closed`: it leads on from here, but not now. `other`: it exists. */
export type WayStatus = 'taken' | 'open' | 'closed' | 'other';
export interface ChartWay {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly status: WayStatus;
  /** For `closed`: every unmet condition. */
  readonly reasons?: readonly string[] | undefined;
}
export interface Chart {
  /** In the order of the main line. */
  readonly states: readonly ChartState[];
  readonly ways: readonly ChartWay[];
}
export interface StatechartProps extends Chart {
  /** Accessible name. */
  readonly label: string;
  /** A closed way in words: `Cannot schedule`. */
  readonly closedTitle: (way: ChartWay) => string;
  /** A quiet sentence in the lower left: what is not drawn. */
  readonly note?: string | undefined;
  /** An open way was chosen, by mouse or from the list. */
  readonly onWay?: ((way: ChartWay) => void) | undefined;
}
