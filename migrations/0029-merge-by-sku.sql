-- An order's lines by what is sold: a price belongs to a SKU, and does not pass to another that takes its line.

-- Puts the lines of a delivery beside those that are stored, as `OrderMerge` says: by reference; then those without one, by
-- position where no reference was found, and else in order: what stands at its place with the same SKU, what has moved with
-- its SKU, and what comes in another's place; then what has a new reference, by position, where the stored line has none. What
-- matches nothing is added at the end, and lines that are not sent again stay.
create or replace function merge_lines(org uuid, order_id uuid, lines jsonb, statements jsonb, line_status text) returns void
  language sql
begin atomic
  with incoming as (
    select position::integer, line, line->>'externalRef' as ref, line->>'sku' as sku, (line->>'quantity')::numeric as quantity,
      statements->(position::integer - 1) as says
    from jsonb_array_elements(lines) with ordinality as input (line, position)
  ), known as (
    select l.* from order_lines l where l.org_id = org and l.order_id = merge_lines.order_id
  ), by_reference as (
    select position, line_number
    from (select position, ref, row_number() over (partition by ref order by position) as nth from incoming) as input
    join (select line_number, external_ref, row_number() over (partition by external_ref order by line_number) as nth
          from known) as output on output.external_ref = input.ref and output.nth = input.nth
  ), unnamed as (
    select position, sku, case when exists (select from by_reference) then row_number() over (order by position)
      else position end as place
    from incoming where ref is null
  ), free as ( -- where some lines have names, those without one are found among their like first
    select line_number, sku, case when exists (select from by_reference)
      then row_number() over (order by external_ref is not null, line_number) else line_number end as place
    from known where line_number not in (select line_number from by_reference)
  ), in_place as (
    select position, line_number from unnamed join free using (place, sku)
  ), moved as (
    select position, line_number
    from (select position, sku, row_number() over (partition by sku order by place) as nth
          from unnamed where position not in (select position from in_place)) as input
    join (select line_number, sku, row_number() over (partition by sku order by place) as nth
          from free where line_number not in (select line_number from in_place)) as output using (sku, nth)
  ), same_sku as (
    select * from in_place union all select * from moved
  ), other_sku as ( -- once a line has moved, places say nothing any more: the rest goes in order
    select position, line_number
    from (select position, case when exists (select from moved) then row_number() over (order by place) else place end as place
          from unnamed where position not in (select position from same_sku)) as input
    join (select line_number, case when exists (select from moved) then row_number() over (order by place) else place end as place
          from free where line_number not in (select line_number from same_sku)) as output using (place)
  ), in_order as (
    select * from same_sku union all select * from other_sku
  ), named_now as (
    select position, line_number from incoming join known on known.line_number = incoming.position
    where ref is not null and external_ref is null and position not in (select position from by_reference)
      and line_number not in (select line_number from by_reference union all select line_number from in_order)
  ), matched as (
    select * from by_reference union all select * from in_order union all select * from named_now
  ), placed as (
    select * from matched union all
    select position, (row_number() over (order by position) + coalesce((select max(line_number) from known), 0))::integer
    from incoming where position not in (select position from matched)
  ), told as ( -- of another SKU there is nothing to keep
    select incoming.*, placed.line_number, known.line_number is not null and not (says->>'amounts')::boolean as keeps_amounts,
      -- a description that is only the SKU was never said
      known.description is distinct from known.sku and not (says->>'description')::boolean as keeps_description,
      known.quantity = incoming.quantity as keeps_quantity, incoming.quantity * known.unit_price_cents as product,
      known.description, known.unit_price_cents, known.discount_cents, known.tax_cents, known.total_cents, known.rounded
    from incoming join placed using (position)
    left join known on known.line_number = placed.line_number and known.sku = incoming.sku
  )
  insert into order_lines as stored (org_id, order_id, line_number, external_ref, sku, description, quantity,
    unit_price_cents, discount_cents, tax_cents, total_cents, rounded, status)
  select org, merge_lines.order_id, line_number, ref, sku,
    case when keeps_description then description else line->>'description' end, quantity,
    case when keeps_amounts then unit_price_cents else (line->>'unitPriceCents')::bigint end,
    case when keeps_amounts then discount_cents else (line->>'discountCents')::bigint end,
    case when keeps_amounts then tax_cents else (line->>'taxCents')::bigint end,
    case when not keeps_amounts then (line->>'totalCents')::bigint when keeps_quantity then total_cents
      else (round_half_even(product) - discount_cents + tax_cents)::bigint end,
    case when not keeps_amounts then (says->>'rounded')::boolean else rounded or not keeps_quantity and product <> trunc(product) end,
    line_status
  from told
  on conflict (org_id, order_id, line_number) do update set external_ref = coalesce(excluded.external_ref, stored.external_ref),
    sku = excluded.sku, description = excluded.description, quantity = excluded.quantity,
    unit_price_cents = excluded.unit_price_cents, discount_cents = excluded.discount_cents, tax_cents = excluded.tax_cents,
    total_cents = excluded.total_cents, rounded = excluded.rounded, status = excluded.status;
end;
