import { useEffect, useReducer } from 'react';
import { type Reading, reading } from './format.ts';

/** The reader's clock, looked at again after so many milliseconds. */
export function useReading(every: number): Reading {
  const [, look] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, [every]);
  return reading();
}
