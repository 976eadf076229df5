import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ColumnMapping, type Mapping, SPECIAL_TARGETS } from '#shared/importers/mapping.schema.ts';
import { cellText, type Table as FileTable } from '#shared/importers/table.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { ChoiceField } from '#renderer/ui/form/ChoiceField.tsx';
import type { Option } from '#renderer/ui/form/props.ts';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { useWords } from '../words.ts';
import classes from './MappingSection.module.css';

interface MappingSectionProps {
  readonly definition: AnyRecordDefinition;
  readonly table: FileTable;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

const EXAMPLES = 3;

/** Which column becomes which field, with examples from the file; and how its dates and empty cells are to be read. */
export function MappingSection({ definition, table, mapping, onChange }: MappingSectionProps): ReactNode {
  const words = useWords();
  const { t } = useTranslation('import');
  const targets: Option[] = [
    ...Object.entries(SPECIAL_TARGETS).map(([value, label]) => ({ value, label })),
    ...Object.keys(definition.fields).map((value) => ({ value, label: words.column(definition, value) })),
  ];
  const ruleOf = (column: string) => mapping.columns.find((rule) => rule.column === column);
  const set = (column: string, to: string | null) => {
    const others = mapping.columns.filter((rule) => rule.column !== column && rule.to !== to);
    const known: ColumnMapping = { ...ruleOf(column), column, to: to ?? '' };
    onChange({ ...mapping, columns: to === null ? others : [...others, known] });
  };
  const examples = (index: number) =>
    [...new Set(table.rows.slice(0, 50).map((row) => cellText(row.cells[index])))]
      .filter((text) => text !== '')
      .slice(0, EXAMPLES)
      .join(' · ');
  const withFormat = (format: string): Mapping => {
    const { format: _format, ...rest } = mapping;
    return format.trim() === '' ? rest : { ...rest, format: format.trim() };
  };

  return (
    <>
      <Section title={t('mapping.title')} note={t('mapping.note', { mapped: mapping.columns.length, of: table.headers.length })}>
        <div className={classes.columns}>
          {table.headers.map((column, index) => (
            <div key={column} className={classes.column}>
              <ChoiceField
                label={column}
                value={ruleOf(column)?.to ?? null}
                onChange={(to) => set(column, to)}
                options={targets}
                placeholder={t('mapping.skip')}
                help={examples(index) || t('mapping.noValues')}
              />
            </div>
          ))}
        </div>
      </Section>
      <Section title={t('mapping.reading')}>
        <div className={classes.columns}>
          <TextField
            label={t('mapping.source')}
            help={t('mapping.sourceHelp')}
            value={mapping.source}
            onChange={(source) => onChange({ ...mapping, source: source.replaceAll(':', '') || 'file' })}
          />
          <TextField
            label={t('mapping.format')}
            help={t('mapping.formatHelp')}
            value={mapping.format ?? ''}
            onChange={(format) => onChange(withFormat(format))}
          />
          <TextField
            label={t('mapping.zone')}
            help={t('mapping.zoneHelp')}
            value={mapping.zone ?? ''}
            onChange={(zone) => onChange({ ...mapping, zone })}
          />
          <TextField
            label={t('mapping.empty')}
            help={t('mapping.emptyHelp')}
            value={(mapping.empty ?? []).join(' ')}
            onChange={(text) => onChange({ ...mapping, empty: text.split(' ').filter((word) => word !== '') })}
          />
        </div>
      </Section>
    </>
  );
}
