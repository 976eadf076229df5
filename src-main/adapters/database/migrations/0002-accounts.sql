-- Who may sign in, from where, and as whom. Kept apart from the records: signing in is no command of a record.
create table devices (
  tenant text collate "C" not null default app_tenant(),
  id text collate "C" not null,
  person_id text collate "C" not null,
  name text not null,
  last_seq bigint not null default 0,
  registered_at text not null,
  seen_at text,
  revoked_at text,
  primary key (tenant, id)
);

create table accounts (
  tenant text collate "C" not null default app_tenant(),
  person_id text collate "C" not null,
  -- In small letters: one mailbox gets one account.
  email text collate "C" not null,
  verifier text not null,
  signed_in_at text,
  primary key (tenant, person_id),
  unique (tenant, email)
);

-- Attempts to sign in, by address, whether or not somebody has it.
create table attempts (
  tenant text collate "C" not null default app_tenant(),
  email text collate "C" not null,
  many integer not null,
  locked_until text collate "C",
  last_at text collate "C" not null,
  primary key (tenant, email)
);

-- Tokens and codes themselves are kept nowhere, only their digests. Whoever brings one is found by it, before it is known
-- which tenant they belong to.
create table sessions (
  tenant text collate "C" not null default app_tenant(),
  token_digest text collate "C" not null,
  person_id text collate "C" not null,
  device_id text collate "C" not null,
  created_at text not null,
  expires_at text collate "C" not null,
  primary key (tenant, token_digest)
);
create index sessions_by_token on sessions (token_digest);
create index sessions_by_device on sessions (tenant, device_id);

create table invitations (
  tenant text collate "C" not null default app_tenant(),
  code_digest text collate "C" not null,
  person_id text collate "C",
  email text,
  expires_at text collate "C" not null,
  used_at text,
  primary key (tenant, code_digest)
);
create index invitations_by_code on invitations (code_digest);
