import { useRef, useState } from 'react';
import { draftsOf, finish, type ImportPlan, type SourceFile, type SourceImporter } from '#shared/importers/plan.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { BulkReport } from '#renderer/store/workspace.ts';
import { breathe } from '#renderer/workbench/import/breathe.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import type { Working } from '#renderer/workbench/import/useImport.ts';

export interface SourceImport {
  readonly files: readonly SourceFile[];
  readonly plan: ImportPlan | null;
  readonly report: BulkReport | null;
  readonly working: Working | null;
  readonly refused: Refusal | null;
  look(importer: SourceImporter, files: readonly SourceFile[], zone: string): Promise<void>;
  apply(): Promise<void>;
  cancel(): void;
}

/** One import of another product's export: first the dry run, then its commands, with progress and a way to stop. */
export function useSourceImport(): SourceImport {
  const workspace = useWorkspace();
  const [files, setFiles] = useState<readonly SourceFile[]>([]);
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [report, setReport] = useState<BulkReport | null>(null);
  const [working, setWorking] = useState<Working | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const stop = useRef(new AbortController());

  const look: SourceImport['look'] = async (importer, chosen, zone) => {
    const { actor } = workspace;
    if (!actor) return;
    stop.current = new AbortController();
    const { signal } = stop.current;
    setFiles(chosen);
    setPlan(null);
    setReport(null);
    setRefused(null);
    setWorking({ what: 'reading', done: 0, total: 0 });
    const around = {
      registry: workspace.registry,
      reader: workspace.reader,
      actor,
      now: new Date().toISOString(),
      newId: workspace.newId,
      signal,
    };
    const planned = await finish(importer.plan(chosen, { zone }, around), async ({ done, total }) => {
      setWorking({ what: 'comparing', done, total });
      await breathe();
    });
    setWorking(null);
    if (signal.aborted) return;
    if (planned.ok) setPlan(planned.value);
    else setRefused(planned.error);
  };
  const apply = async () => {
    if (!plan) return;
    stop.current = new AbortController();
    const drafts = draftsOf(plan, 'file');
    setWorking({ what: 'applying', done: 0, total: drafts.length });
    const applied = await workspace.bulk(drafts, {
      signal: stop.current.signal,
      onProgress: ({ done, total }) => setWorking({ what: 'applying', done, total }),
    });
    setWorking(null);
    setReport(applied);
  };
  return { files, plan, report, working, refused, look, apply, cancel: () => stop.current.abort() };
}
