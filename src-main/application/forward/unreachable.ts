import { problem, type Problem } from '#shared/kernel/problem.ts';

/** How TLS says that it does not trust the other side, in Node's words and in Chromium's. */
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|ERR_SSL|EPROTO/;

/**
 * What a failed `fetch` means for a person. Being offline is no error and nothing is logged. `params.reason` is
 * `certificate`, `redirect` or `unreachable`; `params.code` is the system's own word.
 */
export function whyUnreachable(cause: unknown): Problem {
  const code = codeOf(cause);
  if (/redirect/i.test(code)) return why('redirect', code, 'The server sends its callers to another address.');
  if (untrusted.test(code)) return why('certificate', code, 'The server’s certificate is not trusted on this machine.');
  return why('unreachable', code, 'The server cannot be reached.');
}

const why = (reason: string, code: string, detail: string) => problem('unavailable', detail, { params: { reason, code } });

/** The innermost cause's code, e.g. `ECONNREFUSED`, or a message such as `net::ERR_CERT_AUTHORITY_INVALID`. */
function codeOf(cause: unknown): string {
  let code = 'unknown';
  for (let at = cause, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    code = 'code' in at && typeof at.code === 'string' ? at.code : at.message;
  return code.slice(0, 120);
}
