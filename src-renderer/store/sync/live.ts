import type { Problem } from '#shared/kernel/problem.ts';
import type { HttpRemote } from './http-remote.ts';

export interface LiveTools {
  readonly remote: Pick<HttpRemote, 'live' | 'problemOf'>;
  readonly onMore: () => void;
  readonly onHeard: () => void;
  /** The stream is over; what the server said, if it did. */
  readonly onLost: (problem: Problem | null) => void;
}

/** The server sends something every 15 seconds; so long without a byte means that nobody is there any more. */
const SILENCE = 40_000;

/** Listens for word that there is more. Returns how to stop. */
export function listen({ remote, onMore, onHeard, onLost }: LiveTools): () => void {
  const over = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => over.abort(), SILENCE);
    onHeard();
  };
  let isStopped = false;

  const follow = async (): Promise<Problem | null> => {
    silence = setTimeout(() => over.abort(), SILENCE);
    const answer = await remote.live(over.signal);
    if (!answer.ok || !answer.body) return remote.problemOf(answer);
    heard();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return null;
      heard();
      const events = (rest + value).split(/\r?\n\r?\n/);
      rest = events.pop() ?? '';
      if (events.some((event) => /^event: ?more$/m.test(event))) onMore();
    }
  };
  const ended = (problem: Problem | null) => {
    clearTimeout(silence);
    if (!isStopped) onLost(problem);
  };
  follow().then(ended, () => ended(null));

  return () => {
    isStopped = true;
    clearTimeout(silence);
    over.abort();
  };
}
