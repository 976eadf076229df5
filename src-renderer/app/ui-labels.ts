import type { TFunction } from 'i18next';
import { englishLabels, type UiLabels } from '../ui/labels.ts';

/** The design system's own words, from the catalogue: `app:ui`. What the catalogue lacks stays English. */
export function uiLabels(t: TFunction<'app'>): UiLabels {
  const text = (key: string, english: string, values: Record<string, unknown> = {}) => t(`ui.${key}`, { ...values, defaultValue: english });
  const words = Object.fromEntries(
    Object.entries(englishLabels).flatMap(([key, value]) => (typeof value === 'string' ? [[key, text(key, value)]] : [])),
  );
  const operators = Object.fromEntries(
    Object.entries(englishLabels.operators).map(([operator, english]) => [operator, text(`operators.${operator}`, english)]),
  );
  return {
    ...englishLabels,
    ...words,
    operators,
    resize: (column) => text('resize', englishLabels.resize(column), { column }),
    remove: (what) => text('remove', englishLabels.remove(what), { what }),
    updateView: (label) => text('updateView', englishLabels.updateView(label), { label }),
    removeView: (label) => text('removeView', englishLabels.removeView(label), { label }),
    results: (count) => text('results', englishLabels.results(count), { count }),
    progress: (done, total) => text('progress', englishLabels.progress(done, total), { done, total }),
  };
}
