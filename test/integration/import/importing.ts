import { readCsv } from '#shared/importers/csv.importer.ts';
import { planImport } from '#shared/importers/importer.ts';
import { type Mapping, mappingSchema } from '#shared/importers/mapping.schema.ts';
import { draftsOf, finish, type ImportPlan, type SourceImporter } from '#shared/importers/plan.ts';
import { refusalLines } from '#shared/kernel/refusal.ts';
import { admin, type World } from '#test/support/memory-store.ts';

/** Plans and applies imports into a world of a test. */
export const importing = (world: World) => {
  const around = () => ({ registry: world.registry, reader: world.store, actor: admin, now: world.now(), newId: world.newId });
  return {
    around,
    async source(importer: SourceImporter, files: readonly { name: string; bytes: Uint8Array }[], zone = 'UTC'): Promise<ImportPlan> {
      const plan = await finish(importer.plan(files, { zone }, around()));
      if (!plan.ok) throw new Error(refusalLines(plan.error).join('\n'));
      return plan.value;
    },
    async csv(text: string, mapping: Omit<Mapping, 'source'> & { source?: string }): Promise<ImportPlan> {
      const table = readCsv(new TextEncoder().encode(text));
      if (!table.ok) throw new Error(refusalLines(table.error).join('\n'));
      const plan = await finish(planImport(table.value, mappingSchema.parse(mapping), around()));
      if (!plan.ok) throw new Error(refusalLines(plan.error).join('\n'));
      return plan.value;
    },
    async apply(plan: ImportPlan, choice: 'skip' | 'here' | 'file' = 'skip'): Promise<number> {
      const drafts = draftsOf(plan, choice);
      for (const { name, recordId, input } of drafts) {
        const result = await world.try(name, recordId, input, admin);
        if (!result.ok) throw new Error([name, ...refusalLines(result.error)].join('\n'));
      }
      return drafts.length;
    },
  };
};
