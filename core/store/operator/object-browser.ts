/**
 * Finds orders, clients and vendors for operators, newest first. What is found is made into documents by the database, as
 * everywhere.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ClientFilter, ObjectBrowser, ObjectPage, VendorFilter } from '../../domain/provisioning/object-browser.ts';
import type { PageRequest } from '../../domain/provisioning/page.ts';
import type { Database } from '../database.ts';
import { beginsWith, condition, contains, findNewest, type Search } from './newest-first.ts';
import { searchOrders } from './order-search.ts';

/** Makes the browser. */
export function createObjectBrowser(database: Database): ObjectBrowser {
  const browse = (
    organisationId: string,
    page: PageRequest,
    document: 'client_document' | 'order_document' | 'vendor_document',
    searchIn: (em: EntityManager) => Search | Promise<Search>,
  ): Promise<ObjectPage> =>
    database.asTenant(organisationId, async (em) => {
      const search = await searchIn(em);
      const { rows, lastId } = await findNewest(em, search, page);
      const documents = await em.execute<{ document: string }[]>(
        `select ${document}(o)::text as document from ${search.table} o where o.org_id = ? and o.id = any (?::uuid[]) order by o.id desc`,
        [organisationId, `{${rows.map(({ id }) => id).join(',')}}`],
      );
      return { rowsJson: documents.map((row) => row.document), lastId };
    });

  return {
    orders: (organisationId, filter, page) =>
      browse(organisationId, page, 'order_document', (em) => searchOrders(em, organisationId, filter)),
    clients: (organisationId, filter, page) =>
      browse(organisationId, page, 'client_document', () => searchClients(organisationId, filter)),
    vendors: (organisationId, filter, page) =>
      browse(organisationId, page, 'vendor_document', () => searchVendors(organisationId, filter)),
  };
}

function searchClients(organisationId: string, { search, storeId }: ClientFilter): Search {
  const isAddress = search?.includes('@') === true;
  return {
    table: 'clients',
    within: [condition('org_id = ?', organisationId), ...(isAddress ? [beginsWith('email_key', search.toLowerCase())] : [])],
    where: [
      ...(storeId === undefined ? [] : [condition('store_id = ?', storeId)]),
      ...(search === undefined || isAddress ? [] : [contains(['name', 'email'], search)]),
    ],
  };
}

function searchVendors(organisationId: string, { search }: VendorFilter): Search {
  return {
    table: 'vendors',
    within: [condition('org_id = ?', organisationId)],
    where: search === undefined ? [] : [contains(['name', 'email'], search)],
  };
}
