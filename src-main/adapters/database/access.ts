import type { Sight } from '#shared/model/visibility.ts';
import { arrayText, literal, type Queryable, type Sql } from './sql.ts';

/** Who asks: what the policies of every table go by. */
export interface Access {
  /** `*` to see which tenants there are, and nothing of them. */
  readonly tenant: string;
  /** `*` among the kinds is the server itself, which also writes. */
  readonly sight: Sight;
  readonly person?: string;
  /** The digest of a token or a code that somebody brought, before it is known whose it is. */
  readonly token?: string;
}

export const asServer = (tenant: string): Access => ({ tenant, sight: { kinds: ['*'], scopes: '*' } });
export const asBearer = (token: string): Access => ({ tenant: '', sight: { kinds: [], scopes: [] }, token });

/** Runs in a transaction as the role that row-level security binds, seeing what this access may see. */
export const withAccess = <T>(sql: Sql, access: Access, work: (sql: Queryable) => Promise<T>, isSnapshot = false): Promise<T> =>
  sql.transaction({ first: takeOn(access), isSnapshot }, work);

/** The same, with questions that are asked in the round trip that begins it, and their rows. */
export const withAnswers = <T>(
  sql: Sql,
  access: Access,
  { questions, isSnapshot = false }: { readonly questions: readonly string[]; readonly isSnapshot?: boolean },
  work: (sql: Queryable, answers: readonly object[][]) => Promise<T>,
): Promise<T> =>
  sql.transaction({ first: [...takeOn(access), ...questions], isSnapshot }, (one, first) => work(one, first.slice(-questions.length)));

/**
 * For a moment sees as the server does, within a reading of somebody else: for what is made from more than it shows. Whoever
 * calls it answers for what they hand out.
 */
export async function widened<T>(sql: Queryable, access: Access, work: () => Promise<T>): Promise<T> {
  await sql.exec(settingsOf(asServer(access.tenant)));
  const result = await work();
  await sql.exec(settingsOf(access));
  return result;
}

const takeOn = (access: Access): string[] => ['set local role countersign_app', settingsOf(access)];

function settingsOf({ tenant, sight, person = '', token = '' }: Access): string {
  const scopes = sight.scopes === '*' ? ['*'] : sight.scopes.filter((scope) => scope !== '*');
  const settings = { tenant, kinds: arrayText(sight.kinds), scopes: arrayText(scopes), person, token };
  const set = Object.entries(settings).map(([name, value]) => `set_config('app.${name}', ${literal(value)}, true)`);
  return `select ${set.join(', ')}`;
}
