import { useEffect } from 'react';
import { useWorkspace } from '../store/useWorkspace.ts';
import { useCurrent } from '../workbench/current.ts';
import { addRecent } from './personal-storage.ts';

/** Remembers which records were looked at, for the palette. */
export function useRecent(): void {
  const { id } = useWorkspace();
  const recordId = useCurrent()?.recordId;
  useEffect(() => {
    if (recordId !== undefined) addRecent(id, recordId);
  }, [id, recordId]);
}
