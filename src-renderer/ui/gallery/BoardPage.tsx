import { useState } from 'react';
import { Board } from '../board/Board.tsx';
import type { BoardColumn } from '../board/props.ts';
import { Pane } from '../shell/Pane.tsx';
import { PaneHead } from '../shell/PaneHead.tsx';

const start: readonly BoardColumn[] = [
  {
    id: 'draft',
    title: 'Draft',
    cards: [
      { id: 'a', title: 'Upgrade Kafka backbone to 4.1', lines: ['CHG-2417 · Tomasz Zielinski'], state: { tone: 'risk', word: 'High' } },
      { id: 'b', title: 'SAP S/4 Finance, kernel patch 93', lines: ['CHG-2426 · Ines Carvalho'] },
    ],
  },
  {
    id: 'assess',
    title: 'Assess',
    cards: [
      {
        id: 'c',
        title: 'Retire the HR Directory LDAP listener',
        lines: ['CHG-2398 · Aiko Mori'],
        state: { tone: 'provisional', word: 'on this device' },
      },
    ],
  },
  { id: 'authorize', title: 'Authorize', cards: [] },
  {
    id: 'scheduled',
    title: 'Scheduled',
    total: 240,
    cards: [{ id: 'd', title: 'PolicyCore 12.4, tariff tables', lines: ['CHG-2421'], state: { tone: 'waiting', word: 'waiting' } }],
  },
  { id: 'closed', title: 'Closed', cards: [] },
];

export function BoardPage() {
  const [columns, setColumns] = useState(start);
  const [cursor, setCursor] = useState<string | null>('a');
  const [said, setSaid] = useState('');
  const move = (card: string, to: string) => {
    const moved = columns.flatMap((column) => column.cards).find((one) => one.id === card);
    if (!moved) return;
    setColumns(
      columns.map((column) => ({
        ...column,
        cards: column.id === to ? [...column.cards, moved] : column.cards.filter((one) => one.id !== card),
      })),
    );
    setSaid(`moved ${card} to ${to}`);
  };
  return (
    <Pane label="Board" scrolls={false} head={<PaneHead title="Board" note={said} />}>
      <Board
        label="By state"
        columns={columns}
        cursor={cursor}
        onCursor={setCursor}
        onOpen={(card) => setSaid(`opened ${card}`)}
        onMove={move}
        reasons={(_, column) => (column === 'closed' ? ['not reviewed yet', '2 tasks open'] : [])}
      />
    </Pane>
  );
}
