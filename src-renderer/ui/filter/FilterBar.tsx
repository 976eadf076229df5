import { Popover } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { Chip } from '../controls/Chip.tsx';
import { useLabels } from '../useLabels.ts';
import classes from './FilterBar.module.css';
import { FilterForm } from './FilterForm.tsx';
import { operatorsOf } from './filter-operators.ts';
import type { Filter, FilterBarProps } from './props.ts';

/** Conditions as chips: a click edits one, its cross removes it, `F` adds another. */
export function FilterBar({ fields, filters, onChange, note, hotkey = true, opened, onOpened }: FilterBarProps) {
  const labels = useLabels();
  const [own, setOwn] = useState(false);
  const [edited, setEdited] = useState<number>();
  const isOpen = opened ?? own;
  const setOpen = (next: boolean) => {
    setOwn(next);
    onOpened?.(next);
    if (!next) setEdited(undefined);
  };
  useHotkeys(hotkey ? [['F', () => setOpen(true)]] : []);

  // Lists and calendars of the form lie in portals of their own; a click there is not outside.
  useEffect(() => {
    if (!isOpen) return undefined;
    const leave = (event: PointerEvent) => {
      if (event.target instanceof Element && !event.target.closest('[data-portal], [data-filter-trigger]')) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  });

  const wordsOf = (filter: Filter): string => {
    const field = fields.find((candidate) => candidate.id === filter.field);
    const operator = field && operatorsOf(field, labels).find((candidate) => candidate.id === filter.operator);
    const isPlain = filter.operator === 'is' || filter.operator === 'in';
    return isPlain
      ? `${field?.label ?? filter.field}: ${filter.words}`
      : [field?.label ?? filter.field, operator?.label ?? filter.operator, filter.words].filter(Boolean).join(' ');
  };
  const apply = (filter: Filter) => {
    onChange(edited === undefined ? [...filters, filter] : filters.map((before, index) => (index === edited ? filter : before)));
    setOpen(false);
  };

  return (
    <div className={classes.bar} role="group" aria-label={labels.filter}>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-start"
        offset={2}
        trapFocus
        returnFocus
        closeOnClickOutside={false}
        width={320}
      >
        <Popover.Target>
          <Button variant="quiet" icon="filter" keys="F" data-filter-trigger onClick={() => setOpen(!isOpen)}>
            {labels.filter}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={labels.addFilter}>
          <FilterForm
            key={edited}
            fields={fields}
            initial={edited === undefined ? undefined : filters[edited]}
            onApply={apply}
            onCancel={() => setOpen(false)}
          />
        </Popover.Dropdown>
      </Popover>
      {filters.map((filter, index) => {
        const words = wordsOf(filter);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a condition may be there twice; its place tells them apart.
          <span key={`${index} ${words}`} data-filter-trigger>
            <Chip
              onClick={() => {
                setEdited(index);
                setOpen(true);
              }}
              onRemove={() => onChange(filters.filter((_, other) => other !== index))}
              removeLabel={labels.remove(words)}
            >
              {words}
            </Chip>
          </span>
        );
      })}
      {filters.length > 0 && (
        <Button variant="quiet" onClick={() => onChange([])}>
          {labels.clear}
        </Button>
      )}
      {note !== undefined && (
        <span className={classes.note} role="status">
          {note}
        </span>
      )}
    </div>
  );
}
