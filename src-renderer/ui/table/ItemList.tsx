import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { gridAction } from './grid-keys.ts';
import classes from './ItemList.module.css';
import type { ItemListProps, ListItem } from './props.ts';
import { nextSelection } from './selection.ts';

const itemHeight = 56;

function Item({ item }: { readonly item: ListItem }) {
  return (
    <>
      <span className={classes.line}>
        <span className={`cut ${item.unread ? classes.unread : ''}`} title={item.title}>
          {item.title}
        </span>
        {item.end !== undefined && <span className={item.soon ? classes.soon : classes.end}>{item.end}</span>}
      </span>
      <span className={classes.second}>
        {item.second?.map((part, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the parts of a line have no identity of their own.
          <span key={index} className="cut">
            {part}
          </span>
        ))}
        {item.secondEnd !== undefined && <span className={classes.secondEnd}>{item.secondEnd}</span>}
      </span>
    </>
  );
}

export function ItemList({ label, groups, cursor, onCursor, selected, onSelect, onOpen, empty, autoFocus = false }: ItemListProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const anchor = useRef(-1);
  const items = groups.flatMap((group) => group.items);
  const at = items.findIndex((item) => item.id === cursor);
  const current = items[at];

  useEffect(() => {
    if (autoFocus) list.current?.focus();
  }, [autoFocus]);
  useEffect(() => {
    list.current?.querySelector('[data-cursor]')?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);

  const select = (change: Parameters<typeof nextSelection>[1]) =>
    onSelect?.(nextSelection(selected ?? new Set(), change, (index) => items[index]?.id, items.length));
  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / itemHeight) - 1);
    const action = gridAction(event, { cursor: at, count: items.length, page, hasSelection: (selected?.size ?? 0) > 0 });
    if (!action || action.kind === 'column' || action.kind === 'peek') return;
    if (action.kind === 'open' ? !onOpen : action.kind !== 'move' && !onSelect) return;
    event.preventDefault();
    if (action.kind === 'open') {
      if (current) onOpen?.(current.id);
    } else if (action.kind === 'move') {
      const target = items[action.to];
      if (!target) return;
      if (action.extends) {
        if (anchor.current < 0) anchor.current = Math.max(at, 0);
        select({ kind: 'range', from: anchor.current, to: action.to });
      } else anchor.current = action.to;
      onCursor(target.id);
    } else if (action.kind === 'toggle') select({ kind: 'toggle', index: at });
    else select({ kind: action.kind });
  };

  if (items.length === 0) return empty;
  return (
    <div
      ref={list}
      className={classes.list}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable={onSelect !== undefined || undefined}
      aria-activedescendant={current ? `${id}-${current.id}` : undefined}
      onKeyDown={press}
    >
      {groups.map((group) => (
        <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`}>
          <div id={`${id}-${group.id}`} role="presentation" className={classes.group}>
            <span>{group.label}</span>
            <span>{group.items.length}</span>
          </div>
          {group.items.map((item) => (
            <div
              key={item.id}
              id={`${id}-${item.id}`}
              role="option"
              aria-selected={onSelect ? (selected?.has(item.id) ?? false) : item.id === cursor}
              data-cursor={item.id === cursor || undefined}
              className={classes.item}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey) select({ kind: 'toggle', index: items.indexOf(item) });
                onCursor(item.id);
              }}
              onDoubleClick={() => onOpen?.(item.id)}
            >
              <Item item={item} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
