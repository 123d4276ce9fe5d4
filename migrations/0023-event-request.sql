-- The request that caused an event, so that a delivery can be followed back to it: in traces, and in the request log.
-- commit_unit names it for the transaction; what no request caused has none.
alter table events add column request_id uuid default nullif(current_setting('app.request_id', true), '')::uuid;
