import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { idsNamed } from '#shared/exporters/export-columns.ts';
import type { Exporter } from '#shared/exporters/registry.ts';
import { type AnyRecordDefinition, labelOf } from '#shared/model/definition.ts';
import type { Query } from '#shared/model/query.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { platform } from '#renderer/platform/index.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import type { Workspace } from '#renderer/store/workspace.ts';
import { say } from '#renderer/ui/overlay/say.tsx';
import { count } from '../format.ts';
import { useWords } from '../words.ts';
import type { WriteFile } from './export.worker.ts';

const CHUNK = 2000;

export interface Export {
  /** How many records are read so far; null while nothing is exported. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  run(exporter: Exporter, query: Query): Promise<void>;
  cancel(): void;
}

/** Writes everything that a list shows, in its order, to a file. Reads in parts, writes in a worker, can be canceled. */
export function useExport(definition: AnyRecordDefinition): Export {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = useTranslation('workbench');
  const [progress, setProgress] = useState<Export['progress']>(null);
  const stop = useRef(new AbortController());

  const run = useCallback(
    async (exporter: Exporter, query: Query) => {
      stop.current = new AbortController();
      const { signal } = stop.current;
      const records = await readAll(workspace, query, signal, (done, total) => setProgress({ done, total }));
      const labels = signal.aborted ? new Map<string, string>() : await labelsFor(workspace, definition, records);
      const bytes = signal.aborted
        ? null
        : await writeInWorker(
            {
              exporter: exporter.name,
              kind: definition.kind,
              records,
              labels,
              now: new Date().toISOString(),
              unconfirmed: workspace.sync.state.phase === 'local' ? null : workspace.sync.provisional,
            },
            signal,
          );
      setProgress(null);
      if (!bytes) return;
      const saved = await platform.saveFile(`${words.many(definition)}.${exporter.extension}`, exporter.mediaType, bytes);
      if (!saved.ok)
        say({ id: 'export', tone: 'refused', text: t('list.exportFailed'), reasons: [saved.error.detail ?? saved.error.title] });
      else if (saved.value) say({ id: 'export', text: t('list.exported', { name: saved.value.name, number: count(records.length) }) });
    },
    [workspace, definition, words, t],
  );
  return { progress, run, cancel: () => stop.current.abort() };
}

async function readAll(
  workspace: Workspace,
  query: Query,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<RecordOf[]> {
  const ids = await workspace.ids(query);
  const records: RecordOf[] = [];
  for (let start = 0; start < ids.length && !signal.aborted; start += CHUNK) {
    records.push(...(await workspace.reader.many(ids.slice(start, start + CHUNK))));
    onProgress(records.length, ids.length);
  }
  return records;
}

async function labelsFor(
  workspace: Workspace,
  definition: AnyRecordDefinition,
  records: readonly RecordOf[],
): Promise<Map<string, string>> {
  const named = await workspace.reader.many(idsNamed({ definition, records }));
  return new Map(named.map((record) => [record.id, record.number ?? labelOf(workspace.registry.of(record.kind), record)]));
}

function writeInWorker(file: WriteFile, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('export.worker.ts', import.meta.url), { type: 'module' });
    const finish = (bytes: Uint8Array<ArrayBuffer> | null) => {
      worker.terminate();
      resolve(bytes);
    };
    signal.addEventListener('abort', () => finish(null), { once: true });
    worker.addEventListener('message', (event: MessageEvent<Uint8Array<ArrayBuffer> | null>) => finish(event.data));
    worker.addEventListener('error', () => finish(null));
    worker.postMessage(file);
  });
}
