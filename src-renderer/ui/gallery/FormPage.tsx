import { useState } from 'react';
import { ChoiceField } from '../form/ChoiceField.tsx';
import { DateField } from '../form/DateField.tsx';
import { FlagField } from '../form/FlagField.tsx';
import { InstantField } from '../form/InstantField.tsx';
import { MoneyField } from '../form/MoneyField.tsx';
import { MultiChoiceField } from '../form/MultiChoiceField.tsx';
import { NumberField } from '../form/NumberField.tsx';
import type { Money, Option } from '../form/props.ts';
import { ProseField } from '../form/ProseField.tsx';
import { RefField } from '../form/RefField.tsx';
import { RefsField } from '../form/RefsField.tsx';
import { TagsField } from '../form/TagsField.tsx';
import { TextField } from '../form/TextField.tsx';
import { Pane } from '../shell/Pane.tsx';
import { PaneHead } from '../shell/PaneHead.tsx';
import classes from './gallery.module.css';

const risks: readonly Option[] = [
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium', hint: 'from 8 of 25' },
  { value: 'high', label: 'High', hint: 'from 15 of 25' },
];
const systems: readonly Option[] = ['Kafka backbone', 'PolicyCore', 'Payments Gateway', 'ClaimsHub', 'Customer 360'].map(
  (label, index) => ({ value: `sys_${index}`, label, hint: `SYS-${index}` }),
);
const search = (query: string) => Promise.resolve(systems.filter((system) => system.label.toLowerCase().includes(query.toLowerCase())));
const resolve = (value: string) => Promise.resolve(systems.find((system) => system.value === value));

export function FormPage() {
  const [text, setText] = useState('Window opens before the call centre closes');
  const [wrong, setWrong] = useState('Sat 28 Nov 21:00');
  const [password, setPassword] = useState('secret');
  const [prose, setProse] = useState('One broker at a time, lowest load first.');
  const [number, setNumber] = useState<number | null>(1240.5);
  const [money, setMoney] = useState<Money | null>({ amount: 199_950, currency: 'EUR' });
  const [choice, setChoice] = useState<string | null>('high');
  const [choices, setChoices] = useState<readonly string[]>(['low', 'medium']);
  const [ref, setRef] = useState<string | null>('sys_1');
  const [refs, setRefs] = useState<readonly string[]>(['sys_0', 'sys_2']);
  const [date, setDate] = useState<string | null>('2026-11-28');
  const [instant, setInstant] = useState<string | null>('2026-11-28T21:00:00Z');
  const [flag, setFlag] = useState(true);
  const [tags, setTags] = useState<readonly string[]>(['payments', 'kafka']);
  const [empty, setEmpty] = useState('');
  return (
    <Pane label="Forms" padded head={<PaneHead title="Forms" note="Saved on this device 14:43" />}>
      <div className={classes.form}>
        <TextField label="Reason" value={text} onChange={setText} required />
        <TextField label="Window ends" value={wrong} onChange={setWrong} error="Ends before it starts, Sat 28 Nov 22:00." />
        <TextField label="Passphrase" type="password" value={password} onChange={setPassword} help="At least twelve characters." />
        <NumberField label="Duration" value={number} onChange={setNumber} unit="min" />
        <MoneyField label="Cost" value={money} onChange={setMoney} currencies={['EUR', 'GBP', 'JPY']} />
        <ChoiceField label="Risk" value={choice} onChange={setChoice} options={risks} />
        <MultiChoiceField label="Risks" value={choices} onChange={setChoices} options={risks} />
        <RefField label="System" value={ref} onChange={setRef} search={search} resolve={resolve} />
        <RefsField label="Systems" value={refs} onChange={setRefs} search={search} resolve={resolve} />
        <DateField label="Day" value={date} onChange={setDate} />
        <InstantField label="Starts" value={instant} onChange={setInstant} zone="Europe/Warsaw" zoneLabel="Warsaw" />
        <TagsField label="Tags" value={tags} onChange={setTags} suggestions={['payments', 'claims']} />
        <ProseField label="Plan" value={prose} onChange={setProse} />
        <FlagField label="Outage is planned" value={flag} onChange={setFlag} help="Tells the service desk." />
        <TextField label="Disabled" value={empty} onChange={setEmpty} disabled placeholder="Nothing yet" />
        <TextField label="Read only" value="CHG-2417" onChange={setEmpty} readOnly />
      </div>
      <p className="small dim" data-testid="values">
        {JSON.stringify({ number, money, choice, choices, ref, refs, date, instant, flag, tags })}
      </p>
    </Pane>
  );
}
