import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PaletteItem } from '../ui/overlay/props.ts';
import { usePersonal } from '../workbench/personal.ts';
import { useSession } from '../workbench/session.ts';
import { useUndo } from './useUndo.ts';

export type PaletteAction = Omit<PaletteItem, 'onSelect'> & { readonly run: () => void };

/** What the palette can do that belongs to no record: look, keys, session, data. */
export function usePaletteActions(onKeys: () => void): PaletteAction[] {
  const { t } = useTranslation('app');
  const { settings, change } = usePersonal();
  const session = useSession();
  const navigate = useNavigate();
  const { undo, redo } = useUndo();
  const go = (to: string) => () => void navigate({ to });
  return [
    { id: 'undo', label: t('keys.undo'), icon: 'undo', keys: 'Ctrl Z', run: () => void undo() },
    { id: 'redo', label: t('keys.redo'), icon: 'redo', keys: 'Ctrl Shift Z', run: () => void redo() },
    { id: 'keys', label: t('keys.sheet'), icon: 'keyboard', keys: '?', run: onKeys },
    { id: 'light', label: t('palette.light'), icon: 'sun', run: () => change({ theme: 'light' }) },
    { id: 'dark', label: t('palette.dark'), icon: 'moon', run: () => change({ theme: 'dark' }) },
    { id: 'auto', label: t('palette.auto'), icon: 'monitor', run: () => change({ theme: 'auto' }) },
    {
      id: 'large',
      label: t(settings.largeType ? 'palette.normalType' : 'palette.largeType'),
      icon: 'eye',
      run: () => change({ largeType: !settings.largeType }),
    },
    { id: 'backup', label: t('palette.backup'), icon: 'save', run: go('/settings/data') },
    { id: 'lock', label: t('person.lock'), icon: 'lock', keys: 'Ctrl Alt L', run: () => session.lock() },
    { id: 'switch', label: t('person.switch'), icon: 'users', run: () => void session.signOut() },
    { id: 'leave', label: t('person.leave'), icon: 'archive', run: () => void session.leave() },
  ];
}
