-- Who asks, and what they may see: set for each transaction and no longer (set_config(…, true)). Without it nothing is seen.
-- '*' among the kinds is the server itself, deciding; '*' among the scopes is everything within the kinds.
create function app_tenant() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.tenant', true), '') $$;
create function app_person() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.person', true), '') $$;
create function app_token() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.token', true), '') $$;
create function app_kinds() returns text[] language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('app.kinds', true), ''), '{}')::text[] $$;
create function app_scopes() returns text[] language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('app.scopes', true), ''), '{}')::text[] $$;
create function app_is_server() returns boolean language sql stable parallel safe as $$ select '*' = any (app_kinds()) $$;
create function app_sees_all() returns boolean language sql stable parallel safe as $$ select '*' = any (app_scopes()) $$;
-- Now, as every time is kept: ISO 8601 in UTC.
create function iso_now() returns text language sql stable as
  $$ select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

create table tenants (
  id text collate "C" primary key check (id not in ('', '*')),
  name text not null,
  epoch text not null,
  is_founding boolean not null,
  created_at timestamptz not null default now()
);

-- The end of each tenant's log. Its row is locked while lines are appended, so the order of numbers is the order of commits.
create table log_heads (
  tenant text collate "C" primary key default app_tenant() references tenants,
  seq bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex'),
  last_time text collate "C"
);

-- The chain: everybody in the tenant may see that there is a line, and check that it stands where it stood.
create table links (
  tenant text collate "C" not null default app_tenant(),
  seq bigint not null,
  leaf bytea not null,
  hash bytea not null,
  primary key (tenant, seq)
);

-- What the lines say: canonical JSON as text, because jsonb reorders keys and a digest over it could not be computed again.
create table lines (
  tenant text collate "C" not null default app_tenant(),
  seq bigint not null,
  kind text collate "C" not null,
  record_id text collate "C" not null,
  scope text collate "C" not null,
  scope_before text collate "C" not null,
  only_for text collate "C",
  canonical text not null,
  primary key (tenant, seq)
);
create index lines_by_record on lines (tenant, record_id, seq);

-- Records that left a scope: those who were in it are told, and no more.
create table departures (
  tenant text collate "C" not null default app_tenant(),
  seq bigint not null,
  kind text collate "C" not null,
  record_id text collate "C" not null,
  scope text collate "C" not null,
  primary key (tenant, seq)
);

-- Values that lines name by their salted digest. Deleting one erases it and leaves the chain whole.
create table sealed (
  tenant text collate "C" not null default app_tenant(),
  seq bigint not null,
  digest bytea not null,
  kind text collate "C" not null,
  scope text collate "C" not null,
  only_for text collate "C",
  salt text not null,
  value json not null,
  primary key (tenant, seq, digest)
);

create table checkpoints (
  tenant text collate "C" not null default app_tenant(),
  seq bigint not null,
  epoch text not null,
  hash bytea not null,
  at text not null,
  key_id text not null,
  signature text not null,
  primary key (tenant, seq, key_id)
);

-- Nothing rewrites the log, not even the owner of these tables.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'The log is append-only';
end $$;
create trigger links_stay before update or delete or truncate on links execute function refuse_rewriting();
create trigger lines_stay before update or delete or truncate on lines execute function refuse_rewriting();
create trigger departures_stay before update or delete or truncate on departures execute function refuse_rewriting();
create trigger checkpoints_stay before update or delete or truncate on checkpoints execute function refuse_rewriting();

-- The records: each is the fold of its events and can be made again from them. Times are ISO text in UTC, which sorts.
-- `seq` is the line that changed it last. Ids carry their kind as a prefix, so the key gives a kind as a range.
create table records (
  tenant text collate "C" not null default app_tenant(),
  id text collate "C" not null,
  kind text collate "C" not null,
  scope text collate "C" not null,
  seq bigint not null,
  number text collate "C",
  state text collate "C",
  lifecycle_version integer,
  version integer not null,
  archived_at text collate "C",
  created_at text collate "C" not null,
  created_by text collate "C" not null,
  updated_at text collate "C" not null,
  updated_by text collate "C" not null,
  external_id text collate "C",
  stamp text collate "C" not null,
  stamps jsonb not null,
  label text not null,
  words text not null,
  fields jsonb not null,
  primary key (tenant, id)
);
create index records_by_number on records (tenant, kind, number) where number is not null;
create index records_by_external_id on records (tenant, kind, external_id) where external_id is not null;
create index records_by_state on records (tenant, kind, state) where state is not null;

-- Which records name which ids and addresses, by field. Under row-level security only operators that cannot leak are looked up in an index
-- before the policy is asked; those of jsonb are not among them, equality of text is.
create table record_keys (
  tenant text collate "C" not null default app_tenant(),
  kind text collate "C" not null,
  field text collate "C" not null,
  value text collate "C" not null,
  record_id text collate "C" not null,
  scope text collate "C" not null,
  primary key (tenant, kind, field, value, record_id)
);
create index record_keys_by_record on record_keys (tenant, record_id);

-- The highest number given so far, by kind.
create table numbers (
  tenant text collate "C" not null default app_tenant(),
  kind text collate "C" not null,
  last bigint not null,
  primary key (tenant, kind)
);

-- What became of each command, so that one that comes again gets the same answer. `seq` is its place in its device's log,
-- `at` the tenant's log's end when it was decided.
create table commands (
  tenant text collate "C" not null default app_tenant(),
  id text collate "C" not null,
  seq bigint not null,
  outcome text not null,
  refusal json,
  at bigint not null,
  primary key (tenant, id)
);
create trigger commands_stay before update or delete or truncate on commands execute function refuse_rewriting();

-- Snapshots: gzipped JSON arrays of records, by kind and scope, named by the digest of their bytes.
create table pages (
  tenant text collate "C" not null default app_tenant(),
  digest text collate "C" not null,
  kind text collate "C" not null,
  scope text collate "C" not null,
  bytes bytea not null,
  primary key (tenant, digest, kind, scope)
);
alter table pages alter column bytes set storage external;

create table page_manifests (
  tenant text collate "C" not null default app_tenant(),
  seq bigint not null,
  hash bytea not null,
  made_at timestamptz not null default now(),
  primary key (tenant, seq)
);
create table manifest_pages (
  tenant text collate "C" not null default app_tenant(),
  seq bigint not null,
  kind text collate "C" not null,
  scope text collate "C" not null,
  from_id text collate "C" not null,
  to_id text collate "C" not null,
  digest text collate "C" not null,
  count integer not null,
  size integer not null,
  primary key (tenant, seq, kind, scope, from_id)
);
create table manifest_numbers (
  tenant text collate "C" not null default app_tenant(),
  seq bigint not null,
  kind text collate "C" not null,
  last bigint not null,
  primary key (tenant, seq, kind)
);

-- What a tenant, and what the server as a whole, knows about itself.
create table settings (
  tenant text collate "C" not null default app_tenant(),
  name text collate "C" not null,
  value jsonb not null,
  primary key (tenant, name)
);
create table server_settings (
  name text collate "C" primary key,
  value jsonb not null
);
