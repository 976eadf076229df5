import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SyncSentence, syncSentence } from '../workbench/sync/sync-sentence.ts';
import { useSyncState } from '../workbench/sync/sync-queries.ts';
import { useReading } from '../workbench/useReading.ts';

const SECOND = 1000;
const HALF_MINUTE = 30_000;

/** The sync's sentence as the clock goes on; what is announced stays until something that matters changes. */
export function useSyncSentence(): SyncSentence & { readonly said: string } {
  const { t } = useTranslation('sync');
  const state = useSyncState();
  const by = useReading(state.phase === 'backingOff' ? SECOND : HALF_MINUTE);
  const sentence = syncSentence(state, t, by);
  const [said, setSaid] = useState('');
  if (sentence.announced !== null && sentence.announced !== said) setSaid(sentence.announced);
  return { ...sentence, said };
}
