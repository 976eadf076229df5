import { useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { StateMark } from '../controls/StateMark.tsx';
import { Pane } from '../shell/Pane.tsx';
import { PaneHead } from '../shell/PaneHead.tsx';
import { RecordHead } from '../shell/RecordHead.tsx';
import { Split } from '../shell/Split.tsx';
import { ItemList } from '../table/ItemList.tsx';
import { Choices } from '../text/Choices.tsx';
import { Diff } from '../text/Diff.tsx';
import { Section } from '../text/Section.tsx';
import { TextButton } from '../controls/TextButton.tsx';
import { Timeline } from '../text/Timeline.tsx';
import { Versions } from '../text/Versions.tsx';

export function QueuePage() {
  const [cursor, setCursor] = useState('3');
  return (
    <Split
      open
      listWidth="wide"
      list={
        <Pane
          label="Queue"
          scrolls={false}
          head={<PaneHead title="Queue" note="8 from this device today" end={<Button variant="quiet">Export…</Button>} />}
          note="Sent in this order."
        >
          <ItemList
            label="Made on this device"
            cursor={cursor}
            onCursor={setCursor}
            groups={[
              {
                id: 'needs',
                label: 'Needs you',
                items: [
                  {
                    id: '3',
                    title: 'Approve CHG-2421, PolicyCore 12.4',
                    end: <StateMark tone="refused" word="refused" />,
                    second: ['14:31. The content changed at 14:12, after you last saw it.'],
                  },
                ],
              },
              {
                id: 'way',
                label: 'On the way',
                items: [
                  {
                    id: '6',
                    title: 'Move HR Directory to SCIM',
                    end: <StateMark tone="waiting" word="sent" shape="sent" />,
                    second: ['14:40. Waiting for its own event to come back.'],
                  },
                  {
                    id: '8',
                    title: 'Draft CHG-2434, renew broker certificates',
                    end: <StateMark tone="provisional" word="on this device" />,
                    second: ['15:26. Goes up after number 7.'],
                  },
                ],
              },
              {
                id: 'done',
                label: 'Done today',
                items: [
                  { id: '1', title: 'Comment on CHG-2398', end: <StateMark tone="approved" word="accepted" />, second: ['14:02'] },
                  {
                    id: '5',
                    title: 'Edit CHG-2433, window',
                    end: <StateMark tone="neutral" word="superseded" shape="undo" />,
                    second: ['14:38. An edit of 14:51 is newer.'],
                  },
                ],
              },
            ]}
          />
        </Pane>
      }
      detail={
        <Pane
          label="Refused"
          padded
          head={
            <RecordHead
              level={2}
              crumbs={[{ label: 'CHG-2421' }, { label: 'PolicyCore 12.4, tariff tables for January' }]}
              title="Your approval was refused: the change is not the one you saw"
              lead="You approved version 3 while offline. Ines Carvalho had saved version 4 nineteen minutes earlier, and an approval counts only for the version that was seen."
            >
              <Timeline
                label="What happened"
                points={[
                  { id: '1', time: '14:01', text: 'You last received it, version 3' },
                  { id: '2', time: '14:12', text: 'Carvalho saved version 4' },
                  { id: '3', time: '14:31', text: 'You approved, provisional', tone: 'provisional' },
                  { id: '4', time: '15:24', text: 'Arrived and refused', tone: 'refused' },
                ]}
              />
            </RecordHead>
          }
        >
          <Section>
            <Diff
              label="Both versions"
              heads={{ field: 'Field', was: 'You approved', now: 'It is now', by: 'Matters for' }}
              rows={[
                { id: 'w', field: 'Window', was: 'Thu 19 Nov 20:00, 90 min', now: 'Thu 19 Nov 18:30, 90 min', by: 'calendar' },
                { id: 's', field: 'Affected systems', was: 'PolicyCore, ClaimsHub', now: 'PolicyCore, ClaimsHub', same: true },
              ]}
              rest={{ label: '9 more fields, the same in both', onClick: () => undefined }}
            />
          </Section>
          <Section title="Changed by two">
            <Versions
              label="What each gave"
              heads={{
                field: 'Field',
                versions: [
                  { id: 'base', name: 'Before' },
                  { id: 'mine', name: 'Yours', note: 'today 14:38' },
                  { id: 'theirs', name: 'Ravi Menon’s', note: 'today 14:51, stands' },
                ],
                end: 'What can be done',
              }}
              rows={[
                {
                  id: 'window',
                  field: 'Window',
                  cells: [
                    { text: 'Thu 19 Nov 20:00' },
                    { text: 'Thu 19 Nov 21:00', mark: 'was' },
                    { text: 'Thu 19 Nov 18:30', mark: 'now' },
                  ],
                  end: <TextButton>Restore mine</TextButton>,
                },
              ]}
            />
          </Section>
          <Section title="What you can do" note="nothing is sent again by itself">
            <Choices
              label="What you can do"
              choices={[
                {
                  id: 'again',
                  label: 'Review again',
                  keys: 'S',
                  isPrimary: true,
                  text: 'Opens the request as it is now.',
                  onChoose: () => undefined,
                },
                { id: 'edit', label: 'Edit and send…', text: '', reasons: ['There is nothing to fill in.'], onChoose: () => undefined },
                {
                  id: 'discard',
                  label: 'Discard with a note…',
                  keys: 'Delete',
                  text: 'Your seat stays open. The refused approval remains in the history.',
                  onChoose: () => undefined,
                },
              ]}
            />
          </Section>
        </Pane>
      }
    />
  );
}
