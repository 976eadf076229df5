const JOIN = '/join';

/** What an address such as `#/join?code=7K3M-QX9A-2TFH` asks for; null where it asks for something else. */
export function joinAsked(hash: string): { readonly code: string } | null {
  const [path, query = ''] = hash.replace(/^#/, '').split('?');
  return path === JOIN ? { code: new URLSearchParams(query).get('code') ?? '' } : null;
}

/** The link that leads somebody who was invited to the web edition of a server, with the code filled in. */
export const joinLink = (serverUrl: string, code: string): string =>
  `${serverUrl.replace(/\/+$/, '')}/#${JOIN}?${new URLSearchParams({ code }).toString()}`;
