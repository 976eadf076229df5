import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Palette } from '../ui/overlay/Palette.tsx';
import { usePaletteSections } from './usePaletteSections.ts';

interface CommandPaletteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

/** Ctrl+K: any record, any screen, anything that can be done here. */
export function CommandPalette({ opened, onClose, onKeys }: CommandPaletteProps) {
  const { t } = useTranslation('app');
  const [query, setQuery] = useState('');
  const close = () => {
    setQuery('');
    onClose();
  };
  const { sections, isBusy } = usePaletteSections({ query, isOpen: opened, close, onKeys });
  return (
    <Palette
      opened={opened}
      onClose={close}
      title={t('palette.title')}
      query={query}
      onQuery={setQuery}
      placeholder={t('palette.placeholder')}
      sections={sections}
      busy={isBusy}
      empty={t('palette.empty', { query })}
    />
  );
}
