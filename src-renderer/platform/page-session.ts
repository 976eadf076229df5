/** What a page needs before its host answers it: a cookie that no script sees. */
export interface PageSession {
  /** Resolves once the host has given one; rejects where the host cannot be reached. */
  begin(): Promise<unknown>;
  /** The host no longer knows it: the next `begin` asks again. */
  forget(): void;
}

/** One request for all who ask at once; a request that failed is made again by the next who asks. */
export function httpSession(base: string): PageSession {
  let begun: Promise<unknown> | undefined;
  const forget = () => (begun = undefined);
  return {
    begin: () =>
      (begun ??= fetch(`${base}api/session`, { method: 'POST', headers: { 'x-countersign': '1' } }).catch((reason: unknown) => {
        forget();
        throw reason;
      })),
    forget,
  };
}

/** Under Electron a window is known without asking. */
export const noSession: PageSession = { begin: () => Promise.resolve(), forget: () => undefined };
