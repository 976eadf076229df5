import { APPENDED } from './append.ts';
import { asServer, withAccess } from './access.ts';
import type { Sql } from './sql.ts';

type Listener = (tenantId: string, seq: number) => void;

export interface AppendedNotices {
  on(listener: Listener): () => void;
}

/**
 * Tells when any server on this database has appended. After a time without connection everybody is told of every tenant:
 * a notice may have been missed, and one too many does no harm.
 */
export async function hearAppended(sql: Sql): Promise<AppendedNotices> {
  const listeners = new Set<Listener>();
  const tell = (tenantId: string, seq: number) => {
    for (const listener of listeners) listener(tenantId, seq);
  };
  const tellAll = async () => {
    const tenants = await withAccess(sql, asServer('*'), (one) => one.query<{ id: string }>('select id from tenants'), true);
    for (const { id } of tenants) {
      const [head] = await withAccess(sql, asServer(id), (one) => one.query<{ seq: number }>('select seq from log_heads'), true);
      if (head) tell(id, head.seq);
    }
  };
  await sql.listen(
    APPENDED,
    (payload) => {
      const { tenant, seq } = JSON.parse(payload) as { tenant: string; seq: number };
      tell(tenant, seq);
    },
    // The connection has only just come back: if it goes again, this is called again.
    () => void tellAll().catch(() => undefined),
  );
  return {
    on(listener) {
      const own: Listener = (tenantId, seq) => listener(tenantId, seq);
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
