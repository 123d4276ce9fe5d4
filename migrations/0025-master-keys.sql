-- Which master key seals, and what the running hubs hold: a new key seals only once every hub can open what it seals.

create table sealing_key (
  is_only boolean primary key default true check (is_only),
  key_id bytea not null check (octet_length(key_id) = 4),
  changed_at timestamptz(3) not null default now()
);

-- A hub that was upgraded goes on with the key that it has sealed with until now.
insert into sealing_key (key_id)
select key_id from (
  select substr(sealed_secret, 2, 4) as key_id from connectors union all
  select substr(sealed_secret, 2, 4) from webhook_endpoints where sealed_secret is not null
) as sealed limit 1;

-- Written every few seconds by each hub. Unlogged: what a crash of the server empties, the hubs fill again.
create unlogged table running_hubs (
  id uuid primary key,
  name text not null, -- the machine and the process, for whoever has to find it
  key_ids bytea[] not null, -- of the keys that it can open with
  sealing_key_id bytea not null, -- of the one that it seals with
  seen_at timestamptz(3) not null default now()
);

grant select, insert, update, delete on sealing_key, running_hubs to crossdock_system;
