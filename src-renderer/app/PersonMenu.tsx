import { useTranslation } from 'react-i18next';
import { useWorkspaceState } from '../store/useWorkspace.ts';
import { Menu } from '../ui/controls/Menu.tsx';
import { useSession } from '../workbench/session.ts';
import classes from './PersonMenu.module.css';

interface PersonMenuProps {
  readonly align: 'start' | 'end';
}

/** Who sits here, and the ways for someone else to. */
export function PersonMenu({ align }: PersonMenuProps) {
  const { t } = useTranslation('app');
  const session = useSession();
  const name = useWorkspaceState(({ actor }) => actor?.name) ?? '';
  return (
    <Menu
      label={name}
      align={align}
      side="above"
      trigger={
        <button type="button" className={classes.person} aria-label={t('person.menu', { name })}>
          {name}
        </button>
      }
      items={[
        { id: 'switch', label: t('person.switch'), icon: 'users', onSelect: () => void session.signOut() },
        { id: 'lock', label: t('person.lock'), icon: 'lock', keys: 'Ctrl Alt L', onSelect: () => session.lock() },
        { id: 'account', label: t('person.account'), icon: 'user', onSelect: () => (location.hash = '#/settings/account') },
        { id: 'leave', label: t('person.leave'), icon: 'archive', divided: true, onSelect: () => void session.leave() },
      ]}
    />
  );
}
