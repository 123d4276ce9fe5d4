/**
 * Tells which organisation a bare id belongs to: one indexed look-up in the system role, and nothing else of the row.
 */
import type { Addressable, TenantDirectory } from '../../domain/provisioning/tenant-directory.ts';
import type { Database } from '../database.ts';

const tables: Readonly<Record<Addressable, string>> = {
  connector: 'connectors',
  api_key: 'api_keys',
  webhook_endpoint: 'webhook_endpoints',
  delivery: 'deliveries',
  order: 'orders',
  payment: 'payments',
  conversation: 'conversations',
  reply: 'messages',
  client: 'clients',
  vendor: 'vendors',
  recovery: 'recoveries',
};

/** Makes the directory. */
export function createTenantDirectory(database: Database): TenantDirectory {
  return {
    async organisationOf(kind, id) {
      const [row] = await database.asSystem((em) =>
        em.execute<{ org_id: string }[]>(`select org_id from ${tables[kind]} where id = ?`, [id]),
      );
      return row?.org_id;
    },
  };
}
