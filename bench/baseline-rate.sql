-- The baseline's count of one request, in a statement and transaction of its own. It writes the same row as the hub's count,
-- but neither sums the window nor compares it with a cap; the hub counts requests that come together in one statement.
--
-- $1 organisation  $2 connector  $3 the second since 1970  $4 its slot, 1 to 61

insert into rate_windows as w (org_id, caller_id) values ($1::uuid, $2::uuid)
on conflict (org_id, caller_id) do update set
  seconds[$4::integer] = $3::bigint,
  hits[$4] = case when w.seconds[$4] = $3 then w.hits[$4] + 1 else 1 end
