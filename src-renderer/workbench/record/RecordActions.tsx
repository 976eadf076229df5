import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Option } from '#shared/model/explain.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Menu } from '#renderer/ui/controls/Menu.tsx';
import type { MenuItem } from '#renderer/ui/controls/props.ts';
import { useKeys } from '../keys.ts';
import { reasonsOf } from '../act/useAct.ts';

interface RecordActionsProps {
  readonly options: readonly Option[];
  readonly onStart: (verb: string) => void;
  /** What can be done with the page rather than with the record: print it, copy its link. */
  readonly extra: readonly MenuItem[];
  /** Something else on the page is its one primary action. */
  readonly isSecondary?: boolean;
  /** Verbs that are done at once although something could be said with them. */
  readonly direct?: readonly string[] | undefined;
}

const GENERIC = new Set(['edit', 'comment', 'archive', 'restore']);
const SHOWN = 3;

/** The ways on as buttons, the open ones first; the rest and the generic commands in a menu. A closed one says why. */
export function RecordActions({ options, onStart, extra, isSecondary = false, direct }: RecordActionsProps): ReactNode {
  const { t } = useTranslation('workbench');
  const ways = options.filter((option) => !GENERIC.has(option.verb));
  const ranked = [...ways].toSorted((a, b) => rank(a) - rank(b));
  const shown = ranked.slice(0, SHOWN);
  const rest = [...ranked.slice(SHOWN), ...options.filter((option) => GENERIC.has(option.verb) && option.verb !== 'edit')];
  const primary = isSecondary ? undefined : shown.find((option) => option.allowed && option.tone === 'primary');
  // Three dots say that a dialog follows.
  const wordsOf = (option: Option) =>
    Object.keys(option.input).length > 0 && !direct?.includes(option.verb) ? `${option.label}…` : option.label;
  const edit = options.find((option) => option.verb === 'edit');

  useKeys(
    ways.flatMap((option) =>
      option.key === undefined
        ? []
        : [
            {
              id: `act.${option.verb}`,
              keys: option.key.toUpperCase(),
              group: t('record.keys'),
              label: option.label,
              run: () => onStart(option.verb),
            },
          ],
    ),
  );
  return (
    <>
      {shown.map((option) => (
        <Button
          key={option.verb}
          variant={option === primary ? 'primary' : 'normal'}
          keys={option.key?.toUpperCase()}
          reasons={option.allowed ? undefined : reasonsOf(option.unmet)}
          onClick={() => onStart(option.verb)}
        >
          {wordsOf(option)}
        </Button>
      ))}
      {edit && (
        <Button keys="E" reasons={edit.allowed ? undefined : reasonsOf(edit.unmet)} onClick={() => onStart('edit')}>
          {t('record.edit')}…
        </Button>
      )}
      <Menu
        label={t('record.more')}
        align="end"
        trigger={<Button>{t('record.more')}</Button>}
        items={[
          ...rest.map((option) => ({
            id: option.verb,
            label: wordsOf(option),
            keys: option.key?.toUpperCase(),
            reasons: option.allowed ? undefined : reasonsOf(option.unmet),
            onSelect: () => onStart(option.verb),
          })),
          ...extra.map((item, position) => ({ ...item, divided: position === 0 })),
        ]}
      />
    </>
  );
}

const rank = (option: Option) => (option.allowed ? 0 : 2) + (option.tone === 'danger' ? 1 : 0) + (option.tone === 'primary' ? -1 : 0);
