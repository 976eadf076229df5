import { useCallback, useEffect, useRef, useState } from 'react';
import { planImport } from '#shared/importers/importer.ts';
import type { Mapping } from '#shared/importers/mapping.schema.ts';
import { type ConflictChoice, draftsOf, finish, type ImportPlan } from '#shared/importers/plan.ts';
import { suggestMapping } from '#shared/importers/suggest-mapping.ts';
import type { Table } from '#shared/importers/table.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { BulkReport } from '#renderer/store/workspace.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { reading } from '../format.ts';
import { breathe } from './breathe.ts';
import { takePasted } from './pasted.ts';
import { readTable, tableOfBlock } from './read-table.ts';

export interface Working {
  readonly what: 'reading' | 'comparing' | 'applying';
  readonly done: number;
  readonly total: number;
}

export interface Import {
  readonly table: Table | null;
  readonly mapping: Mapping | null;
  /** The dry run of the mapping as it is now; null while it is being made or before there is a file. */
  readonly plan: ImportPlan | null;
  readonly report: BulkReport | null;
  readonly working: Working | null;
  readonly refused: Refusal | null;
  open(file: { name: string; bytes: Uint8Array }): Promise<void>;
  map(mapping: Mapping): void;
  apply(choice: ConflictChoice): Promise<void>;
  cancel(): void;
  reset(): void;
}

/** One import from file to report: read, map, look, apply. Nothing is written before `apply`. */
export function useImport(definition: AnyRecordDefinition): Import {
  const workspace = useWorkspace();
  const [table, setTable] = useState<Table | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [report, setReport] = useState<BulkReport | null>(null);
  const [working, setWorking] = useState<Working | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const stop = useRef(new AbortController());

  const restart = useCallback(() => {
    stop.current.abort();
    stop.current = new AbortController();
    return stop.current.signal;
  }, []);
  const begin = useCallback(
    (read: Table) => {
      setTable(read);
      setMapping({ ...suggestMapping(definition, read.headers, read.rows), zone: reading().zone });
    },
    [definition],
  );
  const open = useCallback(
    async (file: { name: string; bytes: Uint8Array }) => {
      setRefused(null);
      setReport(null);
      setWorking({ what: 'reading', done: 0, total: 0 });
      const read = await readTable(file, restart());
      setWorking(null);
      if (read.ok) begin(read.value);
      else setRefused(read.error);
    },
    [begin, restart],
  );

  useEffect(() => {
    const block = takePasted();
    if (!block) return;
    const read = tableOfBlock('Clipboard', block);
    if (read.ok) begin(read.value);
    else setRefused(read.error);
  }, [begin]);

  useEffect(() => {
    const { actor } = workspace;
    if (!table || !mapping || !actor) return undefined;
    const signal = restart();
    setPlan(null);
    const look = async () => {
      const around = {
        registry: workspace.registry,
        reader: workspace.reader,
        actor,
        now: new Date().toISOString(),
        newId: workspace.newId,
        signal,
      };
      const planned = await finish(planImport(table, mapping, around), async ({ done, total }) => {
        setWorking({ what: 'comparing', done, total });
        await breathe();
      });
      if (signal.aborted) return;
      setWorking(null);
      setRefused(planned.ok ? null : planned.error);
      setPlan(planned.ok ? planned.value : null);
    };
    void look();
    return () => stop.current.abort();
  }, [workspace, table, mapping, restart]);

  const apply = async (choice: ConflictChoice) => {
    if (!plan) return;
    const signal = restart();
    const drafts = draftsOf(plan, choice);
    setWorking({ what: 'applying', done: 0, total: drafts.length });
    const applied = await workspace.bulk(drafts, {
      signal,
      onProgress: ({ done, total }) => setWorking({ what: 'applying', done, total }),
    });
    setWorking(null);
    setReport(applied);
  };
  const cancel = () => {
    restart();
    setWorking(null);
  };
  const reset = () => {
    restart();
    setTable(null);
    setMapping(null);
    setPlan(null);
    setReport(null);
    setRefused(null);
    setWorking(null);
  };
  return {
    table,
    mapping,
    plan,
    report,
    working,
    refused,
    open,
    map: setMapping,
    apply,
    cancel,
    reset,
  };
}
