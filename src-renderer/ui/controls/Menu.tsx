import { Menu as KitMenu } from '@mantine/core';
import { Fragment, useId } from 'react';
import { Icon } from '../Icon.tsx';
import { Kbd } from './Kbd.tsx';
import classes from './Menu.module.css';
import type { MenuItem, MenuProps } from './props.ts';
import { shortcutOf } from './shortcut.ts';

function Item({ item }: { readonly item: MenuItem }) {
  const id = useId();
  const isClosed = item.reasons !== undefined && item.reasons.length > 0;
  const shared = {
    className: classes.item ?? '',
    'aria-keyshortcuts': shortcutOf(item.keys),
    rightSection: item.keys && !isClosed && <Kbd keys={item.keys} />,
  };
  if (item.checked !== undefined) {
    return (
      <KitMenu.CheckboxItem {...shared} checked={item.checked} checkIcon={<Icon name="check" />} onChange={item.onSelect}>
        {item.label}
      </KitMenu.CheckboxItem>
    );
  }
  return (
    <KitMenu.Item
      {...shared}
      aria-disabled={isClosed || undefined}
      aria-describedby={isClosed ? id : undefined}
      closeMenuOnClick={!isClosed}
      onClick={isClosed ? undefined : item.onSelect}
      leftSection={item.icon && <Icon name={item.icon} />}
    >
      {item.label}
      {isClosed && (
        <small id={id} className={classes.reasons}>
          {item.reasons.join('; ')}
        </small>
      )}
    </KitMenu.Item>
  );
}

/** A menu on a button. What is closed stays in it, focusable, with its reasons underneath. */
export function Menu({ label, trigger, items, align = 'start', side = 'below', opened, onOpened }: MenuProps) {
  const state = opened === undefined ? {} : { opened };
  return (
    <KitMenu
      {...state}
      {...(onOpened ? { onChange: onOpened } : {})}
      position={`${side === 'above' ? 'top' : 'bottom'}-${align}`}
      offset={2}
      width="max-content"
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: classes.menu ?? '' }}
      withInitialFocusPlaceholder={false}
      menuItemTabIndex={0}
      loop
    >
      <KitMenu.Target>{trigger}</KitMenu.Target>
      <KitMenu.Dropdown aria-label={label}>
        {items.map((item) => (
          <Fragment key={item.id}>
            {item.divided && <KitMenu.Divider className={classes.divider ?? ''} />}
            <Item item={item} />
          </Fragment>
        ))}
      </KitMenu.Dropdown>
    </KitMenu>
  );
}
