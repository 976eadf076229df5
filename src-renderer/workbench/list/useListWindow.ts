import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Head } from '#shared/model/head.ts';
import type { Query } from '#shared/model/query.ts';
import { pageQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';

const CHUNK = 200;

export interface ListWindow {
  readonly total: number;
  readonly isLoading: boolean;
  /** The rows that are in view and near it. */
  readonly rows: readonly Head[];
  getRow(index: number): Head | undefined;
  onNeed(start: number, end: number): void;
}

/** The part of a query's answer that is in view, in chunks, over any number of rows. */
export function useListWindow(query: Query): ListWindow {
  const workspace = useWorkspace();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const [lastTotal, setLastTotal] = useState(0);
  useEffect(() => setRange({ first: 0, last: 0 }), [query]);

  const chunks = useMemo(() => Array.from({ length: range.last - range.first + 1 }, (_, i) => range.first + i), [range]);
  const answers = useQueries({
    queries: chunks.map((chunk) => pageQuery(workspace, { ...query, offset: chunk * CHUNK, limit: CHUNK })),
  });
  const known = answers.find((answer) => answer.data)?.data;
  if (known && known.total !== lastTotal) setLastTotal(known.total);

  const byChunk = new Map(chunks.map((chunk, i) => [chunk, answers[i]?.data?.heads ?? []]));
  const rows = answers.flatMap((answer) => answer.data?.heads ?? []);
  const onNeed = useCallback((start: number, end: number) => {
    const first = Math.max(0, Math.floor(start / CHUNK));
    const last = Math.max(first, Math.floor(Math.max(start, end - 1) / CHUNK));
    setRange((now) => (now.first === first && now.last === last ? now : { first, last }));
  }, []);

  return {
    total: known?.total ?? lastTotal,
    isLoading: !known,
    rows,
    getRow: (index) => byChunk.get(Math.floor(index / CHUNK))?.[index % CHUNK],
    onNeed,
  };
}
