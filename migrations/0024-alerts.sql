-- Alerts that are told: what is wrong, since when that is known, what was said of it, and when it ended. And what each process
-- says of itself, since nobody else could.

-- The platform's own alerts and their recipients are kept as a tenant's are, under an organisation that nobody can name: its
-- slug is none, and the operator API shows it to nobody. The second wall stands in front of the tables' owner too.
set local role crossdock_system;
insert into organisations (id, slug, name) values ('00000000-0000-0000-0000-000000000000', ':platform', 'The hub itself');
reset role;

create table alerts (
  org_id uuid not null references organisations (id),
  id uuid not null,
  code text not null,
  subject text not null, -- a connector, an endpoint or a machine; empty where the code says all
  told jsonb not null, -- what was said when it was raised
  raised_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now(), -- when a look last found it
  ended_at timestamptz(3),
  primary key (org_id, id)
);
create unique index alerts_open on alerts (org_id, code, subject) where ended_at is null;
create index alerts_ended on alerts (org_id, code, subject, ended_at) where ended_at is not null;
call wall_off('alerts');

-- When the next look is due, whoever of the workers takes it. Only for sparing the database: two looks at once do no harm.
create unlogged table alert_watch (
  is_only boolean primary key default true check (is_only),
  next_look_at timestamptz not null
);

-- What a process says of itself. Unlogged: what a crash of the server empties, the processes fill again.
create unlogged table hub_reports (
  process_id uuid primary key,
  machine text not null,
  delivers boolean not null,
  clock_ahead_milliseconds bigint not null, -- of the database's clock; negative: behind
  clock_wrong_since timestamptz(3), -- null: near enough
  started_at timestamptz(3) not null default now(),
  reported_at timestamptz(3) not null default now(),
  next_report_by timestamptz(3) not null -- whoever is silent for longer is gone
);
grant select, insert, update, delete on alert_watch, hub_reports to crossdock_system;

-- How far the clock of a sender whose signature had expired was ahead of the hub's; negative: behind.
alter table request_log add column clock_skew_seconds integer;
-- What alerts are made of; a small part of the log.
create index request_log_trouble on request_log (org_id, id desc)
  where quarantined or status_code >= 500 or error_code = 'internal_error' or error_code like 'signature\_%';

-- What became of an endpoint's latest deliveries that were attempted. The planner takes the organisation and the endpoint for
-- independent and expects next to nothing: left to itself it reads all that the endpoint ever got, and sorts it.
create function latest_outcomes(org uuid, endpoint uuid, wanted integer, out attempted bigint, out failed boolean, out since timestamptz)
  language sql stable set enable_sort = off
begin atomic
  select count(*), bool_and(d.status <> 'succeeded'), min(d.created_at) from (
    select d.status, d.created_at from deliveries d
    where d.org_id = org and d.endpoint_id = endpoint and d.status in ('succeeded', 'failed', 'dropped')
    order by d.id desc limit wanted
  ) d;
end;

create function alert_document(alert alerts) returns json language sql stable return json_build_object(
  'id', alert.id, 'status', case when alert.ended_at is null then 'raised' else 'ended' end,
  'code', alert.code, 'severity', alert.told->'severity', 'title', alert.told->'title', 'detail', alert.told->'detail',
  'store_id', alert.told->'store_id', 'connector_id', alert.told->'connector_id', 'endpoint_id', alert.told->'endpoint_id',
  'count', alert.told->'count', 'link', alert.told->'link', 'since', alert.told->'since',
  'raised_at', rfc3339(alert.raised_at), 'ended_at', rfc3339(alert.ended_at));

create function tell_alert(alert alerts) returns void language sql
begin atomic
  select emit_event(alert.org_id, (alert.told->>'store_id')::uuid,
    case when alert.ended_at is null then 'alert.raised' else 'alert.ended' end, 'alert', alert.id,
    case when alert.ended_at is null then 1 else 2 end, alert_document(alert));
end;

