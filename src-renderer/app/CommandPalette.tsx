import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Palette } from '../ui/overlay/Palette.tsx';
import { usePaletteSections } from './usePaletteSections.ts';

interface CommandPaletteProps {
  /** What it starts with; null while it is closed. */
  readonly start: string | null;
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

/** Ctrl+K: any record, any screen, anything that can be done here. */
export function CommandPalette({ start, onClose, onKeys }: CommandPaletteProps) {
  const { t } = useTranslation('app');
  const [typed, setTyped] = useState({ start, query: start ?? '' });
  if (typed.start !== start) setTyped({ start, query: start ?? '' });
  const { query } = typed;
  const { sections, isBusy } = usePaletteSections({ query, isOpen: start !== null, onKeys });
  return (
    <Palette
      opened={start !== null}
      onClose={onClose}
      title={t('palette.title')}
      query={query}
      onQuery={(next) => setTyped({ start, query: next })}
      placeholder={t('palette.placeholder')}
      sections={sections}
      busy={isBusy}
      empty={t('palette.empty', { query })}
    />
  );
}
