import type { TabsProps } from './props.ts';
import classes from './Tabs.module.css';

export function Tabs({ label, items, current, onSelect }: TabsProps) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {items.map((item) => {
        const here = item.id === current ? 'page' : undefined;
        const words = (
          <>
            {item.label}
            {item.count !== undefined && <span className={classes.count}>{item.count}</span>}
          </>
        );
        return item.href === undefined ? (
          <button key={item.id} type="button" className={classes.tab} aria-current={here} onClick={() => onSelect?.(item.id)}>
            {words}
          </button>
        ) : (
          <a key={item.id} className={classes.tab} href={item.href} aria-current={here} onClick={() => onSelect?.(item.id)}>
            {words}
          </a>
        );
      })}
    </nav>
  );
}
