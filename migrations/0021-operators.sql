-- Operators below the platform's own: their tokens belong to one organisation. And what operators did.

alter table operator_tokens drop constraint operator_tokens_role_check,
  add column org_id uuid references organisations (id), -- null: the platform's own
  add column name text not null default 'first token',
  add column token_prefix text,
  add column expires_at timestamptz(3),
  add column revoked_at timestamptz(3),
  add column last_used_at timestamptz(3),
  add constraint operator_tokens_role check (role in ('platform_admin', 'org_admin', 'org_member')),
  add constraint operator_tokens_place check ((role = 'platform_admin') = (org_id is null));
create index operator_tokens_org on operator_tokens (org_id, id);
call wall_off('operator_tokens');
revoke all on operator_tokens from crossdock_tenant; -- who may operate is looked up before any tenant is known

-- Who did what, when and from where. Neither role may change or remove a row.
create table audit_log (
  id uuid primary key, -- UUIDv7
  org_id uuid references organisations (id), -- null: about the platform
  actor_id uuid, -- the token; null: the one in the hub's environment
  actor_name text not null,
  actor_role text not null,
  action text not null, -- method and path of the call, without ids
  target_id text,
  before jsonb,
  after jsonb,
  client_ip text not null,
  at timestamptz(3) not null default now()
);
create index audit_log_org on audit_log (org_id, id desc);
call wall_off('audit_log');
revoke update, delete on audit_log from crossdock_tenant, crossdock_system;
