import type { Screen } from '../../workbench/screen.ts';
import { SourceImportScreen } from './SourceImportScreen.tsx';

export const reconciliation: readonly Screen[] = [
  { id: 'source-import', path: '/import', label: 'reconciliation:title', component: SourceImportScreen },
];
