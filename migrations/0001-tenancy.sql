-- Organisations, stores, connectors and keys; the two runtime roles and the second wall between tenants.
--
-- Every tenant table has the primary key (org_id, id) and foreign keys that carry org_id, so that no row can point into
-- another tenant. Row-level security is forced: the hub runs as crossdock_tenant, which sees the organisation named by
-- the setting app.org_id and nothing while it is empty. crossdock_system crosses tenants, for finding a connector by its
-- key, for dispatch and for upkeep.

-- Roles belong to the cluster, not to the database: another hub's migration, or a careful administrator, may have made
-- them and granted them already, and two migrations may try at once.
do $$
declare
  runtime_role text;
begin
  foreach runtime_role in array array['crossdock_tenant', 'crossdock_system'] loop
    if not exists (select from pg_roles where rolname = runtime_role) then
      begin
        execute format('create role %I nologin', runtime_role);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
    if not pg_has_role(current_user, runtime_role, 'member') then
      begin
        execute format('grant %I to %I', runtime_role, current_user);
      exception when unique_violation then null;
      end;
    end if;
  end loop;
end $$;

grant usage on schema crossdock to crossdock_tenant, crossdock_system;

-- After a transaction that set it, the setting is '' and not null.
create function current_org() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.org_id', true), '')::uuid;

-- The read API's times: RFC 3339, UTC, milliseconds.
create function rfc3339(at timestamptz) returns text language sql stable parallel safe
  return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- UUIDv7 for servers before 18: 48 bits of milliseconds in front of a random UUID, version bits 0111.
create function uuid_v7() returns uuid language sql volatile parallel safe
  return encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid;

create table organisations (
  id uuid primary key,
  slug text not null,
  name text not null,
  created_at timestamptz(3) not null default now(),
  constraint organisations_slug unique (slug)
);

create table stores (
  org_id uuid not null references organisations (id),
  id uuid not null,
  slug text not null,
  name text not null,
  website_url text,
  currency text not null,
  timezone text not null,
  adapters text[], -- null: every adapter that is loaded
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint stores_slug unique (org_id, slug)
);
create index stores_id on stores (id);

create table connectors (
  org_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  name text not null,
  payload_format text not null,
  key_hash bytea,
  key_prefix text,
  scopes text[] not null,
  require_signature boolean not null,
  ip_allowlist text[] not null,
  rate_limit_per_minute integer not null check (rate_limit_per_minute between 1 and 6000),
  config jsonb not null,
  sealed_config bytea,
  sealed_secret bytea not null,
  sealed_previous_secret bytea,
  previous_secret_expires_at timestamptz(3),
  secret_changed_at timestamptz(3) not null default now(),
  hint text,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, store_id) references stores (org_id, id),
  constraint connectors_key unique (org_id, key_hash)
);
create index connectors_by_key on connectors (key_hash);
create index connectors_by_id on connectors (id);
create index connectors_by_hint on connectors (payload_format, hint) where revoked_at is null;

create table api_keys (
  org_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  scope text not null check (scope in ('read_only', 'read_write')),
  key_hash bytea not null,
  key_prefix text not null,
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint api_keys_key unique (org_id, key_hash)
);
create index api_keys_by_key on api_keys (key_hash);
create index api_keys_by_id on api_keys (id);

-- Operators of the platform itself: no tenant's rows, so only the system role sees them.
create table operator_tokens (
  id uuid primary key,
  token_hash bytea not null unique,
  role text not null check (role in ('platform_admin')),
  created_at timestamptz(3) not null default now()
);

-- One call per table puts up the second wall; later migrations use it for their own tables.
create procedure wall_off(tenant_table regclass, org_column text default 'org_id') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format('create policy tenant on %s to crossdock_tenant using (%I = current_org()) with check (%I = current_org())',
    tenant_table, org_column, org_column);
  execute format('create policy system on %s to crossdock_system using (true) with check (true)', tenant_table);
  execute format('grant select, insert, update, delete on %s to crossdock_tenant, crossdock_system', tenant_table);
end $$;

call wall_off('organisations', 'id');
call wall_off('stores');
call wall_off('connectors');
call wall_off('api_keys');
grant select, insert, update, delete on operator_tokens to crossdock_system;
