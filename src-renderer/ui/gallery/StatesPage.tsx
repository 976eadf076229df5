import { useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { Chip } from '../controls/Chip.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Menu } from '../controls/Menu.tsx';
import { StateMark } from '../controls/StateMark.tsx';
import { TextField } from '../form/TextField.tsx';
import { FormDialog } from '../overlay/FormDialog.tsx';
import { KeySheet } from '../overlay/KeySheet.tsx';
import { matchesWords } from '../overlay/matches-words.ts';
import { Palette } from '../overlay/Palette.tsx';
import { say } from '../overlay/say.tsx';
import { SideSheet } from '../overlay/SideSheet.tsx';
import { EmptyState } from '../text/EmptyState.tsx';
import { LoadingRows } from '../text/LoadingRows.tsx';
import { Reasons } from '../text/Reasons.tsx';
import classes from './gallery.module.css';

const closed = ['1 of 3 seats open', 'overlaps freeze Month-end close EU'];
const commands = [
  { id: 'create', label: 'Create a change', icon: 'plus', keys: 'C' },
  { id: 'schedule', label: 'Schedule CHG-2417', icon: 'calendar', reasons: closed },
  { id: 'export', label: 'Export this list', icon: 'download' },
] as const;

export function StatesPage() {
  const [open, setOpen] = useState<'dialog' | 'sheet' | 'keys' | 'palette'>();
  const [reason, setReason] = useState('');
  const [query, setQuery] = useState('');
  const close = () => setOpen(undefined);
  return (
    <div className={classes.sheet}>
      <h1 className="visually-hidden">States</h1>
      <section className={classes.cell}>
        <header>Empty: what belongs here, the key that makes the first one</header>
        <EmptyState
          title="No changes in this window"
          text="Sat 28 Nov 22:00 – Sun 29 Nov 4:00, Warsaw. Two changes lie just outside it."
          actions={
            <>
              <Button variant="primary" keys="C">
                Create a change
              </Button>
              <Button>Show the two</Button>
            </>
          }
        />
        <EmptyState
          title="Nothing matches “kafka 5”"
          text="Searched 41 207 records on this device, all of them."
          actions={<Button keys="Esc">Clear the filter</Button>}
        />
      </section>
      <section className={classes.cell}>
        <header>Loading: the shape after 200 ms, the words after 1 s</header>
        <LoadingRows
          words="Reading changes"
          done={62_000}
          total={100_000}
          onCancel={() => undefined}
          note="Rows that are already here can be used now."
        />
      </section>
      <section className={classes.cell}>
        <header>Refused: every unmet condition, and the way to each</header>
        <div>
          <Reasons
            title="CHG-2417 cannot be scheduled yet"
            conditions={[
              { text: 'Rollback plan is present', met: true },
              { text: '1 of 3 seats open: Dana Whitfield', met: false, way: { label: 'Remind', onClick: () => undefined } },
              { text: 'Overlaps freeze Month-end close EU', met: false, way: { label: 'Next free slot', href: '#states' } },
              { text: 'Nobody is booked twice', met: true },
            ]}
            codes="CHG-GATE-12, CHG-GATE-31"
          />
        </div>
      </section>
      <section className={classes.cell}>
        <header>Sync: one word an item, one sentence for all</header>
        <div>
          <p className={classes.row}>
            <StateMark tone="provisional" word="on this device" />
            <StateMark tone="provisional" word="approved, provisional" />
          </p>
          <p className={classes.row}>
            <StateMark tone="waiting" word="waiting" />
            <StateMark tone="waiting" word="sent" shape="sent" />
          </p>
          <p className={classes.row}>
            <StateMark tone="approved" word="accepted" />
            <StateMark tone="refused" word="refused" />
            <StateMark tone="neutral" word="superseded" shape="undo" />
          </p>
          <p className={classes.row}>
            <StateMark tone="risk" word="at risk" />
            <span className="dim">due in 47 min, two seats open</span>
          </p>
        </div>
      </section>
      <section className={classes.cell}>
        <header>Controls: rest, focus, disabled, wrong</header>
        <div>
          <p className={classes.row}>
            <Button variant="primary" keys="A">
              Approve
            </Button>
            <Button keys="R">Reject…</Button>
            <Button reasons={closed}>Schedule</Button>
            <Button variant="quiet">Clear</Button>
            <IconButton label="Columns" icon="columns" keys="V" />
            <IconButton label="Board" icon="board" pressed />
          </p>
          <TextField label="Reason" value={reason} onChange={setReason} />
          <TextField
            label="Window ends"
            value="Sat 28 Nov 21:00"
            onChange={() => undefined}
            error="Ends before it starts, Sat 28 Nov 22:00."
          />
          <p className={classes.row}>
            <Chip icon="filter" onRemove={() => undefined} removeLabel="Remove Risk: high">
              Risk: high
            </Chip>
            <Chip onClick={() => undefined} onRemove={() => undefined} removeLabel="Remove Owner: Mori">
              Owner: Mori
            </Chip>
          </p>
        </div>
      </section>
      <section className={classes.cell}>
        <header>Over the page: menu, dialogs, palette, message</header>
        <div>
          <p className={classes.row}>
            <Menu
              label="Actions"
              trigger={<Button icon="more">Actions</Button>}
              items={[
                { id: 'approve', label: 'Approve', keys: 'A', onSelect: () => undefined },
                { id: 'reject', label: 'Reject…', keys: 'R', onSelect: () => undefined },
                { id: 'schedule', label: 'Schedule', reasons: closed, onSelect: () => undefined },
                { id: 'copy', label: 'Copy link', keys: 'Ctrl Shift C', divided: true, onSelect: () => undefined },
              ]}
            />
            <Button onClick={() => setOpen('dialog')}>Dialog…</Button>
            <Button onClick={() => setOpen('sheet')}>Sheet…</Button>
            <Button onClick={() => setOpen('keys')}>Keys…</Button>
            <Button onClick={() => setOpen('palette')}>Palette…</Button>
          </p>
          <p className={classes.row}>
            <Button
              onClick={() =>
                say({
                  text: 'Approved 3 of 4. CHG-2426 asks for its comment.',
                  stays: true,
                  undo: { label: 'Undo', keys: 'Ctrl Z', onClick: () => undefined },
                })
              }
            >
              Say
            </Button>
            <Button onClick={() => say({ text: 'CHG-2417 was not scheduled.', tone: 'refused', reasons: closed })}>Refuse</Button>
          </p>
        </div>
      </section>
      <FormDialog
        opened={open === 'dialog'}
        onClose={close}
        title="Reject CHG-2417"
        lead="It goes back to Tomasz Zielinski as a draft, with your reason."
        submitLabel="Reject"
        onSubmit={close}
        problems={reason === '' ? ['A reason is required.'] : []}
      >
        <TextField label="Reason" value={reason} onChange={setReason} required autoFocus />
      </FormDialog>
      <SideSheet opened={open === 'sheet'} onClose={close} title="Queue" foot={<Button onClick={close}>Done</Button>}>
        <p>Eight from this device today.</p>
      </SideSheet>
      <KeySheet
        opened={open === 'keys'}
        onClose={close}
        title="Keys"
        note="Single keys can be switched off in the settings."
        hints={[
          { group: 'Everywhere', keys: 'Ctrl K', label: 'Everything' },
          { group: 'Everywhere', keys: '?', label: 'This sheet' },
          { group: 'Lists', keys: 'J', label: 'Next' },
          { group: 'Lists', keys: 'K', label: 'Previous' },
          { group: 'Lists', keys: 'X', label: 'Select' },
          { group: 'Decide', keys: 'A', label: 'Approve' },
        ]}
      />
      <Palette
        opened={open === 'palette'}
        onClose={close}
        title="Command palette"
        query={query}
        onQuery={setQuery}
        placeholder="A command, a number, a name"
        empty="Nothing found. Searched 41 207 records on this device."
        sections={[
          {
            id: 'commands',
            label: 'Commands',
            items: commands
              .filter((command) => matchesWords(query, command.label))
              .map((command) => ({ ...command, onSelect: () => say({ text: command.label }) })),
          },
          {
            id: 'records',
            label: 'Records',
            items: matchesWords(query, 'Upgrade Kafka backbone CHG-2417')
              ? [
                  {
                    id: 'r',
                    label: 'Upgrade Kafka backbone to 4.1',
                    hint: 'CHG-2417 · Authorize',
                    icon: 'changes',
                    onSelect: () => undefined,
                  },
                ]
              : [],
          },
        ]}
      />
    </div>
  );
}
