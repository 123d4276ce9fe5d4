-- Vendors, and clients as operators keep them. Actions answer as in 0014.

create table vendors (
  org_id uuid not null references organisations (id),
  id uuid not null,
  name text not null,
  email text,
  phone text,
  website text,
  notes text,
  claimed_at timestamptz(3), -- when the vendor's own people took it over
  sequence integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id)
);
create index vendors_updated on vendors (org_id, updated_at, id);
create index vendors_by_id on vendors (id);
create index clients_by_id on clients (id);
call wall_off('vendors');

create function vendor_document(vendor vendors) returns json language sql stable return json_build_object(
  'id', vendor.id, 'name', vendor.name, 'email', vendor.email, 'phone', vendor.phone, 'website', vendor.website,
  'notes', vendor.notes, 'status', case when vendor.claimed_at is null then 'unclaimed' else 'claimed' end,
  'claimed_at', rfc3339(vendor.claimed_at), 'created_at', rfc3339(vendor.created_at),
  'updated_at', rfc3339(vendor.updated_at));

create function vendor_done(vendor vendors, event_type text) returns jsonb language plpgsql as $$
begin
  perform emit_event(vendor.org_id, null, event_type, 'vendor', vendor.id, vendor.sequence, vendor_document(vendor));
  return done(vendor_document(vendor), true);
end $$;

create function create_vendor(org uuid, incoming jsonb) returns jsonb language plpgsql as $$
declare
  stored vendors;
begin
  perform set_config('app.org_id', org::text, true);
  insert into vendors (org_id, id, name, email, phone, website, notes)
  values (org, uuid_v7(), incoming->>'name', incoming->>'email', incoming->>'phone', incoming->>'website', incoming->>'notes')
  returning * into stored;
  return vendor_done(stored, 'vendor.created');
end $$;

-- What `incoming` does not name stays; a null empties.
create function change_vendor(org uuid, wanted uuid, incoming jsonb) returns jsonb language plpgsql as $$
declare
  before vendors;
  stored vendors;
begin
  perform set_config('app.org_id', org::text, true);
  select * into before from vendors v where v.org_id = org and v.id = wanted for update;
  if not found then return null; end if;
  stored := before;
  stored.name := coalesce(incoming->>'name', before.name);
  if incoming ? 'email' then stored.email := incoming->>'email'; end if;
  if incoming ? 'phone' then stored.phone := incoming->>'phone'; end if;
  if incoming ? 'website' then stored.website := incoming->>'website'; end if;
  if incoming ? 'notes' then stored.notes := incoming->>'notes'; end if;
  if stored is not distinct from before then return done(vendor_document(before), false); end if;
  update vendors v set name = stored.name, email = stored.email, phone = stored.phone, website = stored.website,
    notes = stored.notes, sequence = v.sequence + 1, updated_at = now()
  where v.org_id = org and v.id = wanted returning * into stored;
  return vendor_done(stored, 'vendor.updated');
end $$;

create function claim_vendor(org uuid, wanted uuid) returns jsonb language plpgsql as $$
declare
  stored vendors;
begin
  perform set_config('app.org_id', org::text, true);
  update vendors v set claimed_at = now(), sequence = v.sequence + 1, updated_at = now()
  where v.org_id = org and v.id = wanted and v.claimed_at is null returning * into stored;
  if found then return vendor_done(stored, 'vendor.claimed'); end if;
  select * into stored from vendors v where v.org_id = org and v.id = wanted;
  return case when found then done(vendor_document(stored), false) end;
end $$;

create function client_done(client clients, event_type text) returns jsonb language plpgsql as $$
begin
  perform emit_event(client.org_id, client.store_id, event_type, 'client', client.id, client.sequence, client_document(client));
  return done(client_document(client), true);
end $$;

create function create_client(org uuid, store uuid, incoming jsonb) returns jsonb language plpgsql as $$
declare
  new_id uuid := uuid_v7();
  stored clients;
