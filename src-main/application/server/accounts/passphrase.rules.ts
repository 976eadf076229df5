import { type Problem, problem } from '#shared/kernel/problem.ts';

const SHORTEST = 8;
/** Only keeps hashing from being a way to tie the server up. */
const LONGEST = 1_000;

/** One mailbox is one address, however it is written. */
export const addressOf = (email: string): string => email.trim().toLowerCase();

/** Why somebody may not have this passphrase; undefined when they may. Length is what counts: nothing else is asked of it. */
export function passphraseProblem(passphrase: string, email: string): Problem | undefined {
  const length = Array.from(passphrase).length;
  if (length < SHORTEST) return wrong(`must have at least ${SHORTEST} characters; a few words make a good one`);
  if (length > LONGEST) return wrong(`must have at most ${LONGEST} characters`);
  if (addressOf(passphrase) === addressOf(email)) return wrong('must not be the e-mail address');
  if (new Set(passphrase).size < 3) return wrong('must not be one or two characters again and again');
  return undefined;
}

const wrong = (message: string): Problem =>
  problem('invalidInput', `The passphrase ${message}.`, { issues: [{ path: 'passphrase', message }] });
