-- People who operate: accounts with a password, their sessions in a browser, and how they are invited. None of it is a
-- tenant's own: only the system role sees it.

create table operators (
  id uuid primary key,
  org_id uuid references organisations (id), -- null: of the platform
  email text not null,
  email_key text generated always as (lower(email)) stored,
  name text not null,
  role text not null check (role in ('platform_admin', 'org_admin', 'org_member')),
  password_hash text not null,
  disabled_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  constraint operators_email unique (email_key),
  constraint operators_place check ((role = 'platform_admin') = (org_id is null))
);
create index operators_org on operators (org_id, id);

create table operator_sessions (
  id_hash bytea primary key, -- SHA-256 of what the cookie holds
  operator_id uuid not null references operators (id),
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  client_ip text not null
);
create index operator_sessions_operator on operator_sessions (operator_id);

create table operator_invitations (
  id uuid primary key,
  org_id uuid references organisations (id),
  token_hash bytea not null unique,
  email text not null,
  role text not null check (role in ('platform_admin', 'org_admin', 'org_member')),
  invited_by text not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  constraint operator_invitations_place check ((role = 'platform_admin') = (org_id is null))
);
create index operator_invitations_org on operator_invitations (org_id, id);

-- Wrong passwords of the last quarter of an hour, by account and by address. Unlogged: after a crash everybody may try again.
create unlogged table login_failures (
  subject text not null,
  at timestamptz(3) not null default now()
);
create index login_failures_subject on login_failures (subject, at);

call wall_off('operators');
call wall_off('operator_invitations');
revoke all on operators, operator_invitations from crossdock_tenant;
grant select, insert, update, delete on operator_sessions, login_failures to crossdock_system;
