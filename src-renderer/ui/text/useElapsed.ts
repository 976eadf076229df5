import { useEffect, useState } from 'react';

/** How far a wait has come: nothing is shown at first, shapes after 200 ms, words after one second. */
export type Elapsed = 'nothing' | 'shapes' | 'words';

export function useElapsed(): Elapsed {
  const [elapsed, setElapsed] = useState<Elapsed>('nothing');
  useEffect(() => {
    const shapes = setTimeout(() => setElapsed('shapes'), 200);
    const words = setTimeout(() => setElapsed('words'), 1000);
    return () => {
      clearTimeout(shapes);
      clearTimeout(words);
    };
  }, []);
  return elapsed;
}
