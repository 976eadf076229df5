const keyOf = (workspaceId: string) => `countersign.sample.${workspaceId}`;

/** Remembers on this device that a workspace is a sample, whose passphrase is no secret. */
export const markSample = (workspaceId: string, passphrase: string): void => localStorage.setItem(keyOf(workspaceId), passphrase);

/** The passphrase that everyone in a sample workspace has; absent for a real one. */
export const samplePassphrase = (workspaceId: string): string | undefined => localStorage.getItem(keyOf(workspaceId)) ?? undefined;
