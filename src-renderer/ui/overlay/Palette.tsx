import { Modal } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Kbd } from '../controls/Kbd.tsx';
import { Icon } from '../Icon.tsx';
import { useLabels } from '../useLabels.ts';
import classes from './Palette.module.css';
import type { PaletteItem, PaletteProps } from './props.ts';

function Option({ item }: { readonly item: PaletteItem }) {
  const isClosed = item.reasons !== undefined && item.reasons.length > 0;
  return (
    <>
      <Icon name={isClosed ? 'lock' : (item.icon ?? 'right')} />
      <span className={classes.words}>
        <span className={classes.label}>{item.label}</span>
        {item.hint !== undefined && <span className={classes.hint}>{item.hint}</span>}
        {isClosed && <small className={classes.reasons}>{item.reasons.join('; ')}</small>}
      </span>
      {item.keys && !isClosed && <Kbd keys={item.keys} />}
    </>
  );
}

export function Palette({ opened, onClose, title, query, onQuery, placeholder, sections, busy = false, empty }: PaletteProps) {
  const labels = useLabels();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const shown = sections.filter((section) => section.items.length > 0);
  const items = shown.flatMap((section) => section.items);
  const [currentId, setCurrent] = useState<string>();
  const at = Math.max(
    0,
    items.findIndex((item) => item.id === currentId),
  );
  const current = items[at];

  // A new query starts at its first answer again.
  useEffect(() => setCurrent(undefined), [query, opened]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current?.id]);

  const run = (item: PaletteItem | undefined) => {
    if (!item || (item.reasons && item.reasons.length > 0)) return;
    onClose();
    item.onSelect();
  };
  const press = (event: KeyboardEvent) => {
    const steps: { readonly [key: string]: number } = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const by = steps[event.key];
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(current);
    else if (by !== undefined && items.length > 0) {
      const next = Math.abs(by) === 1 ? (at + by + items.length) % items.length : Math.min(items.length - 1, Math.max(0, at + by));
      setCurrent(items[next]?.id);
    } else return;
    event.preventDefault();
  };

  return (
    <Modal.Root opened={opened} onClose={onClose} size={640} yOffset="12vh" padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <div className={classes.find}>
          <Icon name="search" />
          <input
            data-autofocus
            className={classes.input}
            role="combobox"
            aria-label={title}
            aria-expanded={items.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={current ? `${id}-${current.id}` : undefined}
            placeholder={placeholder}
            value={query}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onQuery(event.currentTarget.value)}
            onKeyDown={press}
          />
          <Kbd keys="Esc" />
        </div>
        <div ref={list} id={`${id}-list`} role="listbox" aria-label={title} aria-busy={busy || undefined} className={classes.list}>
          {shown.map((section) => (
            <div key={section.id} role="group" aria-labelledby={`${id}-${section.id}-head`}>
              <div id={`${id}-${section.id}-head`} role="presentation" className={classes.head}>
                {section.label}
              </div>
              {section.items.map((item) => (
                <div
                  key={item.id}
                  id={`${id}-${item.id}`}
                  role="option"
                  aria-selected={item.id === current?.id}
                  aria-disabled={(item.reasons && item.reasons.length > 0) || undefined}
                  className={classes.option}
                  onMouseMove={() => setCurrent(item.id)}
                  onClick={() => run(item)}
                >
                  <Option item={item} />
                </div>
              ))}
            </div>
          ))}
        </div>
        <p className={items.length === 0 ? classes.empty : 'visually-hidden'} role="status">
          {items.length > 0 ? labels.results(items.length) : busy ? labels.searching : empty}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}
