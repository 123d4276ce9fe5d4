/**
 * Looks whether the second wall between tenants stands, before a hub relies on it: a restored or hand-made database may have
 * roles and tables that nobody meant.
 */
import type { ClientBase, Pool } from 'pg';

/** Tables of tenants' rows; partitions are reached through the table that they are parts of. */
const breaches = `
  with tenant_tables as (
    select c.relname, c.relowner, c.relrowsecurity and c.relforcerowsecurity as walled from pg_class c
    where c.relnamespace = 'crossdock'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and (c.relname = 'organisations' or exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)))
  select 'the role crossdock_tenant is a superuser or passes by row-level security' as breach
  from pg_roles where rolname = 'crossdock_tenant' and (rolsuper or rolbypassrls)
  union all
  select format('the role crossdock_tenant acts for %s, who owns the tables', relowner::regrole) from tenant_tables
  where pg_has_role('crossdock_tenant', relowner, 'member')
    and not exists (select from pg_roles where rolname = 'crossdock_tenant' and rolsuper)
  union all
  select format('row-level security is not forced on %s', relname) from tenant_tables where not walled
  limit 1`;

/** What keeps the wall from standing, in words; undefined when nothing does. */
export async function findWallBreach(database: Pool | ClientBase): Promise<string | undefined> {
  const { rows } = await database.query<{ breach: string }>(breaches);
  return rows[0]?.breach;
}
