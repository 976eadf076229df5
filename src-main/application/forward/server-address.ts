import { problem, type Problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';

const refused = (message: string): Result<never, Problem> => err(problem('invalidInput', message, { issues: [{ path: 'url', message }] }));

/**
 * The address of a server as it is kept: normalized, with a slash at its end. `https:` anywhere; `http:` only where nobody
 * else can listen in: this machine, private and link-local networks, and names that end in `.local`.
 */
export function serverAddress(text: string): Result<string, Problem> {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return refused('A server’s address begins with https://.');
  if (url.username !== '' || url.password !== '') return refused('An address carries no name and no password.');
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text)) return refused('An address has no question mark and no #.');
  if (url.protocol === 'http:' && !isNear(url.hostname))
    return refused('Over http:// what you send could be read on the way: use https://, or an address in your own network.');
  return ok(`${url.origin}${url.pathname.replace(/\/*$/, '')}/`);
}

/** Whether a host, as a URL writes it, is this machine or in a network of one's own. */
function isNear(hostname: string): boolean {
  if (hostname.startsWith('[')) return isNearV6(hostname.slice(1, -1));
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return isNearV4(hostname.split('.').map(Number));
  const name = hostname.replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost') || name.endsWith('.local');
}

/** Loopback, RFC 1918 and link-local. */
function isNearV4([a = 0, b = 0]: readonly number[]): boolean {
  return a === 127 || a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254);
}

/** `::1`, `fc00::/7`, `fe80::/10`, and IPv4 written as `::ffff:a00:1`. */
function isNearV6(text: string): boolean {
  if (text === '::1') return true;
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(text);
  if (mapped) {
    const [high, low] = [mapped[1], mapped[2]].map((part) => Number.parseInt(part ?? '0', 16));
    return isNearV4([(high ?? 0) >> 8, (high ?? 0) & 255, (low ?? 0) >> 8, (low ?? 0) & 255]);
  }
  const first = text.startsWith(':') ? 0 : Number.parseInt(text, 16);
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
}
