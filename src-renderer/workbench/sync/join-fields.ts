/** How somebody comes to a server. */
export type JoinWay = 'account' | 'code' | 'found';

export type JoinFields = Readonly<Record<'url' | 'code' | 'tenant' | 'name' | 'email' | 'passphrase' | 'again' | 'device', string>>;
export type JoinField = keyof JoinFields;

/** What the server asks of a new passphrase. */
export const MIN_SERVER_PASSPHRASE = 8;

const ASKED: { readonly [way in JoinWay]: readonly JoinField[] } = {
  account: ['url', 'tenant', 'email', 'passphrase', 'device'],
  code: ['url', 'code', 'email', 'passphrase', 'again', 'device'],
  found: ['url', 'code', 'name', 'email', 'passphrase', 'again', 'device'],
};

/** What is known of the server: the web edition came from it, and some have several workspaces. */
export interface Surroundings {
  readonly isOwn: boolean;
  readonly hasSeveral: boolean;
}

/** The fields of a way, in the order of the form: only those that somebody here can and has to fill in. */
export const fieldsOf = (way: JoinWay, { isOwn, hasSeveral }: Surroundings): readonly JoinField[] =>
  ASKED[way].filter((field) => (field !== 'url' || !isOwn) && (field !== 'tenant' || hasSeveral));

/** The fields that cannot stay as they are, in the order of the form. Pure. */
export function wrongJoinFields(fields: JoinFields, way: JoinWay, around: Surroundings): JoinField[] {
  const isNew = way !== 'account';
  const wrong: { readonly [field in JoinField]: boolean } = {
    url: serverAddress(fields.url) === null,
    code: fields.code.trim().length < 8,
    tenant: fields.tenant.trim() === '',
    name: fields.name.trim() === '',
    email: !/^[^\s@]+@[^\s@]+$/.test(fields.email.trim()),
    passphrase: fields.passphrase.length < (isNew ? MIN_SERVER_PASSPHRASE : 1),
    again: fields.again !== fields.passphrase,
    device: fields.device.trim() === '',
  };
  return fieldsOf(way, around).filter((field) => wrong[field]);
}

/** The address as a whole: `https://` where none was typed; null where it can be none. */
export function serverAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return null;
  const { protocol, origin, pathname } = new URL(whole);
  return protocol === 'https:' || protocol === 'http:' ? `${origin}${pathname.replace(/\/+$/, '')}` : null;
}
