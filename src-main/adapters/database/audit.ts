import { createHash } from 'node:crypto';
import { verifySignature } from '#main/adapters/crypto/ed25519.ts';
import { extendsCheckpoints, verifyCheckpoint } from '#shared/audit/checkpoint.ts';
import { type ChainHashes, type ChainLine, verifyChain } from '#shared/audit/verify-chain.ts';
import { CHAIN_START, type ChainHead } from '#shared/kernel/chain.ts';
import type { Digest } from '#shared/kernel/digest.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { LogBody, SealedValues } from '#shared/model/log-line.ts';
import type { Checkpoint } from '#shared/sync/protocol.schema.ts';
import { asServer, withAccess } from './access.ts';
import { firstStrayRecord } from './audit-records.ts';
import type { Queryable, Sql } from './sql.ts';

export interface Proven {
  readonly ok: true;
  readonly tenant: string;
  readonly lines: number;
  readonly records: number;
  readonly head: ChainHead;
  /** Places that are signed by a key that is known here, and by others. */
  readonly checkpoints: { readonly signed: number; readonly unknown: number };
}

/** The first row that is not as it was written. */
export interface Disproven {
  readonly ok: false;
  readonly tenant: string;
  /** Good lines before it. */
  readonly lines: number;
  /** The line, or the last line of the record, that is wrong. */
  readonly seq: number;
  readonly message: string;
}

const BATCH = 5_000;

/** The digests of `kernel/chain.ts`, computed by the host. */
const hashes: ChainHashes = {
  leafOf: (canonical) => createHash('sha256').update(canonical, 'utf8').digest('hex') as Digest,
  linked: (before, leaf) =>
    createHash('sha256')
      .update(Buffer.from(before + leaf, 'hex'))
      .digest('hex') as Digest,
};

/**
 * Proves that a tenant's log is what was appended, at one moment: every line's bytes and its place in the chain, the values
 * that lie beside, the head, the checkpoints and their signatures, and that each record is what its events made of it.
 * `keys` are the server's public keys in hex, by key id.
 */
export function auditVerify(
  sql: Sql,
  registry: Registry,
  tenantId: string,
  keys: { readonly [keyId: string]: string } = {},
): Promise<Proven | Disproven> {
  return withAccess(
    sql,
    asServer(tenantId),
    async (one) => {
      const wrong = (seq: number, lines: number, message: string): Disproven => ({ ok: false, tenant: tenantId, lines, seq, message });
      const [tenant] = await one.query<ChainHead & { epoch: string }>(
        `select epoch, seq, encode(hash, 'hex') as hash from tenants join log_heads on log_heads.tenant = tenants.id`,
      );
      if (!tenant) return wrong(0, 0, `There is no tenant ${tenantId}.`);
      const misplaced: Misplaced = { found: undefined };
      const chain = await verifyChain(linesOf(one, misplaced), { seq: 0, hash: CHAIN_START }, hashes);
      const { head } = chain;
      if (misplaced.found && (chain.ok || misplaced.found.seq <= chain.seq))
        return wrong(misplaced.found.seq, misplaced.found.seq - 1, misplaced.found.message);
      if (!chain.ok) return wrong(chain.seq, chain.count, chain.message);
      const unlinked = await firstUnlinked(one);
      if (unlinked !== undefined) return wrong(unlinked, head.seq, `Line ${unlinked} is not in the chain.`);
      if (tenant.seq !== head.seq || tenant.hash !== head.hash)
        return wrong(head.seq + 1, head.seq, `The log ended at line ${tenant.seq}, and now ends at line ${head.seq}.`);
      const checkpoints = await one.query<Checkpoint>(
        `select epoch, seq, encode(hash, 'hex') as hash, at, key_id as "keyId", signature from checkpoints order by seq`,
      );
      const extension = await extendsCheckpoints({ ...head, epoch: tenant.epoch }, checkpoints, (seq) => hashAt(one, seq));
      if (!extension.ok)
        return wrong(extension.checkpoint.seq, head.seq, `The checkpoint at line ${extension.checkpoint.seq} is of another log.`);
      const { forged, ...signatures } = await checkedSignatures(checkpoints, keys);
      if (forged) return wrong(forged.seq, head.seq, `The checkpoint at line ${forged.seq} was not signed by this server.`);
      const { stray, records } = await firstStrayRecord(one, registry);
      if (stray) return wrong(stray.seq, head.seq, stray.message);
      return { ok: true, tenant: tenantId, lines: chain.count, records, head, checkpoints: signatures };
    },
    true,
  );
}

async function checkedSignatures(
  checkpoints: readonly Checkpoint[],
  keys: { readonly [keyId: string]: string },
): Promise<Proven['checkpoints'] & { readonly forged?: Checkpoint }> {
  let [signed, unknown] = [0, 0];
  for (const checkpoint of checkpoints) {
    const verdict = await verifyCheckpoint(checkpoint, keys, verifySignature);
    if (verdict === 'forged') return { signed, unknown, forged: checkpoint };
    if (verdict === 'valid') signed++;
    else unknown++;
  }
  return { signed, unknown };
}

interface LineRow extends ChainHead {
  readonly leaf: Digest;
  readonly canonical: string | null;
  readonly kind: string | null;
  readonly recordId: string | null;
  readonly onlyFor: string | null;
  readonly values: SealedValues | null;
}
interface Misplaced {
  found: { readonly seq: number; readonly message: string } | undefined;
}

async function* linesOf(sql: Queryable, misplaced: Misplaced): AsyncGenerator<ChainLine> {
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const rows = await sql.query<LineRow>(
      `select links.seq, encode(leaf, 'hex') as leaf, encode(hash, 'hex') as hash, canonical, kind, record_id as "recordId",
         only_for as "onlyFor", (
           select json_object_agg(encode(digest, 'hex'), json_build_object('salt', salt, 'value', value))
           from sealed where sealed.seq = links.seq) as values
       from links left join lines on lines.tenant = links.tenant and lines.seq = links.seq
       where links.seq > $1 order by links.seq limit ${BATCH}`,
      [after],
    );
    for (const { seq, leaf, hash, canonical, values, ...where } of rows) {
      if (canonical === null) yield { seq, hash };
      else {
        yield { seq, leaf, hash, canonical, ...(values ? { values } : {}) };
        // Asked for the next one: the bytes are good, so what they say can be held against where they are filed.
        if (!misplaced.found && !isFiled(canonical, where))
          misplaced.found = { seq, message: `Line ${seq} is filed under another record.` };
        if (misplaced.found) return;
      }
      after = seq;
    }
    if (rows.length < BATCH) return;
  }
}

/** Whether the columns by which a line is found and hidden say what the line says. */
function isFiled(canonical: string, { kind, recordId, onlyFor }: Pick<LineRow, 'kind' | 'recordId' | 'onlyFor'>): boolean {
  const body = JSON.parse(canonical) as LogBody;
  return body.type === 'event'
    ? body.event.kind === kind && body.event.recordId === recordId && onlyFor === null
    : body.kind === kind && body.wish.recordId === recordId && onlyFor === body.by;
}

async function firstUnlinked(sql: Queryable): Promise<number | undefined> {
  const [row] = await sql.query<{ seq: number }>(
    'select seq from lines where not exists (select from links where links.tenant = lines.tenant and links.seq = lines.seq) order by seq limit 1',
  );
  return row?.seq;
}

async function hashAt(sql: Queryable, seq: number): Promise<Digest | undefined> {
  const [row] = await sql.query<{ hash: Digest }>(`select encode(hash, 'hex') as hash from links where seq = $1`, [seq]);
  return row?.hash;
}
