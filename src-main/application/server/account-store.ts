/** Who may sign in at a tenant. Times are ISO instants; hashes and tokens are never handed out. */
export interface AccountRow {
  readonly personId: string;
  readonly email: string;
  /** `scrypt$N$r$p$salt$hash`, the last two in base64url. */
  readonly verifier: string;
  readonly failures: number;
  readonly lockedUntil: string | null;
  readonly signedInAt: string | null;
}

export interface SessionRow {
  /** SHA-256 of the token; the token itself is kept nowhere. */
  readonly tokenDigest: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly deviceId: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface InvitationRow {
  readonly codeDigest: string;
  readonly tenantId: string;
  /** The person that the account will be of; null for the first one, who founds the tenant. */
  readonly personId: string | null;
  readonly email: string | null;
  readonly expiresAt: string;
  readonly usedAt: string | null;
}

export interface DeviceInfo {
  readonly id: string;
  readonly name: string;
  readonly personId: string;
  readonly registeredAt: string;
  readonly seenAt: string | null;
  readonly revokedAt: string | null;
}

/** Kept apart from the records: signing in is no command of a record. */
export interface AccountStore {
  account(tenantId: string, by: { readonly email: string } | { readonly personId: string }): Promise<AccountRow | undefined>;
  putAccount(tenantId: string, row: AccountRow): Promise<void>;
  /** Counts an attempt before it is checked; answers the row as it was, or when it opens again. */
  attempt(tenantId: string, personId: string, now: string): Promise<{ readonly lockedUntil: string | null }>;
  succeeded(tenantId: string, personId: string, now: string): Promise<void>;
  putSession(row: SessionRow): Promise<void>;
  session(tokenDigest: string): Promise<SessionRow | undefined>;
  endSession(tokenDigest: string): Promise<void>;
  putInvitation(row: InvitationRow): Promise<void>;
  invitation(codeDigest: string): Promise<InvitationRow | undefined>;
  /** False when it was used, meanwhile or before. */
  useInvitation(codeDigest: string, now: string): Promise<boolean>;
  devices(tenantId: string): Promise<readonly DeviceInfo[]>;
  /** Ends its sessions too. */
  revokeDevice(tenantId: string, deviceId: string, now: string): Promise<void>;
}
