import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Head } from '#shared/model/head.ts';
import { headOf } from '#shared/model/head-projection.ts';
import { missingPermission } from '#shared/model/permission.ts';
import { optionsQuery, recordsQuery, searchQuery } from '../store/queries.ts';
import { useWorkspace } from '../store/useWorkspace.ts';
import { matchesWords } from '../ui/overlay/matches-words.ts';
import type { PaletteItem, PaletteSection } from '../ui/overlay/props.ts';
import { useCurrent } from '../workbench/current.ts';
import { useWords } from '../workbench/words.ts';
import { readRecent } from './personal-storage.ts';
import { railScreens, screens } from './screens.ts';
import { usePaletteActions } from './usePaletteActions.ts';

interface PaletteState {
  readonly query: string;
  readonly isOpen: boolean;
  readonly onKeys: () => void;
}

const MOST = 12;

/** What the palette offers: what can be done here, records that match, places, new records, settings. */
export function usePaletteSections({ query, isOpen, onKeys }: PaletteState): { sections: PaletteSection[]; isBusy: boolean } {
  const { t } = useTranslation('app');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const words = useWords();
  const current = useCurrent();
  const text = query.trim();
  // What is listed always fits what is typed, so that a quick Enter takes the right one; only the search may come later.
  const asked = useDeferredValue(text);
  const found = useQuery({ ...searchQuery(workspace, asked), enabled: isOpen && asked !== '' });
  const isBehind = asked !== text || found.isPlaceholderData;
  const records = (found.data ?? []).filter((head) => !isBehind || matchesWords(text, `${head.label} ${head.number ?? ''}`));
  const options = useQuery({ ...optionsQuery(workspace, current?.recordId ?? ''), enabled: isOpen && current !== null });
  const recent = useRecentHeads(isOpen);
  const settingsActions = usePaletteActions(onKeys);

  const item = (id: string, label: string, run: () => void, more: Partial<PaletteItem> = {}): PaletteItem => ({
    id,
    label,
    onSelect: run,
    ...more,
  });
  const recordItem = (head: Head) => {
    const definition = workspace.registry.of(head.kind);
    const unconfirmed = workspace.sync.provisional.has(head.id) ? t('sync:mark.provisional') : '';
    const hint = [head.number, words.one(definition), words.state(definition, head.state), unconfirmed].filter(Boolean).join(' · ');
    return item(`record ${head.id}`, head.label, () => void navigate({ to: `/${definition.plural}/${head.id}` }), { hint });
  };

  const here = (options.data ?? []).map((option) =>
    item(`do ${option.verb}`, option.label, () => current?.start(option.verb), {
      hint: option.description,
      reasons: option.allowed ? undefined : option.unmet.map(({ message, help }) => (help ? `${message} ${help}` : message)),
      ...(option.key === undefined ? {} : { keys: option.key }),
    }),
  );
  const places = [
    ...railScreens.map((screen) =>
      item(`go ${screen.id}`, t(screen.label), () => void navigate({ to: screen.path }), {
        icon: screen.rail.icon,
        keys: `G ${screen.rail.key}`,
      }),
    ),
    ...workspace.registry.kinds
      .filter(({ plural }) => !railScreens.some(({ path }) => path === `/${plural}`))
      .map((definition) => item(`list ${definition.kind}`, words.many(definition), () => void navigate({ to: `/${definition.plural}` }))),
  ];
  // Screens that the rail does not show are found by their name only.
  const others = screens
    .filter(({ path, rail }) => rail === undefined && !path.includes('$'))
    .map((screen) =>
      item(`go ${screen.id}`, t(screen.label), () => void navigate({ to: screen.path }), {
        hint: screen.path.startsWith('/settings/') ? t('rail.settings') : undefined,
      }),
    );
  const creations = workspace.registry.kinds.map((definition) => {
    const unmet = workspace.actor ? missingPermission(definition.permissions.create, { actor: workspace.actor }) : [];
    const create = () => void navigate({ to: `/${definition.plural}`, search: { create: true } });
    return item(`create ${definition.kind}`, t('palette.create', { one: words.one(definition).toLowerCase() }), create, {
      icon: 'plus',
      reasons: unmet.length > 0 ? unmet.map(({ message }) => message) : undefined,
    });
  });
  const settings = settingsActions.map(({ id, label, run, ...more }) => item(id, label, run, more));

  const section = (id: string, items: readonly PaletteItem[]): PaletteSection => ({
    id,
    label: t(`palette.${id}`),
    items: text === '' ? items : items.filter(({ label, hint }) => matchesWords(text, `${label} ${hint ?? ''}`)),
  });
  const sections =
    text === ''
      ? [
          section('here', here),
          section('recent', recent.filter(({ id }) => id !== current?.recordId).map(recordItem)),
          section('go', places),
          section('new', creations),
          section('settings', settings),
        ]
      : [
          section('here', here),
          { id: 'records', label: t('palette.records'), items: records.slice(0, MOST).map(recordItem) },
          section('go', [...places, ...others]),
          section('new', creations),
          section('settings', settings),
        ];
  return { sections: sections.filter(({ items }) => items.length > 0), isBusy: isBehind || found.isFetching };
}

function useRecentHeads(isOpen: boolean): Head[] {
  const workspace = useWorkspace();
  const ids = useMemo(() => (isOpen ? readRecent(workspace.id) : []), [isOpen, workspace.id]);
  const { data } = useQuery({ ...recordsQuery(workspace, ids), enabled: ids.length > 0 });
  return isOpen && ids.length > 0 ? (data ?? []).map((record) => headOf(workspace.registry.of(record.kind), record)) : [];
}
