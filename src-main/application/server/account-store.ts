/** Who may sign in at a tenant. Times are ISO instants; hashes and tokens are never handed out. */
export interface AccountRow {
  readonly personId: string;
  /** In small letters; nobody else at the tenant has it. */
  readonly email: string;
  /** `scrypt$N$r$p$salt$hash`, the last two in base64url. */
  readonly verifier: string;
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
  /** In the place of the person's account, if there was one. False, and nothing written, when someone else has the address. */
  putAccount(tenantId: string, row: AccountRow): Promise<boolean>;
  /** Whether anybody may sign in at all. */
  hasAccounts(tenantId: string): Promise<boolean>;
  /**
   * Counts an attempt on an address before it is checked, one at a time, whether or not someone has the address here. Where it
   * is closed after `now`, nothing is counted and the answer is until when; else it is closed until `opensAt(how many there were
   * with this one)`, and the answer is null. What is counted is forgotten a day after the last attempt.
   */
  attempt(
    tenantId: string,
    email: string,
    now: string,
    opensAt: (attempts: number) => string | null,
  ): Promise<{ readonly lockedUntil: string | null }>;
  /** Forgets what was counted, and notes when its account was signed in to. */
  succeeded(tenantId: string, email: string, now: string): Promise<void>;
  putSession(row: SessionRow): Promise<void>;
  /** Undefined also when its device was shut out, whichever came first. Expired ones are answered: the caller knows the time. */
  session(tokenDigest: string): Promise<SessionRow | undefined>;
  /** Notes that its device was here, and puts its end off. Never brings back a session that was ended. */
  touchSession(tenantId: string, tokenDigest: string, now: string, expiresAt: string): Promise<void>;
  endSession(tokenDigest: string): Promise<void>;
  /** Ends all sessions of a person but one. */
  endSessionsOf(tenantId: string, personId: string, except: string | null): Promise<void>;
  putInvitation(row: InvitationRow): Promise<void>;
  invitation(codeDigest: string): Promise<InvitationRow | undefined>;
  /** False when it was used, meanwhile or before. */
  useInvitation(codeDigest: string, now: string): Promise<boolean>;
  devices(tenantId: string): Promise<readonly DeviceInfo[]>;
  /** Ends its sessions too. */
  revokeDevice(tenantId: string, deviceId: string, now: string): Promise<void>;
}
