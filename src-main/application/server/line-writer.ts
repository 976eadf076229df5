import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import { type ChainHead, leafOf, linked } from '#shared/kernel/chain.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { LogBody } from '#shared/model/log-line.ts';
import { sealBody } from '#shared/model/seal.ts';
import type { NewLine } from './log-store.ts';
import type { Server } from './server-ports.ts';

/** A body as it will be written. Making it can fail, for what has no JSON form; adding it cannot. */
export type Prepared = Pick<NewLine, 'body' | 'values' | 'canonical'>;
export type Whereabouts = Pick<NewLine, 'kind' | 'recordId' | 'scope' | 'scopeBefore' | 'onlyFor'>;

/** Chains new lines onto the end of a log. */
export interface LineWriter {
  readonly head: ChainHead;
  readonly lines: readonly NewLine[];
  prepare(body: LogBody): Prepared;
  add(prepared: Prepared, where: Whereabouts): void;
}

export function lineWriter(start: ChainHead, { registry, hex }: Pick<Server, 'registry' | 'hex'>): LineWriter {
  let head = start;
  const lines: NewLine[] = [];
  return {
    lines,
    get head() {
      return head;
    },
    prepare(body) {
      const sealed = sealBody(body, registry, () => hex(16));
      const json: unknown = sealed.body;
      return { ...sealed, canonical: canonicalJson(json as Json) };
    },
    add(prepared, where) {
      const leaf = leafOf(prepared.canonical);
      head = { seq: head.seq + 1, hash: linked(head.hash, leaf) };
      lines.push({ ...prepared, ...where, ...head, leaf });
    },
  };
}
