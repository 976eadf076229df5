-- The log: commands as they were accepted and the events that they led to. `body` is canonical JSON, kept as text because
-- jsonb reorders keys and a digest over it could not be computed again. `seq` has no gaps: it is taken from `log_head`, whose row is
-- locked while events are appended, so the order of numbers is the order of commits.
create table log_head (
  is_only boolean primary key default true check (is_only),
  seq bigint not null
);
insert into log_head (seq) values (0);

create table commands (
  id text primary key,
  name text not null,
  record_id text not null,
  actor_id text not null,
  at text not null,
  body text not null
);

create table events (
  seq bigint primary key,
  id text not null unique,
  record_id text not null,
  version integer not null,
  kind text not null,
  type text not null,
  command_id text not null,
  at text not null,
  time text not null,
  body text not null,
  unique (record_id, version)
);
create index events_by_command on events (command_id);

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'The log is append-only';
end $$;
create trigger events_stay before update or delete on events for each row execute function refuse_rewriting();
create trigger commands_stay before update or delete on commands for each row execute function refuse_rewriting();

-- The records: each is the fold of its events and can be made again from them. Times are ISO text in UTC, which sorts.
create table records (
  id text collate "C" primary key,
  kind text not null,
  number text,
  state text,
  lifecycle_version integer,
  version integer not null,
  archived_at text,
  created_at text not null,
  created_by text not null,
  updated_at text not null,
  updated_by text not null,
  external_id text,
  stamp text not null,
  stamps jsonb not null,
  label text not null,
  words text not null,
  fields jsonb not null
);
create index records_by_kind on records (kind, id);
create index records_by_number on records (kind, number) where number is not null;
create index records_by_external_id on records (kind, external_id) where external_id is not null;
-- Without fastupdate: nothing vacuums an embedded database, and its list of pending entries would be read by every query.
create index records_by_reference on records using gin (fields jsonb_path_ops) with (fastupdate = off);

-- The highest number given so far, by kind.
create table numbers (
  kind text primary key,
  last bigint not null
);

-- What this workspace knows about itself.
create table settings (
  name text primary key,
  value jsonb not null
);
