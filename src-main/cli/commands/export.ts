import { basename, resolve } from 'node:path';
import { atomicWrite } from '#main/adapters/files/atomic-write.ts';
import { idsNamed } from '#shared/exporters/export-columns.ts';
import { exporterFor, exporters } from '#shared/exporters/registry.ts';
import { CliError, EXIT, usage } from '../exit-codes.ts';
import { kindCalled, labelsOf } from '../kinds.ts';
import { type CommandLine, required } from '../options.ts';
import type { Work } from '../session.ts';
import { conditionOf, readCondition, sortOf } from '../where.ts';

/** `export KIND --to FILE`: any list as CSV or Excel, by the file's ending. The file is written whole or not at all. */
export function exportList({ args, options }: CommandLine): Work {
  const definition = kindCalled(required(args[0], 'The kind of records'));
  const path = resolve(required(options.to, '--to'));
  const exporter = exporterFor(path);
  if (!exporter) throw usage(`${basename(path)} must end in ${exporters.map(({ extension }) => `.${extension}`).join(' or ')}.`);
  const written = (options.where ?? []).map((text) => readCondition(text, definition));
  const sort = (options.sort ?? []).map((text) => sortOf(text, definition));
  return async ({ workspace }) => {
    const where = await Promise.all(written.map((one) => conditionOf(one, definition, workspace)));
    const heads = await workspace.reader.list({
      kind: definition.kind,
      where,
      sort,
      archived: options.archived === true ? 'with' : 'without',
    });
    const records = await workspace.reader.many(heads.map(({ id }) => id));
    const labels = await labelsOf(idsNamed({ definition, records }), workspace);
    const columns = options.columns?.split(',').map((column) => column.trim());
    const bytes = await exporter.write({
      definition,
      records,
      labelOf: (id) => labels.get(id),
      now: workspace.now(),
      ...(columns === undefined ? {} : { columns }),
    });
    try {
      await atomicWrite(path, bytes);
    } catch (cause) {
      throw new CliError(EXIT.storage, [`${path} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`]);
    }
    const many = `${records.length.toLocaleString('en')} ${definition.wording.many.toLowerCase()}`;
    return {
      json: { kind: definition.kind, file: path, records: records.length, bytes: bytes.length },
      lines: [`${many} written to ${path}.`],
    };
  };
}