-- Notes what a look has found. What was not known is raised; what nobody has found for `quiet` has ended, or for up to 32 times
-- as long if it keeps coming back: each time it has ended within a day doubles it. State, events and deliveries are one
-- transaction, and one row is open for each alert, so that each change is told once, however many look and whenever one dies.
-- Returns how many changes there were.
create function settle_alerts(seen jsonb, quiet interval) returns integer language plpgsql as $$
declare
  alert alerts;
  changes integer := 0;
begin
  for alert in
    insert into alerts (org_id, id, code, subject, told)
    select s.org_id, uuid_v7(), s.code, s.subject, s.told
    from jsonb_to_recordset(seen) as s (org_id uuid, code text, subject text, told jsonb)
    order by s.org_id, s.code, s.subject -- two looks at once wait for each other, and never both
    on conflict (org_id, code, subject) where ended_at is null do nothing returning *
  loop
    perform tell_alert(alert);
    changes := changes + 1;
  end loop;
  update alerts a set seen_at = now() from (
    select b.org_id, b.id from jsonb_to_recordset(seen) as s (org_id uuid, code text, subject text)
    join alerts b on b.org_id = s.org_id and b.code = s.code and b.subject = s.subject and b.ended_at is null
    order by b.org_id, b.code, b.subject for no key update of b
  ) known where a.org_id = known.org_id and a.id = known.id;
  for alert in
    select a.* from alerts a
    where a.ended_at is null and a.seen_at < now() - quiet * 2 ^ least(5, (
      select count(*) from alerts b where b.org_id = a.org_id and b.code = a.code and b.subject = a.subject
        and b.ended_at > now() - interval '1 day'))
    for update skip locked -- somebody else has just found or ended it
  loop
    update alerts a set ended_at = now() where a.org_id = alert.org_id and a.id = alert.id returning * into alert;
    perform tell_alert(alert);
    changes := changes + 1;
  end loop;
  return changes;
end $$;

-- Sets whom an organisation's alerts are mailed to. Who was there stays, and is enabled again. The organisation's row is held,
-- so that two at once are one after the other. `vouched`: the addresses are the platform's own, and nobody has to be asked.
create function set_alert_recipients(org uuid, addresses text[], tokens text[], mail_format text, vouched boolean) returns void
  language plpgsql as $$
declare
  endpoint webhook_endpoints;
begin
  perform set_config('app.org_id', org::text, true);
  perform from organisations o where o.id = org for no key update;
  for endpoint in
    update webhook_endpoints e set enabled = false, deleted_at = now(), updated_at = now()
    where e.org_id = org and e.format = mail_format and e.deleted_at is null
      and not exists (select from unnest(addresses) as wanted (address) where lower(wanted.address) = lower(e.url))
    returning e.*
  loop
    perform cancel_deliveries(org, endpoint.id);
  end loop;
  for i in 1..cardinality(addresses) loop
    select * into endpoint from webhook_endpoints e
    where e.org_id = org and e.format = mail_format and e.deleted_at is null and lower(e.url) = lower(addresses[i]);
    if not found then
      insert into webhook_endpoints (org_id, id, format, transport, url, description, event_types, headers, max_attempts, enabled)
      values (org, uuid_v7(), mail_format, 'email', addresses[i], 'Alert recipient', '{alert.raised,alert.ended}', '{}', 5, true)
      returning * into endpoint;
    elsif not endpoint.enabled then
      update webhook_endpoints e set enabled = true, disabled_reason = null, updated_at = now()
      where e.org_id = org and e.id = endpoint.id;
      perform forgive_endpoint(org, endpoint.id);
    end if;
    if vouched then
      insert into mail_recipients as known (org_id, address_key, token_hash, confirmed_at)
      values (org, lower(addresses[i]), sha256(convert_to(tokens[i], 'UTF8')), now())
      on conflict (org_id, address_key) do update set confirmed_at = coalesce(known.confirmed_at, now());
    end if;
    perform ask_recipient(endpoint, tokens[i]);
  end loop;
end $$;
