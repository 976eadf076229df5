import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Pane } from '../ui/shell/Pane.tsx';
import { PaneHead } from '../ui/shell/PaneHead.tsx';
import { Tabs } from '../ui/shell/Tabs.tsx';
import classes from './SettingsPage.module.css';

const SECTIONS = ['account', 'access', 'appearance', 'keys', 'language', 'data', 'server', 'about'] as const;
export type SettingsSection = (typeof SECTIONS)[number];

interface SettingsPageProps {
  readonly section: SettingsSection;
  readonly children: ReactNode;
}

/** The frame of every settings screen: one head, the sections beside it, one column to read. */
export function SettingsPage({ section, children }: SettingsPageProps) {
  const { t } = useTranslation('settings');
  return (
    <Pane
      label={t('title')}
      padded
      head={
        <PaneHead
          title={t('title')}
          middle={
            <Tabs
              label={t('sections')}
              current={section}
              items={SECTIONS.map((id) => ({ id, label: t(`section.${id}`), href: `#/settings/${id}` }))}
            />
          }
        />
      }
    >
      <div className={classes.column}>{children}</div>
    </Pane>
  );
}
