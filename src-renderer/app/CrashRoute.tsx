import type { ErrorComponentProps } from '@tanstack/react-router';
import { useState } from 'react';
import { CrashScreen } from './CrashScreen.tsx';

/** A screen that broke, as the router catches it; the rail and the keys around it go on. */
export function CrashRoute({ error, reset }: ErrorComponentProps) {
  const [correlationId] = useState(() => crypto.randomUUID());
  return <CrashScreen error={error} correlationId={correlationId} onRetry={reset} />;
}
