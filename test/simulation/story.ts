/** One thing that happens in a world. `who` is a device, `pick` chooses among what is in its view, so a step means something after others were left out. */
export type Step =
  | { readonly do: 'note'; readonly who: number; readonly team: number }
  | {
      readonly do: 'editNote';
      readonly who: number;
      readonly pick: number;
      readonly field: 'title' | 'body' | 'secret';
      readonly value: string;
    }
  | { readonly do: 'moveNote'; readonly who: number; readonly pick: number; readonly team: number }
  | { readonly do: 'shelveNote'; readonly who: number; readonly pick: number }
  | { readonly do: 'remark'; readonly who: number; readonly pick: number; readonly value: string }
  | { readonly do: 'comment'; readonly who: number; readonly pick: number; readonly value: string }
  | { readonly do: 'proposal'; readonly who: number; readonly both: boolean }
  | {
      readonly do: 'editProposal';
      readonly who: number;
      readonly pick: number;
      readonly field: 'title' | 'plan' | 'remark';
      readonly value: string;
    }
  | { readonly do: 'ask' | 'drop'; readonly who: number; readonly pick: number }
  | { readonly do: 'approve' | 'reject'; readonly who: number; readonly pick: number }
  | { readonly do: 'delegate'; readonly who: number; readonly minutes: number }
  | { readonly do: 'revoke'; readonly who: number; readonly pick: number }
  | { readonly do: 'role'; readonly person: number; readonly has: boolean }
  | { readonly do: 'team'; readonly person: number; readonly team: number }
  | { readonly do: 'active'; readonly person: number; readonly is: boolean }
  | { readonly do: 'push' | 'pull' | 'both' | 'sync' | 'reload'; readonly who: number; readonly limit: number }
  | { readonly do: 'line'; readonly who: number; readonly up: boolean }
  | { readonly do: 'fault'; readonly who: number; readonly fault: Fault }
  | { readonly do: 'crash'; readonly who: number; readonly after: number; readonly moment: 'before' | 'after' }
  | { readonly do: 'serverCrash'; readonly moment: 'before' | 'after' }
  | { readonly do: 'replay'; readonly nth: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'skew'; readonly who: number; readonly ms: number }
  | { readonly do: 'due' | 'checkpoint' };

/** What the network does to one request: loses it, loses its answer, or carries it twice. */
export type Fault = 'noRequest' | 'noAnswer' | 'twice';

export interface Story {
  readonly seed: number;
  readonly steps: readonly Step[];
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomOf(seed: number): { below(limit: number): number; bytes(length: number): Uint8Array } {
  let state = (seed * 0x9e3779b1) | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (limit) => Math.floor(next() * limit),
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(next() * 256)),
  };
}

/** Ann administers; Bob, Cem and Dee write, are asked and stand in. In some worlds Cem has a second device. */
const [PERSONS, CEM] = [4, 2] as const;
export const ownersOf = (seed: number): readonly number[] => [
  ...Array.from({ length: PERSONS }, (_, person) => person),
  ...(seed % 3 === 0 ? [CEM] : []),
];
const WORDS = ['red', 'green', 'blue', 'gold', 'grey', 'pink'];
const SECOND = 1_000;

/** A story that the seed tells. How often something is done is a matter of taste: much of what conflicts, enough of what fails. */
export function storyOf(seed: number): Story {
  const { below } = randomOf(seed);
  const devices = ownersOf(seed).length;
  const who = () => below(devices);
  const writer = () => 1 + below(devices - 1);
  const person = () => 1 + below(PERSONS - 1);
  const pick = () => below(60);
  const value = () => `${WORDS[below(WORDS.length)]} ${below(4)}`;
  const moment = () => (below(2) === 0 ? 'before' : 'after');
  const one = <T>(...all: readonly [T, ...T[]]): T => all[below(all.length)] ?? all[0];
  const makers: readonly (readonly [number, () => Step])[] = [
    [4, () => ({ do: 'note', who: writer(), team: below(3) })],
    [10, () => ({ do: 'editNote', who: who(), pick: pick(), field: one('title', 'title', 'body', 'secret'), value: value() })],
    [3, () => ({ do: 'moveNote', who: writer(), pick: pick(), team: below(3) })],
    [2, () => ({ do: 'shelveNote', who: writer(), pick: pick() })],
    [3, () => ({ do: 'remark', who: who(), pick: pick(), value: value() })],
    [2, () => ({ do: 'comment', who: who(), pick: pick(), value: value() })],
    [5, () => ({ do: 'proposal', who: writer(), both: below(2) === 0 })],
    [7, () => ({ do: 'editProposal', who: who(), pick: pick(), field: one('title', 'plan', 'plan', 'remark'), value: value() })],
    [6, () => ({ do: 'ask', who: writer(), pick: pick() })],
    [1, () => ({ do: 'drop', who: writer(), pick: pick() })],
    [6, () => ({ do: 'approve', who: writer(), pick: pick() })],
    [4, () => ({ do: 'approve', who: 1, pick: pick() })],
    [2, () => ({ do: 'reject', who: writer(), pick: pick() })],
    [5, () => ({ do: 'delegate', who: 2 + below(devices - 2), minutes: 1 + below(60) })],
    [2, () => ({ do: 'revoke', who: writer(), pick: pick() })],
    [3, () => ({ do: 'role', person: person(), has: below(2) === 0 })],
    [3, () => ({ do: 'team', person: person(), team: below(3) })],
    [1, () => ({ do: 'active', person: person(), is: below(3) > 0 })],
    [12, () => ({ do: one('push', 'pull'), who: who(), limit: one(3, 40, 2_000) })],
    [8, () => ({ do: 'both', who: who(), limit: one(3, 2_000) })],
    [16, () => ({ do: 'sync', who: who(), limit: one(3, 2_000) })],
    [1, () => ({ do: 'reload', who: who(), limit: 1 })],
    [4, () => ({ do: 'line', who: who(), up: below(3) > 0 })],
    [6, () => ({ do: 'fault', who: who(), fault: one('noRequest', 'noAnswer', 'noAnswer', 'twice') })],
    [5, () => ({ do: 'crash', who: who(), after: below(4), moment: moment() })],
    [2, () => ({ do: 'serverCrash', moment: moment() })],
    [4, () => ({ do: 'replay', nth: below(12) })],
    [6, () => ({ do: 'wait', ms: one(1, 40, 5 * SECOND, 61 * SECOND, 600 * SECOND) })],
    [3, () => ({ do: 'skew', who: who(), ms: one(-600 * SECOND, -3 * SECOND, 20 * SECOND, 600 * SECOND) })],
    [2, () => ({ do: 'due' })],
    [2, () => ({ do: 'checkpoint' })],
  ];
  const all = makers.reduce((sum, [weight]) => sum + weight, 0);
  const next = (): Step => {
    let left = below(all);
    for (const [weight, make] of makers) {
      left -= weight;
      if (left < 0) return make();
    }
    return { do: 'due' };
  };
  return { seed, steps: Array.from({ length: 20 + below(30) }, next) };
}
