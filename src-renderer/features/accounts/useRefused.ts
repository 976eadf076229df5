import { useEffect, useState } from 'react';
import type { Refusal } from '#shared/kernel/refusal.ts';

/** A refusal of the accounts as the words under a field. Where it says to wait, `wait` counts the seconds down. */
export function useRefused(): { words: string | undefined; wait: number; set: (refused: Refusal | null) => void } {
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [wait, setWait] = useState(0);

  useEffect(() => {
    if (wait <= 0) return undefined;
    const timer = setTimeout(() => {
      setWait(wait - 1);
      if (wait === 1) setRefused(null);
    }, 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  return {
    words: refused ? [refused.message, ...refused.unmet.flatMap(({ help }) => help ?? [])].join(' ') : undefined,
    wait,
    set(next) {
      setRefused(next);
      setWait(Number(next?.params?.['seconds'] ?? 0));
    },
  };
}
