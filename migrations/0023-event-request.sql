-- The request that caused an event, so that a delivery can be followed back to it: in traces, and in the request log.
-- What no request caused has none.
alter table events add column request_id uuid default nullif(current_setting('app.request_id', true), '')::uuid;

-- As before, and each unit's request is named while it is committed.
create or replace function commit_units(units jsonb) returns jsonb language plpgsql as $$
declare
  unit jsonb;
  outcomes jsonb := '[]';
begin
  for unit in select value from jsonb_array_elements(units) loop
    perform set_config('app.request_id', coalesce(unit->>'requestId', ''), true);
    outcomes := outcomes || jsonb_build_array(commit_unit(unit));
  end loop;
  return outcomes;
end $$;
