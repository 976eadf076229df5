import { useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { Link } from '../controls/Link.tsx';
import { StateMark } from '../controls/StateMark.tsx';
import { TextField } from '../form/TextField.tsx';
import { Icon } from '../Icon.tsx';
import { ActionBar } from '../shell/ActionBar.tsx';
import { DetailBody } from '../shell/DetailBody.tsx';
import { Pane } from '../shell/Pane.tsx';
import { PaneHead } from '../shell/PaneHead.tsx';
import { RecordHead } from '../shell/RecordHead.tsx';
import { Split } from '../shell/Split.tsx';
import { ItemList } from '../table/ItemList.tsx';
import type { ListItem } from '../table/props.ts';
import { Diff } from '../text/Diff.tsx';
import { Now } from '../text/Now.tsx';
import { Prose } from '../text/Prose.tsx';
import { Quote } from '../text/Quote.tsx';
import { Seats } from '../text/Seats.tsx';
import { Section } from '../text/Section.tsx';
import { Sum } from '../text/Sum.tsx';
import { Table } from '../text/Table.tsx';
import { Was } from '../text/Was.tsx';
import { inbox } from './inbox-data.ts';

type Entry = (typeof inbox)[number]['items'][number];
const itemOf = ({ id, title, by, risk, left, due, unread, mark }: Entry): ListItem => ({
  id,
  title,
  unread,
  end: left,
  soon: left.endsWith('47 min') && left.startsWith('47'),
  second: [id, by, risk === 'High' ? <StateMark key="risk" tone="risk" word="High" shape="none" small /> : risk],
  secondEnd:
    mark === 'provisional' ? (
      <StateMark tone="provisional" word="approved, provisional" />
    ) : mark === 'changed' ? (
      <>
        <b>changed</b>, {due}
      </>
    ) : (
      due
    ),
});

function Detail() {
  const [comment, setComment] = useState('');
  return (
    <Pane
      label="Item"
      scrolls={false}
      head={
        <RecordHead
          level={2}
          crumbs={[{ label: 'CHG-2417' }, { label: 'Normal change' }, { label: 'Authorize, step 2 of 2' }, { label: 'version 5' }]}
          crumbsEnd={
            <Link href="#record" keys="Enter">
              Open record
            </Link>
          }
          title="Upgrade Kafka backbone to 4.1"
          lead={
            <>
              Tomasz Zielinski asks you, as Head of IT Operations, to authorize this by <b>17:12 today</b>.
            </>
          }
        />
      }
      foot={
        <ActionBar label="Decide">
          <Button variant="primary" keys="A">
            Approve
          </Button>
          <Button keys="R">Reject…</Button>
          <Button keys="D">Delegate…</Button>
          <TextField label="Comment" hideLabel placeholder="Comment, required to reject" value={comment} onChange={setComment} />
          <span className="only-wide">
            <StateMark tone="provisional" word="provisional while offline" />
          </span>
          <Button keys="N">Next</Button>
        </ActionBar>
      }
    >
      <DetailBody
        sideLabel="Context"
        side={
          <>
            <Section title="Who must sign" note="2 of 3">
              <Seats
                bar={{ label: '2 of 3 signed, the mandatory seat is open', done: 2, of: 3 }}
                seats={[
                  {
                    id: '1',
                    name: 'Ravi Menon',
                    state: { tone: 'approved', word: 'approved' },
                    role: 'Service owner, Payments',
                    note: '13:35',
                  },
                  {
                    id: '2',
                    name: 'Ines Carvalho',
                    state: { tone: 'approved', word: 'approved' },
                    role: 'Service owner, ClaimsHub',
                    note: '13:40',
                  },
                  {
                    id: '3',
                    name: <b>You</b>,
                    state: { tone: 'waiting', word: 'waiting' },
                    role: 'Head of IT Operations',
                    note: 'mandatory',
                  },
                ]}
              />
              <p className="small dim">The quorum of 2 is met. Your seat is mandatory, so the step stays open until you decide.</p>
            </Section>
            <Section title="Policy that demands it">
              <Quote>A change that touches a critical system and scores 15 or more needs its service owners and IT Operations.</Quote>
            </Section>
            <Section title="How the deadline was counted">
              <p className="small">Version 5 at 13:12 + 4 business hours = 17:12. Your day ends at 17:30. No pause.</p>
            </Section>
          </>
        }
      >
        <Section title="What is asked">
          <Prose>
            Move six brokers from 3.9 to 4.1 by rolling restart, Sat 28 Nov 22:00 to Sun 29 Nov 02:00 (Warsaw). Producers keep writing;
            consumers may lag up to 4 minutes a broker. After step 9, when the metadata version is finalized, there is no way back to 3.9.
          </Prose>
        </Section>
        <Section title="Changed since you saw it" note="Mon 16 Nov 11:20, version 3">
          <Diff
            label="Changed since you saw it"
            heads={{ field: 'Field', was: 'You saw', now: 'Now', by: 'Changed by' }}
            rows={[
              {
                id: 'window',
                field: 'Window',
                was: (
                  <>
                    <Was>Sat 21 Nov</Was> 22:00, 4 h
                  </>
                ),
                now: (
                  <>
                    <Now>Sat 28 Nov</Now> 22:00, 4 h
                  </>
                ),
                by: 'Zielinski, 13:12',
              },
              {
                id: 'rollback',
                field: 'Rollback',
                was: 'Restore snapshot, 90 min',
                now: 'Downgrade in reverse order, 45 min, until step 9',
                by: 'Zielinski, 13:12',
              },
              {
                id: 'systems',
                field: 'Systems',
                was: <>4</>,
                now: (
                  <>
                    5: <Now>Payments Gateway</Now> added
                  </>
                ),
                by: 'Menon, Tue 9:40',
              },
              { id: 'risk', field: 'Risk', was: '12, medium', now: '16, high', by: 'follows' },
            ]}
          />
        </Section>
        <Section title="Risk: high, 16 of 25" note="high from 15">
          <Sum
            label="Risk"
            lines={[
              { factor: 'Impact', number: '4', reason: '5 systems, 2 of them critical: Payments Gateway, PolicyCore' },
              { factor: 'Likelihood', number: '× 4', reason: '1 of 3 earlier broker upgrades rolled back; one-way from step 9' },
            ]}
            total={{ factor: 'Rule score', number: '16', reason: 'the questionnaire gave 12; the higher one counts' }}
          />
        </Section>
        <Section title="Evidence" note="2 of 3 on this device">
          <Table
            label="Evidence"
            columns={[
              { id: 'file', label: 'File' },
              { id: 'size', label: 'Size', number: true },
            ]}
            rows={[
              {
                id: '1',
                cells: [
                  <span key="file">
                    <Icon name="file" /> <a href="#inbox">Staging rehearsal, 12 Nov</a>
                  </span>,
                  '214 kB',
                ],
              },
              { id: '2', cells: ['Consumer compatibility', '88 kB'], limit: { text: 'What follows is not on this device', tone: 'risk' } },
            ]}
          />
        </Section>
      </DetailBody>
    </Pane>
  );
}

export function InboxPage() {
  const [cursor, setCursor] = useState('CHG-2417');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isOpen, setOpen] = useState(false);
  return (
    <Split
      open={isOpen}
      onBack={() => setOpen(false)}
      list={
        <Pane
          label="Waiting"
          scrolls={false}
          head={
            <PaneHead
              title="Inbox"
              note="9 waiting"
              end={
                <Button variant="quiet" icon="filter" keys="F">
                  Filter
                </Button>
              }
            />
          }
          note={
            <>
              By deadline in your business hours, <span className="nowrap">Mon–Fri 8:30–17:30</span>
            </>
          }
        >
          <ItemList
            label="Waiting for you"
            groups={inbox.map((group) => ({ ...group, items: group.items.map(itemOf) }))}
            cursor={cursor}
            onCursor={setCursor}
            selected={selected}
            onSelect={setSelected}
            onOpen={() => setOpen(true)}
          />
        </Pane>
      }
      detail={<Detail />}
    />
  );
}
