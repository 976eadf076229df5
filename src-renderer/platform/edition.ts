import type { Client } from './client.ts';

const key = 'countersign.edition';

/**
 * Whether this page came from the server that it follows. What the host said last is remembered, because the page must know it
 * also when it opens without a network; should it say something else now, the next start knows.
 */
export async function isServerEdition(client: Client, storage: Pick<Storage, 'getItem' | 'setItem'> | null): Promise<boolean> {
  const remembered = storage?.getItem(key) ?? null;
  const said = client.invoke('host.info', {}).then((info) => {
    if (info.ok) storage?.setItem(key, info.value.edition);
    return info.ok ? info.value.edition : null;
  });
  return (remembered ?? (await said)) === 'server';
}

/** Null where the browser keeps nothing for this site. */
export function storageOfPage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
