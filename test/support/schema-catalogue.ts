/**
 * What PostgreSQL's own catalogue says of the schema, so that tests judge every table there is and not only those somebody
 * thought of. It reads; it changes nothing.
 */
import { runQuery } from './query.ts';

/** A table that holds tenants' rows: it has an org_id, or is the tenants' own. */
export interface TenantTable {
  readonly name: string;
  /** `org_id`, or `id` for the table of organisations itself. */
  readonly organisationColumn: string;
  readonly isPartition: boolean;
  readonly rowSecurity: boolean;
  readonly forced: boolean;
  readonly owner: string;
}

/** Every one of them, by name. */
export async function tenantTables(url: string): Promise<readonly TenantTable[]> {
  const rows = await runQuery(
    url,
    `select c.relname as name, case when a.attname is null then 'id' else 'org_id' end as "organisationColumn",
       c.relispartition as "isPartition", c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as forced,
       c.relowner::regrole::text as owner
     from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
     where c.relnamespace = 'crossdock'::regnamespace and c.relkind in ('r', 'p')
       and (a.attname is not null or c.relname = 'organisations')
     order by c.relname`,
  );
  return rows as unknown as readonly TenantTable[]; // the columns are named after its properties
}

/** `table: role using (...) check (...)` for every policy of the schema, in no order. */
export async function policies(url: string): Promise<readonly string[]> {
  const rows = await runQuery(
    inRole(url, 'crossdock_system'), // there names of the schema are written without it
    `select format('%s: %s using (%s) check (%s)', tablename, array_to_string(roles, ','), qual, with_check) as policy
     from pg_policies where schemaname = 'crossdock'`,
  );
  return rows.map(({ policy }) => String(policy));
}

/** `table (columns)` for every unique index on tenants' tables that does not begin with the tenant; partitions follow their parents. */
export async function uniqueIndexesAcrossTenants(url: string): Promise<readonly string[]> {
  const rows = await runQuery(
    url,
    `select format('%s (%s)', c.relname, (
         select string_agg(a.attname, ', ' order by k.position) from unnest(i.indkey::int[]) with ordinality k (attnum, position)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum)) as found
     from pg_index i
     join pg_class c on c.oid = i.indrelid
     join pg_attribute first on first.attrelid = c.oid and first.attnum = i.indkey[0]
     where c.relnamespace = 'crossdock'::regnamespace and not c.relispartition and i.indisunique and first.attname <> 'org_id'
       and (c.relname = 'organisations' or exists (
         select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id' and not o.attisdropped))
     order by found`,
  );
  return rows.map(({ found }) => String(found));
}

/** `table: definition` for every foreign key of a tenants' table whose own columns leave the tenant out. */
export async function foreignKeysAcrossTenants(url: string): Promise<readonly string[]> {
  const rows = await runQuery(
    url,
    `select format('%s: %s', k.conrelid::regclass, pg_get_constraintdef(k.oid)) as found
     from pg_constraint k
     join pg_attribute o on o.attrelid = k.conrelid and o.attname = 'org_id' and not o.attisdropped
     where k.connamespace = 'crossdock'::regnamespace and k.contype = 'f' and not o.attnum = any (k.conkey)
     order by found`,
  );
  return rows.map(({ found }) => String(found));
}

/** Everything of the schema through which a session would act with its owner's rights: functions, and views that do not ask who looks. */
export async function actingAsOwner(url: string): Promise<readonly string[]> {
  const rows = await runQuery(
    url,
    `select p.proname as found from pg_proc p where p.pronamespace = 'crossdock'::regnamespace and p.prosecdef
     union all
     select c.relname from pg_class c where c.relnamespace = 'crossdock'::regnamespace and c.relkind in ('v', 'm')
       and not coalesce('security_invoker=true' = any (c.reloptions), false)
     order by found`,
  );
  return rows.map(({ found }) => String(found));
}

/** `schema.table` for all that a role may read although no policy says which rows. */
export async function readableWithoutWall(url: string, role: string): Promise<readonly string[]> {
  const rows = await runQuery(
    url,
    `select format('%s.%s', n.nspname, c.relname) as found from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname !~ '^(pg_|information_schema$)' and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relrowsecurity
       and has_schema_privilege('${role}', n.oid, 'usage') and has_table_privilege('${role}', c.oid, 'select')
     order by found`,
  );
  return rows.map(({ found }) => String(found));
}

/** The same database for a session that begins in a role, with `app.org_id` set when an organisation is given. */
export function inRole(url: string, role: string, organisationId?: string): string {
  const changed = new URL(url);
  const setting = organisationId === undefined ? '' : ` -c app.org_id=${organisationId}`;
  changed.searchParams.set('options', `-c role=${role} -c search_path=crossdock${setting}`);
  return changed.href;
}
