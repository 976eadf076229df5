import type { ListGroup } from '../table/props.ts';

/** The nine items of the reference screen; the second lines come from `InboxPage`. */
export const inbox: readonly (Omit<ListGroup, 'items'> & {
  readonly items: readonly {
    id: string;
    title: string;
    by: string;
    risk: 'High' | 'Medium' | 'Low';
    left: string;
    due: string;
    unread?: boolean;
    mark?: 'changed' | 'provisional';
  }[];
})[] = [
  {
    id: 'today',
    label: 'Today',
    items: [
      {
        id: 'CHG-2409',
        title: 'Rotate TLS certificates on Payments Gateway',
        by: 'Ravi Menon',
        risk: 'High',
        left: '47 min',
        due: '15:30',
        unread: true,
      },
      {
        id: 'CHG-2417',
        title: 'Upgrade Kafka backbone to 4.1',
        by: 'Tomasz Zielinski',
        risk: 'High',
        left: '2 h 29 min',
        due: '17:12',
        unread: true,
        mark: 'changed',
      },
      {
        id: 'EXC-0318',
        title: 'Waive MFA for the ClaimsHub batch account',
        by: 'Aiko Mori',
        risk: 'High',
        left: '2 h 47 min',
        due: '17:30',
      },
    ],
  },
  {
    id: 'tomorrow',
    label: 'Tomorrow',
    items: [
      {
        id: 'CHG-2421',
        title: 'PolicyCore 12.4, tariff tables for January',
        by: 'Ines Carvalho',
        risk: 'Medium',
        left: '4 h 17 min',
        due: '',
        mark: 'provisional',
      },
      {
        id: 'AGR-0092',
        title: 'Service levels Customer 360 for ClaimsHub, v3',
        by: 'Ravi Menon',
        risk: 'Low',
        left: '6 h 17 min',
        due: 'Thu 12:00',
        unread: true,
      },
      {
        id: 'CHG-2398',
        title: 'Retire the HR Directory LDAP listener',
        by: 'Aiko Mori',
        risk: 'Medium',
        left: '1 d 2 h',
        due: 'Thu 17:00',
      },
    ],
  },
  {
    id: 'later',
    label: 'Later',
    items: [
      {
        id: 'AST-5530',
        title: 'Dispose of 14 storage shelves, Leeds',
        by: 'Tomasz Zielinski',
        risk: 'Low',
        left: '1 d 6 h',
        due: 'Fri 12:00',
      },
      { id: 'CHG-2426', title: 'SAP S/4 Finance, kernel patch 93', by: 'Ines Carvalho', risk: 'Medium', left: '2 d 2 h', due: 'Fri 17:00' },
      { id: 'POL-0041', title: 'Payments changes need dual control, v7', by: 'Aiko Mori', risk: 'Low', left: '2 d 6 h', due: 'Mon 12:00' },
    ],
  },
];