begin
  perform set_config('app.org_id', org::text, true);
  if incoming->>'externalId' is not null then
    insert into external_refs (org_id, store_id, entity_type, external_id, entity_id)
    values (org, store, 'client', incoming->>'externalId', new_id) on conflict do nothing;
    if not found then
      return jsonb_build_object('fault', 'conflict', 'detail', 'a client of this store has this external_id already');
    end if;
  end if;
  insert into clients (org_id, id, store_id, email, name, phone, type, tags, address, created_at)
  values (org, new_id, store, incoming->>'email', incoming->>'name', incoming->>'phone', incoming->>'type',
    coalesce(array(select jsonb_array_elements_text(nullif(incoming->'tags', 'null'))), '{}'),
    nullif(incoming->'address', 'null'), now())
  on conflict (org_id, store_id, email_key) where email_key is not null do nothing
  returning * into stored;
  if not found then -- and nothing stays
    delete from external_refs r where r.org_id = org and r.entity_type = 'client' and r.entity_id = new_id;
    return jsonb_build_object('fault', 'email_conflict');
  end if;
  return client_done(stored, 'client.created');
end $$;

-- What `incoming` does not name stays; a null empties.
create function change_client(org uuid, wanted uuid, incoming jsonb) returns jsonb language plpgsql as $$
declare
  before clients;
  stored clients;
begin
  perform set_config('app.org_id', org::text, true);
  select * into before from clients c where c.org_id = org and c.id = wanted for update;
  if not found then return null; end if;
  stored := before;
  if incoming ? 'email' then stored.email := incoming->>'email'; end if;
  if incoming ? 'name' then stored.name := incoming->>'name'; end if;
  if incoming ? 'phone' then stored.phone := incoming->>'phone'; end if;
  if incoming ? 'type' then stored.type := incoming->>'type'; end if;
  if incoming ? 'tags' then stored.tags := coalesce(array(select jsonb_array_elements_text(nullif(incoming->'tags', 'null'))), '{}'); end if;
  if incoming ? 'address' then stored.address := nullif(incoming->'address', 'null'); end if;
  if stored is not distinct from before then return done(client_document(before), false); end if;
  begin
    update clients c set email = stored.email, name = stored.name, phone = stored.phone, type = stored.type, tags = stored.tags,
      address = stored.address, sequence = c.sequence + 1, updated_at = now()
    where c.org_id = org and c.id = wanted returning * into stored;
  exception when unique_violation then
    return jsonb_build_object('fault', 'email_conflict');
  end;
  return client_done(stored, 'client.updated');
end $$;

-- Reading them as documents, as in 0006 and 0013.

create function read_vendor(org uuid, vendor_id uuid) returns setof text language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return query select vendor_document(v)::text from vendors v where v.org_id = org and v.id = vendor_id;
end $$;

create function list_vendors(org uuid, horizon timestamptz, after_at timestamptz, after_id uuid, page_size integer)
  returns table (id uuid, at text, document text) language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return query select v.id, rfc3339(v.updated_at), vendor_document(v)::text from vendors v
    where v.org_id = org and v.updated_at < horizon
      and (after_at is null or (v.updated_at, v.id) > (after_at, after_id))
    order by v.updated_at, v.id limit page_size;
end $$;

create function read_client(org uuid, client_id uuid) returns setof text language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return query select client_document(c)::text from clients c where c.org_id = org and c.id = client_id;
end $$;

create function list_clients(org uuid, horizon timestamptz, after_at timestamptz, after_id uuid, page_size integer)
  returns table (id uuid, at text, document text) language plpgsql as $$
begin
  perform set_config('app.org_id', org::text, true);
  return query select c.id, rfc3339(c.updated_at), client_document(c)::text from clients c
    where c.org_id = org and c.updated_at < horizon
      and (after_at is null or (c.updated_at, c.id) > (after_at, after_id))
    order by c.updated_at, c.id limit page_size;
end $$;
