import type { AccountRow, AccountStore, DeviceInfo, InvitationRow, SessionRow } from '#main/application/server/account-store.ts';
import type { LogStore } from '#main/application/server/log-store.ts';

/** Accounts in maps, and the devices that a log store in memory shares with them. For tests only. */
export interface MemoryAccounts extends AccountStore {
  readonly register: LogStore['register'];
}

const DAY = 86_400_000;

export function memoryAccounts(now: () => number): MemoryAccounts {
  const accounts = new Map<string, AccountRow>();
  const attempts = new Map<string, { count: number; at: string; lockedUntil: string | null }>();
  const sessions = new Map<string, SessionRow>();
  const invitations = new Map<string, InvitationRow>();
  const devices = new Map<string, DeviceInfo>();
  const key = (tenantId: string, id: string) => `${tenantId} ${id}`;
  const accountsOf = (tenantId: string) => [...accounts].flatMap(([at, row]) => (at.startsWith(`${tenantId} `) ? [row] : []));

  return {
    account: async (tenantId, by) =>
      'personId' in by ? accounts.get(key(tenantId, by.personId)) : accountsOf(tenantId).find(({ email }) => email === by.email),
    async putAccount(tenantId, row) {
      if (accountsOf(tenantId).some(({ email, personId }) => email === row.email && personId !== row.personId)) return false;
      accounts.set(key(tenantId, row.personId), row);
      return true;
    },
    hasAccounts: async (tenantId) => accountsOf(tenantId).length > 0,
    async attempt(tenantId, email, at, opensAt) {
      const before = attempts.get(key(tenantId, email));
      const isRecent = before !== undefined && Date.parse(at) - Date.parse(before.at) < DAY;
      if (isRecent && before.lockedUntil !== null && before.lockedUntil > at) return { lockedUntil: before.lockedUntil };
      const count = (isRecent ? before.count : 0) + 1;
      attempts.set(key(tenantId, email), { count, at, lockedUntil: opensAt(count) });
      return { lockedUntil: null };
    },
    async succeeded(tenantId, email, at) {
      attempts.delete(key(tenantId, email));
      const row = accountsOf(tenantId).find((one) => one.email === email);
      if (row) accounts.set(key(tenantId, row.personId), { ...row, signedInAt: at });
    },
    async putSession(row) {
      sessions.set(row.tokenDigest, row);
    },
    async session(tokenDigest) {
      const row = sessions.get(tokenDigest);
      return row && devices.get(key(row.tenantId, row.deviceId))?.revokedAt ? undefined : row;
    },
    async touchSession(tenantId, tokenDigest, at, expiresAt) {
      const row = sessions.get(tokenDigest);
      if (!row || row.tenantId !== tenantId) return;
      sessions.set(tokenDigest, { ...row, expiresAt });
      const device = devices.get(key(tenantId, row.deviceId));
      if (device) devices.set(key(tenantId, row.deviceId), { ...device, seenAt: at });
    },
    async endSession(tokenDigest) {
      sessions.delete(tokenDigest);
    },
    async endSessionsOf(tenantId, personId, except) {
      for (const row of sessions.values())
        if (row.tenantId === tenantId && row.personId === personId && row.tokenDigest !== except) sessions.delete(row.tokenDigest);
    },
    async putInvitation(row) {
      invitations.set(row.codeDigest, row);
    },
    invitation: async (codeDigest) => invitations.get(codeDigest),
    async useInvitation(codeDigest, at) {
      const row = invitations.get(codeDigest);
      if (!row || row.usedAt !== null) return false;
      invitations.set(codeDigest, { ...row, usedAt: at });
      return true;
    },
    devices: async (tenantId) => [...devices].flatMap(([at, device]) => (at.startsWith(`${tenantId} `) ? [device] : [])),
    async revokeDevice(tenantId, deviceId, at) {
      const device = devices.get(key(tenantId, deviceId));
      if (device) devices.set(key(tenantId, deviceId), { ...device, revokedAt: device.revokedAt ?? at });
      for (const row of sessions.values()) if (row.tenantId === tenantId && row.deviceId === deviceId) sessions.delete(row.tokenDigest);
    },
    async register(tenantId, { id, personId, name }) {
      const at = new Date(now()).toISOString();
      const device = devices.get(key(tenantId, id)) ?? { id, personId, name, registeredAt: at, seenAt: at, revokedAt: null };
      devices.set(key(tenantId, id), device);
      return { id, personId: device.personId, lastSeq: 0, revokedAt: device.revokedAt };
    },
  };
}
