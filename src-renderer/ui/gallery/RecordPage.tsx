import { Button } from '../controls/Button.tsx';
import { StateMark } from '../controls/StateMark.tsx';
import { Pane } from '../shell/Pane.tsx';
import { RecordHead } from '../shell/RecordHead.tsx';
import { Statechart } from '../statechart/Statechart.tsx';
import { Facts } from '../text/Facts.tsx';
import { History } from '../text/History.tsx';
import { Section } from '../text/Section.tsx';
import { changeChart } from './chart-data.ts';
import classes from './gallery.module.css';

export function RecordPage() {
  return (
    <div className={classes.record}>
      <RecordHead
        crumbs={[
          { label: 'Changes', href: '#table' },
          { label: 'CHG-2417' },
          { label: 'Normal change' },
          { label: 'version 5, Zielinski, today 13:12' },
        ]}
        title="Upgrade Kafka backbone to 4.1"
        actions={
          <>
            <Button variant="primary" keys="A">
              Approve
            </Button>
            <Button keys="R">Reject…</Button>
            <Button reasons={['1 of 3 seats open: Dana Whitfield, mandatory', 'overlaps freeze Month-end close EU']}>Schedule</Button>
            <Button>Hold…</Button>
            <Button>Cancel change…</Button>
          </>
        }
      />
      <Pane label="Record" padded>
        <Section>
          <Statechart
            {...changeChart}
            label="Where it stands"
            closedTitle={() => 'Cannot schedule'}
            note="On hold is a flag: deadlines and approvals pause, and come back."
            onWay={() => undefined}
          />
        </Section>
        <Section title="Change">
          <Facts
            items={[
              { label: 'Requested by', value: 'Tomasz Zielinski, Integration Platform' },
              { label: 'Window', value: 'Sat 28 Nov 22:00 – Sun 29 Nov 2:00, Warsaw' },
              { label: 'Outage', value: 'None planned; lag up to 4 min a broker' },
              { label: 'Risk', value: <StateMark tone="risk" word="High, 16 of 25" shape="none" />, note: '= impact 4 × likelihood 4' },
            ]}
          />
        </Section>
      </Pane>
      <aside className={classes.history} aria-label="History">
        <Section title="History" note="18, newest first">
          <History
            label="History"
            days={[
              {
                day: 'Today, Wed 18 Nov',
                entries: [
                  {
                    id: '1',
                    time: '14:22',
                    text: 'Dana Whitfield commented',
                    note: '“Who watches payments at 23:15?”',
                    mark: { tone: 'provisional', word: 'on this device' },
                  },
                  { id: '2', time: '13:40', text: 'Ines Carvalho', state: { tone: 'approved', word: 'approved' } },
                  {
                    id: '3',
                    time: '13:12',
                    text: 'Tomasz Zielinski edited',
                    note: 'Window, rollback. Two approvals of version 4 no longer count.',
                  },
                ],
              },
              { day: 'Tue 17 Nov', entries: [{ id: '4', time: '9:40', text: 'Ravi Menon added Payments Gateway', note: 'Risk 12 → 16' }] },
            ]}
            more={{ label: '9 earlier', onClick: () => undefined }}
          />
        </Section>
      </aside>
    </div>
  );
}
