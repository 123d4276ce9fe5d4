/**
 * Sees to the two roles that the hub's sessions work in, so that whoever migrates may take them on. It never makes them more
 * than migrations/0001-tenancy.sql does, which finds them made.
 */
import type pg from 'pg';

/**
 * Since PostgreSQL 16 whoever creates a role may hand it out and not take it on: being a member says nothing any more, and
 * a user who is no superuser has to grant the role to itself. Two databases of one server may come here at once.
 */
const claim = `
  do $$
  declare
    runtime_role text;
    missing boolean;
  begin
    foreach runtime_role in array array['crossdock_tenant', 'crossdock_system'] loop
      begin
        if not exists (select from pg_roles where rolname = runtime_role) then
          execute format('create role %I nologin', runtime_role);
        end if;
        if current_setting('server_version_num')::integer >= 160000 then
          missing := not pg_has_role(current_user, runtime_role, 'set');
        else
          missing := not pg_has_role(current_user, runtime_role, 'member');
        end if;
        if missing then execute format('grant %I to %I', runtime_role, current_user); end if;
      exception when duplicate_object or unique_violation then null;
      end;
    end loop;
  end $$`;

/** Makes the roles where they are missing, and grants them to the session's user. Rejects when that user may do neither. */
export async function claimRuntimeRoles(client: pg.Client): Promise<void> {
  await client.query(claim);
}
