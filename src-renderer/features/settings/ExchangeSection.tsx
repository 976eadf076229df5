import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { useWords } from '#renderer/workbench/words.ts';
import classes from './settings.module.css';

/** Import and export by kind. A kind that cannot be imported says so. */
export function ExchangeSection() {
  const { t } = useTranslation('settings');
  const { registry } = useWorkspace();
  const words = useWords();
  return (
    <Section title={t('exchange.title')}>
      <Prose>{t('exchange.text')}</Prose>
      <Table
        label={t('exchange.title')}
        columns={[
          { id: 'kind', label: t('exchange.kind') },
          { id: 'ways', label: <span className="visually-hidden">{t('exchange.ways')}</span>, width: 220 },
        ]}
        rows={registry.kinds.map((definition) => ({
          id: definition.kind,
          cells: [
            words.many(definition),
            <span key="ways" className={classes.ways}>
              {definition.lifecycle && !definition.imports ? (
                <span className="dim">{t('exchange.notImported')}</span>
              ) : (
                <Link href={`#/${definition.plural}/import`}>{t('exchange.import')}</Link>
              )}
              <Link href={`#/${definition.plural}`}>{t('exchange.export')}</Link>
            </span>,
          ],
        }))}
      />
    </Section>
  );
}
