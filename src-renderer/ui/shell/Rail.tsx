import { Icon } from '../Icon.tsx';
import type { RailProps } from './props.ts';
import classes from './Rail.module.css';

/** The sections of the product. Under 1200 px it keeps the icons and their keys; the words stay as names and tooltips. */
export function Rail({ label, head, search, items, foot }: RailProps) {
  return (
    <nav className={classes.rail} aria-label={label}>
      <div className={classes.head}>{head}</div>
      {search && (
        <button type="button" className={classes.find} onClick={search.onClick} title={search.label}>
          <Icon name="search" />
          <span className={classes.label}>{search.label}</span>
          {search.keys && (
            <span className={classes.key} aria-hidden="true">
              {search.keys}
            </span>
          )}
        </button>
      )}
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <a className={classes.item} href={item.href} aria-current={item.current ? 'page' : undefined} title={item.label}>
              <Icon name={item.icon} />
              <span className={classes.label}>{item.label}</span>
              {item.count !== undefined && <span className={classes.count}>{item.count}</span>}
              {item.alert !== undefined && (
                <span className={classes.alert} title={item.alert}>
                  <Icon name="triangle" small />
                  <span className="visually-hidden">{item.alert}</span>
                </span>
              )}
              {item.keys && (
                <span className={classes.key} aria-hidden="true">
                  {item.keys}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
      {foot !== undefined && <div className={classes.foot}>{foot}</div>}
    </nav>
  );
}
