import { Client, type CustomTypesConfig, Pool, type PoolClient, types } from 'pg';
import type { Begin, Queryable, Sql } from './sql.ts';

const CONNECTIONS = 12;

/** Numbers beyond 2^53 are nowhere in this schema: a log of that length does not fit a disk. */
const parsers: CustomTypesConfig = {
  getTypeParser: (oid: Parameters<CustomTypesConfig['getTypeParser']>[0], format?: 'text' | 'binary') =>
    oid === types.builtins.INT8 ? Number : (types.getTypeParser(oid, format) as unknown),
};

/** Opens a PostgreSQL by its URL. Fails at once when it cannot be reached. */
export async function openPg(url: string): Promise<Sql> {
  const config = { connectionString: url, types: parsers, application_name: 'countersign' };
  const pool = new Pool({ ...config, max: CONNECTIONS, idle_in_transaction_session_timeout: 60_000 });
  // A connection that breaks while idle is replaced by the next that is needed.
  pool.on('error', () => undefined);
  try {
    await pool.query('select 1');
  } catch (cause) {
    await pool.end();
    throw cause;
  }
  const listeners = new Set<() => Promise<void>>();
  let closing: Promise<void> | undefined;
  return {
    ...statements(pool),
    isEmbedded: false,
    transaction: (begin, work) => transaction(pool, begin, work),
    async listen(channel, onNotice, onGap) {
      const end = await listen(() => new Client({ ...config, keepAlive: true }), channel, onNotice, onGap);
      listeners.add(end);
      return async () => {
        listeners.delete(end);
        await end();
      };
    },
    close: () =>
      (closing ??= (async () => {
        await Promise.all([...listeners].map((end) => end()));
        await pool.end();
      })()),
  };
}

/** Statements that are prepared once a connection: planning under row-level security costs more than running most of them. */
const MOST_PREPARED = 300;
const prepared = new Map<string, string>();
function nameOf(text: string): string | undefined {
  const known = prepared.get(text);
  if (known !== undefined || prepared.size >= MOST_PREPARED) return known;
  const name = `countersign_${prepared.size}`;
  prepared.set(text, name);
  return name;
}

const statements = (client: Pool | PoolClient): Queryable => ({
  async query<R extends object>(text: string, params: readonly unknown[] = []) {
    const name = nameOf(text);
    return (await client.query<R>({ text, values: [...params], ...(name === undefined ? {} : { name }) })).rows;
  },
  exec: (text) => rowsOf(client, text),
});

/** Of several statements in one text, the rows of each. */
async function rowsOf(client: Pool | PoolClient, text: string): Promise<object[][]> {
  const results: unknown = await client.query(text);
  return (Array.isArray(results) ? results : [results]).map(({ rows }: { rows: object[] }) => rows);
}

async function transaction<T>(
  pool: Pool,
  { isSnapshot = false, first = [] }: Begin,
  work: (sql: Queryable, first: readonly object[][]) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (cause: Error) => {
    broken = cause;
  };
  client.on('error', onError);
  const line = inLine(statements(client));
  try {
    const begin = `begin${isSnapshot ? ' isolation level repeatable read read only' : ''}`;
    const results = await rowsOf(client, [begin, ...first].join(';'));
    const result = await work(line, results.slice(1));
    await line.end();
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement in it had failed.');
    return result;
  } catch (cause) {
    await line.end();
    await client.query('rollback').catch((failed: unknown) => {
      broken ??= failed instanceof Error ? failed : new Error(String(failed));
    });
    throw cause;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/**
 * One statement after the other, also for those who ask several at once. After the end none is run any more: it would be
 * outside of the transaction, and without its role.
 */
function inLine(sql: Queryable): Queryable & { end(): Promise<void> } {
  let last: Promise<unknown> = Promise.resolve();
  let isEnded = false;
  const next = <T>(ask: () => Promise<T>): Promise<T> => {
    if (isEnded) return Promise.reject(new Error('The transaction is over.'));
    const answer = last.then(ask);
    last = answer.catch(() => undefined);
    return answer;
  };
  return {
    query: (text, params) => next(() => sql.query(text, params)),
    exec: (text) => next(() => sql.exec(text)),
    async end() {
      isEnded = true;
      await last;
    },
  };
}

/** A connection of its own that comes back by itself, however long the database is away. */
async function listen(
  connection: () => Client,
  channel: string,
  onNotice: (payload: string) => void,
  onGap: () => void,
): Promise<() => Promise<void>> {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;

  const connect = async (): Promise<void> => {
    const next = connection();
    let isLost = false;
    const lost = () => {
      if (isLost) return;
      isLost = true;
      if (client === next) client = undefined;
      void next.end().catch(() => undefined);
      if (!isEnded) again(500);
    };
    next.on('error', lost);
    next.on('end', lost);
    next.on('notification', ({ channel: from, payload }) => {
      if (from === channel) onNotice(payload ?? '');
    });
    try {
      await next.connect();
      await next.query(`listen ${next.escapeIdentifier(channel)}`);
    } catch (cause) {
      isLost = true;
      void next.end().catch(() => undefined);
      throw cause;
    }
    if (isEnded) await next.end();
    else client = next;
  };
  const again = (delay: number) => {
    timer = setTimeout(() => {
      connect().then(onGap, () => {
        if (!isEnded) again(Math.min(delay * 2, 30_000));
      });
    }, delay);
    timer.unref();
  };

  await connect();
  return async () => {
    isEnded = true;
    clearTimeout(timer);
    await client?.end();
  };
}
