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
}

/** Writes files away from the page; a workbook of 100 000 rows takes seconds. */
self.addEventListener('message', (event: MessageEvent<WriteFile>) => {
  void write(event.data).then((bytes) => self.postMessage(bytes));
});

async function write({ exporter, kind, records, labels, now }: WriteFile): Promise<Uint8Array | null> {
  const found = exporters.find(({ name }) => name === exporter);
  return found ? found.write({ definition: registry.of(kind), records, labelOf: (id) => labels.get(id), now }) : null;
}
