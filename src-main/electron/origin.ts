/** The app's permanent origin. IndexedDB belongs to it: changing the scheme or the host would lose every user's data. */
export const appScheme = 'workbench';
export const appHost = 'app';
export const appUrl = `${appScheme}://${appHost}/`;

/** Compared by scheme and host, because Node gives every custom scheme the origin `null`. */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${appScheme}:` && url.host === appHost;
}
