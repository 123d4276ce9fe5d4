-- The hot path at less cost: requests are counted many at a time, and a client that is known costs one look.

-- Counts a list of requests, in order; those of one caller must stand together. One verdict each. A caller's row is locked
-- when the first of its requests is counted, and written once, with the last.
create function count_requests(orgs uuid[], callers uuid[], caps integer[])
  returns table (allowed boolean, remaining integer, retry_after_seconds integer) language plpgsql as $$
declare
  counted rate_windows;
  verdict record;
  this_second bigint;
  passed boolean;
begin
  for i in 1..cardinality(callers) loop
    if (orgs[i], callers[i]) is distinct from (orgs[i - 1], callers[i - 1]) then
      perform set_config('app.org_id', orgs[i]::text, true);
      loop
        select * into counted from rate_windows w where w.org_id = orgs[i] and w.caller_id = callers[i] for update;
        exit when found;
        insert into rate_windows (org_id, caller_id) values (orgs[i], callers[i]) on conflict do nothing;
      end loop;
      -- The second is read after the lock, so that waiting cannot age it.
      this_second := floor(extract(epoch from clock_timestamp()));
      passed := false;
    end if;
    verdict := judge_request(this_second, caps[i], counted.seconds, counted.hits);
    counted.seconds := verdict.seconds;
    counted.hits := verdict.hits;
    passed := passed or verdict.allowed;
    if passed and (orgs[i], callers[i]) is distinct from (orgs[i + 1], callers[i + 1]) then
      update rate_windows w set seconds = counted.seconds, hits = counted.hits
      where w.org_id = orgs[i] and w.caller_id = callers[i];
    end if;
    allowed := verdict.allowed;
    remaining := verdict.remaining;
    retry_after_seconds := verdict.retry_after_seconds;
    return next;
  end loop;
end $$;

-- The client is looked up by e-mail before it is inserted: an insert that meets a conflict leaves a dead row, and most
-- clients are known. Otherwise as before. With the next function, an eighth of the CPU of a commit.
create or replace function resolve_client(org uuid, store uuid, client jsonb, candidate uuid, at timestamptz)
  returns table (client_id uuid, is_new boolean) language plpgsql as $$
declare
  ref text := client->>'externalId';
  found_id uuid;
  inserted boolean := false;
begin
  if ref is not null then
    select entity_id into found_id from external_refs
    where org_id = org and store_id = store and entity_type = 'client' and external_id = ref;
  end if;
  if found_id is null then
    select id into found_id from clients where org_id = org and store_id = store and email_key = lower(client->>'email');
    if found_id is null then
      insert into clients (org_id, id, store_id, email, name, phone, type, tags, address, created_at)
      values (org, candidate, store, client->>'email', client->>'name', client->>'phone', client->>'type',
        coalesce(array(select jsonb_array_elements_text(client->'tags')), '{}'), client->'address', at)
      on conflict (org_id, store_id, email_key) where email_key is not null do nothing
      returning id into found_id;
      inserted := found;
      if not inserted then -- another request made it since
        select id into found_id from clients where org_id = org and store_id = store and email_key = lower(client->>'email');
      end if;
    end if;
    if ref is not null then
      insert into external_refs (org_id, store_id, entity_type, external_id, entity_id)
      values (org, store, 'client', ref, found_id) on conflict do nothing;
      if not found then -- another request gave this external id to a client meanwhile: that one stands
        if inserted then delete from clients where org_id = org and id = found_id; end if;
        inserted := false;
        select entity_id into found_id from external_refs
        where org_id = org and store_id = store and entity_type = 'client' and external_id = ref;
      end if;
    end if;
  end if;
  return query select found_id, inserted;
end $$;

-- Most orders come from a client that is known by its e-mail, and have nothing to fill in.
create or replace function client_of_order(org uuid, store uuid, client jsonb, candidate uuid, at timestamptz) returns uuid
  language plpgsql as $$
declare
  resolved record;
  known_id uuid;
begin
  if client is null then return null; end if;
  if client->>'externalId' is null then
    select id into known_id from clients
    where org_id = org and store_id = store and email_key = lower(client->>'email')
      and (name is not null or client->>'name' is null) and (phone is not null or client->>'phone' is null);
    if found then return known_id; end if;
  end if;
  select * into resolved from resolve_client(org, store, client, candidate, at);
  if resolved.is_new then
    perform emit_client(org, store, resolved.client_id, 'client.created');
  else
    update clients set name = coalesce(name, client->>'name'), phone = coalesce(phone, client->>'phone'),
      sequence = sequence + 1, updated_at = now()
    where org_id = org and id = resolved.client_id
      and (name is null and client->>'name' is not null or phone is null and client->>'phone' is not null);
    if found then perform emit_client(org, store, resolved.client_id, 'client.updated'); end if;
  end if;
  return resolved.client_id;
end $$;

-- What was answered under Idempotency-Keys, as find_reply: one row for each key, in order; nulls when nothing was.
create function find_replies(orgs uuid[], callers uuid[], keys text[])
  returns table (fingerprint bytea, status_code integer, content_type text, body text) language plpgsql as $$
begin
  for i in 1..cardinality(keys) loop
    perform set_config('app.org_id', orgs[i]::text, true);
    select k.fingerprint, k.status_code, k.content_type, k.body into fingerprint, status_code, content_type, body
    from idempotency_keys k
    where k.org_id = orgs[i] and k.caller_id = callers[i] and k.key = keys[i] and k.expires_at > clock_timestamp();
    return next;
  end loop;
end $$;
