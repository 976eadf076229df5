import type { ReactNode } from 'react';
import { useAddress } from '../useAddress.ts';
import { KindList } from './KindList.tsx';

/** The list of any registered kind, by the plural in the address. */
export function RecordListScreen(): ReactNode {
  const { plural } = useAddress();
  return <KindList plural={plural} />;
}
