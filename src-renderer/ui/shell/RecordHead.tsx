import { Fragment } from 'react';
import { Lead } from '../text/Lead.tsx';
import { Title } from '../text/Title.tsx';
import type { RecordHeadProps } from './props.ts';
import classes from './RecordHead.module.css';

export function RecordHead({ crumbs, crumbsEnd, title, level = 1, lead, actions, children }: RecordHeadProps) {
  return (
    <header className={classes.head}>
      <div className={classes.words}>
        {(crumbs !== undefined || crumbsEnd !== undefined) && (
          <div className={classes.crumbs}>
            {crumbs?.map(({ label, href }, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a crumb's place is its identity.
              <Fragment key={index}>{href === undefined ? <span>{label}</span> : <a href={href}>{label}</a>}</Fragment>
            ))}
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
