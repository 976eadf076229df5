/** An incident with everything that came of it. */
export interface Happened {
  readonly key?: string;
  readonly title: string;
  readonly priority: 'p1' | 'p2' | 'p3' | 'p4';
  readonly item: string;
  readonly reported: string;
  readonly by: string;
  readonly team: string;
  readonly assignee: string;
  readonly category: string;
  /** Working days ago and time of day; or hours ago, for today. */
  readonly when: readonly [days: number, clock: string] | number;
  /** Minutes until somebody took it and until it was resolved; absent means not yet. */
  readonly taken?: number;
  readonly resolved?: number;
  readonly code?: 'fixed' | 'workaround' | 'byChange' | 'notReproducible' | 'duplicate' | 'noFault';
  readonly resolution?: string;
  readonly waitsFor?: 'user' | 'vendor' | 'problem' | 'evidence' | 'change';
  readonly causedBy?: string;
  readonly fixedBy?: string;
  /** Hours between resolving and closing; `null` means it was not closed. */
  readonly closedAfter?: number | null;
  readonly reopened?: string;
}

/** An everyday incident: taken within ten minutes, resolved so many minutes after it was opened. */
export type Row = readonly [
  title: string,
  priority: Happened['priority'],
  item: string,
  reported: string,
  assignee: string,
  when: Happened['when'],
  resolved: number | undefined,
  code: Happened['code'],
  resolution: string,
];
