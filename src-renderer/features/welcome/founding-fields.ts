import { MIN_PASSPHRASE } from '#renderer/store/accounts.ts';

export type Fields = Readonly<Record<'workspace' | 'name' | 'email' | 'passphrase' | 'again', string>>;

/** The fields that cannot stay as they are, in the order of the form. Pure. */
export function wrongFields({ workspace, name, email, passphrase, again }: Fields, hasName: boolean): (keyof Fields)[] {
  const rules: readonly (readonly [keyof Fields, boolean])[] = [
    ['workspace', hasName && workspace.trim() === ''],
    ['name', name.trim() === ''],
    ['email', email.trim() !== '' && !/^[^\s@]+@[^\s@]+$/.test(email.trim())],
    ['passphrase', passphrase.length < MIN_PASSPHRASE],
    ['again', again !== passphrase],
  ];
  return rules.filter(([, isWrong]) => isWrong).map(([field]) => field);
}
