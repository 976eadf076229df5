import type { Screen } from '#renderer/workbench/screen.ts';
import { ApprovalScreen } from './ApprovalScreen.tsx';
import { InboxScreen } from './InboxScreen.tsx';
import { useInbox } from './useInbox.ts';

export const approvals: readonly Screen[] = [
  {
    id: 'inbox',
    path: '/inbox',
    label: 'approvals:title',
    component: InboxScreen,
    rail: { icon: 'inbox', key: 'I', order: 1 },
    useCount: () => useInbox().items.length,
  },
  { id: 'approval', path: '/approvals/$id', label: 'approvals:one', component: ApprovalScreen },
];
