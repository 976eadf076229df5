import { registry } from '#shared/capabilities/registry.ts';
import { exporters } from '#shared/exporters/registry.ts';
import type { RecordOf } from '#shared/model/record.ts';

/** What the page sends: the records, and what their references are called. */
export interface WriteFile {
  readonly exporter: string;
  readonly kind: string;
  readonly records: readonly RecordOf[];
  readonly labels: ReadonlyMap<string, string>;
  readonly now: string;
  /** Null for a workspace without a server. */
  readonly unconfirmed: ReadonlySet<string> | null;
}

/** Writes files away from the page; a workbook of 100 000 rows takes seconds. */
self.addEventListener('message', (event: MessageEvent<WriteFile>) => {
  void write(event.data).then((bytes) => self.postMessage(bytes));
});

async function write({ exporter, kind, records, labels, now, unconfirmed }: WriteFile): Promise<Uint8Array | null> {
  const found = exporters.find(({ name }) => name === exporter);
  const definition = registry.of(kind);
  const labelOf = (id: string) => labels.get(id);
  return found ? found.write({ definition, records, labelOf, now, ...(unconfirmed ? { unconfirmed } : {}) }) : null;
}
