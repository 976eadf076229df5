import { useEffect, useRef } from 'react';

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Calls back after so many minutes without a key or a pointer; 0 means never. A lid that was closed counts as idle. */
export function useIdle(minutes: number, onIdle: () => void): void {
  const latest = useRef(onIdle);
  useEffect(() => {
    latest.current = onIdle;
  });
  useEffect(() => {
    if (minutes === 0) return undefined;
    let seen = Date.now();
    const isIdle = () => Date.now() - seen >= minutes * 60_000;
    const sign = () => {
      if (isIdle()) latest.current();
      seen = Date.now();
    };
    for (const name of SIGNS) window.addEventListener(name, sign, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (isIdle()) latest.current();
    }, 5_000);
    return () => {
      clearInterval(timer);
      for (const name of SIGNS) window.removeEventListener(name, sign, { capture: true });
    };
  }, [minutes]);
}
