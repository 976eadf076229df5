import { useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { FilterBar } from '../filter/FilterBar.tsx';
import type { Filter } from '../filter/props.ts';
import { SavedViews } from '../filter/SavedViews.tsx';
import { Pane } from '../shell/Pane.tsx';
import { PaneHead } from '../shell/PaneHead.tsx';
import { Tabs } from '../shell/Tabs.tsx';
import { DataTable } from '../table/DataTable.tsx';
import type { DataColumn, Sort } from '../table/props.ts';
import { nextSelection } from '../table/selection.ts';
import type { StateWord } from '../tone.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly state: StateWord;
  readonly owner: string;
  readonly cost: number;
  readonly due: string;
  readonly held: boolean;
}
const count = 100_000;
const states: readonly StateWord[] = [
  { tone: 'waiting', word: 'waiting' },
  { tone: 'approved', word: 'approved' },
  { tone: 'refused', word: 'refused' },
  { tone: 'risk', word: 'at risk' },
  { tone: 'provisional', word: 'on this device' },
  { tone: 'neutral', word: 'draft' },
];
const owners = ['Ravi Menon', 'Ines Carvalho', 'Tomasz Zielinski', 'Aiko Mori'];
const rowAt = (index: number): Row => ({
  id: `AST-${10_000 + index}`,
  title: `Laptop ${index % 7 === 0 ? 'with a long name that does not fit into the width of its column at all' : ''} number ${index}`,
  state: states[index % states.length] ?? { tone: 'neutral', word: 'draft' },
  owner: owners[index % owners.length] ?? '',
  cost: (index * 37) % 5000,
  due: `Sat ${(index % 28) + 1} Nov 22:00`,
  held: index % 5 === 0,
});
const columns: readonly DataColumn<Row>[] = [
  { id: 'id', label: 'Number', kind: 'id', hideable: false, value: (row) => row.id },
  { id: 'title', label: 'Title', grows: true, width: 220, value: (row) => row.title },
  { id: 'state', label: 'State', kind: 'state', value: (row) => row.state },
  { id: 'owner', label: 'Owner', width: 140, value: (row) => row.owner },
  { id: 'cost', label: 'Cost', kind: 'number', value: (row) => row.cost },
  { id: 'due', label: 'Due', kind: 'date', value: (row) => row.due },
  { id: 'held', label: 'Hold', kind: 'flag', value: (row) => row.held },
];
const fields = [
  { id: 'title', label: 'Title', kind: 'text' as const },
  {
    id: 'risk',
    label: 'Risk',
    kind: 'choice' as const,
    options: [
      { value: 'high', label: 'high' },
      { value: 'low', label: 'low' },
    ],
  },
  {
    id: 'owner',
    label: 'Owner',
    kind: 'ref' as const,
    search: (query: string) =>
      Promise.resolve(owners.filter((one) => one.toLowerCase().includes(query.toLowerCase())).map((one) => ({ value: one, label: one }))),
  },
  { id: 'cost', label: 'Cost', kind: 'number' as const },
  { id: 'due', label: 'Due', kind: 'date' as const },
];

export function TablePage() {
  const [cursor, setCursor] = useState(2);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['AST-10004', 'AST-10005']));
  const [sort, setSort] = useState<Sort | null>({ column: 'id', direction: 'ascending' });
  const [said, setSaid] = useState('');
  const [filters, setFilters] = useState<readonly Filter[]>([
    { field: 'risk', operator: 'in', value: ['high'], words: 'high' },
    { field: 'owner', operator: 'is', value: 'Aiko Mori', words: 'Aiko Mori' },
  ]);
  const getRow = (index: number) => (index >= 9 && index <= 11 ? undefined : rowAt(index));
  return (
    <Pane
      label="Table"
      scrolls={false}
      head={
        <PaneHead
          title="Table"
          note={said || '100 000 rows'}
          middle={
            <Tabs
              label="Views"
              current="list"
              items={[
                { id: 'list', label: 'List', href: '#table' },
                { id: 'board', label: 'Board', href: '#board', count: 3 },
              ]}
            />
          }
          end={
            <>
              <SavedViews
                views={[
                  { id: 'mine', label: 'Mine' },
                  { id: 'late', label: 'Late' },
                ]}
                current="mine"
                changed
                onSelect={() => undefined}
                onSave={() => undefined}
                onUpdate={() => undefined}
                onRemove={() => undefined}
              />
              <Button variant="primary" keys="C">
                Create
              </Button>
            </>
          }
        />
      }
    >
      <FilterBar fields={fields} filters={filters} onChange={setFilters} note="412 of 100 000" />
      <DataTable
        label="Things"
        columns={columns}
        count={count}
        getRow={getRow}
        rowKey={(row) => row.id}
        sort={sort}
        onSort={setSort}
        cursor={cursor}
        onCursor={setCursor}
        selected={selected}
        onSelect={(change) => setSelected(nextSelection(selected, change, (index) => `AST-${10_000 + index}`, count))}
        onOpen={(row) => setSaid(`opened ${row.id}`)}
        onPaste={(block, at) => setSaid(`pasted ${block.length} × ${block[0]?.length ?? 0} at ${at.row} ${at.column}`)}
        testId="table"
      />
    </Pane>
  );
}
