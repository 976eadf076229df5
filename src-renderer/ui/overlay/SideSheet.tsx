import { Drawer } from '@mantine/core';
import type { SideSheetProps } from './props.ts';
import classes from './SideSheet.module.css';

export function SideSheet({ opened, onClose, title, children, foot, size = 'normal' }: SideSheetProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="right"
      size={size === 'wide' ? 640 : 420}
      padding={0}
      transitionProps={{ duration: 140, timingFunction: 'ease-out' }}
    >
      <div className={classes.body}>{children}</div>
      {foot !== undefined && <div className={classes.foot}>{foot}</div>}
    </Drawer>
  );
}
