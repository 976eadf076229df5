import type { RandomBytes } from '#shared/kernel/id.ts';
import type { Identity } from './database.ts';

/** What makes a database a workspace. `device` and `epoch` are new for every copy: times and journals of copies never mix. */
export function newIdentity(
  workspace: { readonly id: string; readonly name: string; readonly createdAt: string },
  random: RandomBytes,
): Identity {
  const hex = (length: number) => Array.from(random(length), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const { id, name, createdAt } = workspace;
  return { key: 'identity', id, name, createdAt, device: hex(4), epoch: hex(8) };
}
