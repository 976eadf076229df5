/**
 * Plain Chromium cannot serve a custom scheme, so inside the double `workbench://app/x` is `http://app.workbench.test/x`: a
 * standard origin of its own that Chromium is told to treat as secure, answered by the built main's own protocol handler and by
 * nothing else.
 */
const suffix = '.test';

/** Whether an address stands for one of a custom scheme. */
export const isOfScheme = (address: string): boolean => toScheme(address) !== address;

export function toHttp(address: string): string {
  const url = new URL(address);
  if (url.protocol === 'https:' || url.protocol === 'http:' || url.protocol === 'about:') return address;
  return `http://${url.host}.${url.protocol.slice(0, -1)}${suffix}${url.pathname}${url.search}${url.hash}`;
}

/** The address as the built main knows it. Foreign addresses stay as they are. */
export function toScheme(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  const parts = url?.hostname.endsWith(suffix) ? url.hostname.slice(0, -suffix.length).split('.') : [];
  const scheme = parts.pop();
  return url && scheme !== undefined && parts.length > 0
    ? `${scheme}://${parts.join('.')}${url.pathname}${url.search}${url.hash}`
    : address;
}
