import type { HostSignal } from '#shared/contract/host-event.ts';
import { platform } from '../platform/index.ts';

type Listener = (signal: HostSignal) => void;

let listener: Listener | null = null;
let kept: HostSignal[] = [];

// The host speaks from the start, also when the app was started by a link and nobody is signed in yet.
platform.subscribe((signal) => {
  if (listener) listener(signal);
  else if (signal.type === 'link.opened' || signal.type === 'route.requested') kept = [signal];
});

/** Hears what the host tells this window; the last link or place that it named before anyone listened comes first. */
export function hearHost(next: Listener): () => void {
  listener = next;
  for (const signal of kept) next(signal);
  kept = [];
  return () => {
    if (listener === next) listener = null;
  };
}
