import { Lead } from '../text/Lead.tsx';
import { Title } from '../text/Title.tsx';
import type { RecordHeadProps } from './props.ts';
import classes from './RecordHead.module.css';

export function RecordHead({ crumbs, crumbsEnd, title, level = 1, lead, actions, children }: RecordHeadProps) {
  return (
    <header className={classes.head}>
      <div className={classes.words}>
        {(crumbs || crumbsEnd) && (
          <div className={classes.crumbs}>
            {crumbs?.map((crumb, index) =>
              // Crumbs have no identity of their own; their place is it.
              crumb.href === undefined ? (
                <span key={index}>{crumb.label}</span>
              ) : (
                <a key={index} href={crumb.href}>
                  {crumb.label}
                </a>
              ),
            )}
            {crumbsEnd !== undefined && <span className={classes.end}>{crumbsEnd}</span>}
          </div>
        )}
        <Title level={level}>{title}</Title>
        {lead !== undefined && (
          <div className={classes.lead}>
            <Lead>{lead}</Lead>
          </div>
        )}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      {children !== undefined && <div className={classes.below}>{children}</div>}
    </header>
  );
}
