import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../store/useWorkspace.ts';
import { say } from '../ui/overlay/say.tsx';
import { type KeyBinding, useKeys } from '../workbench/keys.ts';
import { useSession } from '../workbench/session.ts';
import { railScreens } from './screens.ts';
import { useUndo } from './useUndo.ts';

interface Openers {
  readonly palette: (query?: string) => void;
  readonly togglePalette: () => void;
  readonly keys: () => void;
}

/** The keys that work on every screen. */
export function useGlobalKeys(open: Openers): void {
  const { t } = useTranslation('app');
  const workspace = useWorkspace();
  const session = useSession();
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const { undo, redo } = useUndo();
  const listed = workspace.registry.byPlural(path.split('/')[1] ?? '');
  const go = (to: string) => () => void navigate({ to });
  const general = t('keys.general');
  const goes = t('keys.go');

  const bindings: KeyBinding[] = [
    { id: 'palette', keys: 'Ctrl K', label: t('keys.palette'), group: general, run: open.togglePalette, inDialogs: true },
    { id: 'search', keys: '/', label: t('keys.search'), group: general, run: () => open.palette() },
    { id: 'keys', keys: '?', label: t('keys.sheet'), group: general, run: open.keys },
    {
      id: 'create',
      keys: 'C',
      label: t('keys.create'),
      group: general,
      when: () => listed !== undefined,
      run: () => void navigate({ to: `/${listed?.plural}`, search: { create: true } }),
    },
    { id: 'undo', keys: 'Ctrl Z', label: t('keys.undo'), group: general, run: () => void undo(), whileTyping: false },
    { id: 'redo', keys: 'Ctrl Shift Z', label: t('keys.redo'), group: general, run: () => void redo(), whileTyping: false },
    { id: 'redo-too', isUnlisted: true, keys: 'Ctrl Y', label: t('keys.redo'), group: general, run: () => void redo(), whileTyping: false },
    {
      id: 'save',
      keys: 'Ctrl S',
      label: t('keys.save'),
      group: general,
      run: () => say({ id: 'saved', text: t('keys.saved') }),
      inDialogs: true,
    },
    { id: 'lock', keys: 'Ctrl Alt L', label: t('person.lock'), group: general, run: () => session.lock(), inDialogs: true },
    ...railScreens.map(({ id, rail, path: to, label }) => ({
      id: `go-${id}`,
      keys: `G ${rail.key}`,
      label: t(label),
      group: goes,
      run: go(to),
    })),
  ];
  useKeys(bindings, true);
}
