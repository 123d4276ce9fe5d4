/**
 * Locks on rows that others point to. `for no key update` keeps a second writer out, as `for update` does, but lets
 * through the foreign-key checks of orders, events and deliveries that are stored meanwhile.
 */
import type { EntityManager } from '@mikro-orm/postgresql';

/** Waits for the organisation's row and holds it to the end of the transaction. */
export async function lockOrganisation(em: EntityManager, organisationId: string): Promise<void> {
  await em.execute('select from organisations where id = ? for no key update', [organisationId]);
}

/** Waits for one row of a tenant table and holds it to the end of the transaction. A row that is not there locks nothing. */
export async function lockRow(
  em: EntityManager,
  table: 'stores' | 'connectors' | 'webhook_endpoints',
  organisationId: string,
  id: string,
): Promise<void> {
  await em.execute(`select from ${table} where org_id = ? and id = ? for no key update`, [organisationId, id]);
}
