-- Tenants, and within a tenant those who may see different things, are kept apart by the database. The role `countersign_app`
-- was made before (roles belong to the cluster, migrations to one database); each transaction of the product takes it on.
do $$
declare
  one text;
begin
  execute format('grant usage on schema %I to countersign_app', current_schema());

  foreach one in array array[
    'tenants', 'log_heads', 'links', 'lines', 'departures', 'sealed', 'checkpoints', 'records', 'record_keys', 'numbers', 'commands',
    'pages', 'page_manifests', 'manifest_pages', 'manifest_numbers', 'settings', 'devices', 'accounts', 'attempts', 'sessions', 'invitations'
  ] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('revoke all on %I from public', one);
    execute format('grant select, insert on %I to countersign_app', one);
  end loop;
  revoke all on server_settings from public;

  -- Nobody reaches into another tenant; the server does everything within one.
  foreach one in array array[
    'log_heads', 'links', 'lines', 'departures', 'sealed', 'checkpoints', 'records', 'record_keys', 'numbers', 'commands',
    'pages', 'page_manifests', 'manifest_pages', 'manifest_numbers', 'settings', 'devices', 'accounts', 'attempts'
  ] loop
    execute format('create policy own on %I as restrictive using (tenant = (select app_tenant()))', one);
    execute format('create policy server on %I using ((select app_is_server()))', one);
  end loop;

  -- The chain without what it says, for everybody in the tenant.
  foreach one in array array['log_heads', 'links', 'checkpoints', 'page_manifests'] loop
    execute format('create policy everybody on %I for select using (true)', one);
  end loop;

  -- Their own devices.
  create policy own_person on devices for select using (person_id = (select app_person()));

  -- What has a kind and a scope, for those who may see them.
  foreach one in array array['departures', 'records', 'record_keys', 'pages', 'manifest_pages'] loop
    execute format(
      'create policy sight on %I for select using (kind = any ((select app_kinds())::text[])
         and ((select app_sees_all()) or scope = any ((select app_scopes())::text[])))', one);
  end loop;
  -- The same; and what is only for its author is seen by them and nobody else.
  foreach one in array array['lines', 'sealed'] loop
    execute format(
      'create policy sight on %I for select using (case when only_for is null
         then kind = any ((select app_kinds())::text[]) and ((select app_sees_all()) or scope = any ((select app_scopes())::text[]))
         else only_for = (select app_person()) end)', one);
  end loop;
  foreach one in array array['numbers', 'manifest_numbers'] loop
    execute format('create policy sight on %I for select using (kind = any ((select app_kinds())::text[]))', one);
  end loop;
end $$;

-- '*' is the server looking which tenants there are.
create policy seen on tenants for select using (id = (select app_tenant()) or (select app_tenant()) = '*');
create policy made on tenants for insert with check (id = (select app_tenant()) and (select app_is_server()));
create policy kept on tenants for update using (id = (select app_tenant()) and (select app_is_server()));

create policy server on sessions using (tenant = (select app_tenant()) and (select app_is_server()));
create policy brought on sessions for select using (token_digest = (select app_token()));
create policy ended on sessions for delete using (token_digest = (select app_token()));
create policy server on invitations using (tenant = (select app_tenant()) and (select app_is_server()));
create policy brought on invitations for select using (code_digest = (select app_token()));
create policy used on invitations for update using (code_digest = (select app_token()));

-- The log is added to and nothing else: lines, links, departures, checkpoints and commands have no more than this. What is
-- derived from it follows it.
grant update on tenants, log_heads, records, record_keys, numbers, settings, devices, accounts, attempts, sessions, invitations to countersign_app;
grant delete on record_keys, attempts, sessions, pages, page_manifests, manifest_pages, manifest_numbers to countersign_app;
