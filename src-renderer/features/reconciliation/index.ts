import type { Screen } from '#renderer/workbench/screen.ts';
import { SourceImportScreen } from './SourceImportScreen.tsx';

export const reconciliation: readonly Screen[] = [
  { id: 'source-import', path: '/import', label: 'reconciliation:title', component: SourceImportScreen },
];
