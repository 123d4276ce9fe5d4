/**
 * Where to look for the orders that an operator asks for. The few that a text names are found by indexes first; a text that
 * fits very many is looked for among the newest, where it is soon found often enough.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrderFilter } from '../../domain/provisioning/object-browser.ts';
import { beginsWith, type Condition, condition, leads, type Search } from './newest-first.ts';

/** So many are few. */
const mostCandidates = 1_000;

/** What to look through for orders of an organisation. */
export async function searchOrders(em: EntityManager, organisationId: string, filter: OrderFilter): Promise<Search> {
  const { search, storeId, clientId, status, paymentStatus, fulfilmentStatus, source } = filter;
  const owner = condition('org_id = ?', organisationId);
  const where = [
    ...(storeId === undefined ? [] : [condition('store_id = ?', storeId)]),
    ...(status === undefined ? [] : [condition('status = ?', status)]),
    ...(paymentStatus === undefined ? [] : [condition('payment_status = ?', paymentStatus)]),
    ...(fulfilmentStatus === undefined ? [] : [condition('fulfilment_status = ?', fulfilmentStatus)]),
    ...(source === undefined ? [] : [condition('source = ?', source)]),
  ];
  const stretch = { table: 'orders', within: [owner], where } as const;
  const ofClient = { ...stretch, within: [owner, leads('client_id', clientId)], leading: 'client_id' } as const;
  const all = clientId === undefined ? stretch : ofClient;
  if (search === undefined) return all;
  const named = await findNamed(em, organisationId, search);
  if (named === undefined) return { ...all, where: [...where, isNamed(organisationId, search)] };
  return { ...all, within: [...all.within, condition('id = any (?::uuid[])', `{${named.join(',')}}`)] };
}

/** The ids of all orders that the text names; undefined when they are not few. */
async function findNamed(em: EntityManager, organisationId: string, search: string): Promise<readonly string[] | undefined> {
  const find = (table: string, { sql, values }: Condition) =>
    em.execute<{ id: string }[]>(`select id from ${table} where org_id = ? and ${sql} limit ${mostCandidates + 1}`, [
      organisationId,
      ...values,
    ]);
  const clients = await find('clients', beginsWith('email_key', search.toLowerCase()));
  if (clients.length > mostCandidates) return undefined;
  const found = [
    await find('orders', beginsWith('external_id', search)),
    await find('orders', beginsWith('order_number', search)),
    await find('orders', condition('client_id = any (?::uuid[])', `{${clients.map(({ id }) => id).join(',')}}`)),
  ];
  if (found.some(({ length }) => length > mostCandidates)) return undefined;
  return [...new Set(found.flat().map(({ id }) => id))];
}

function isNamed(organisationId: string, search: string): Condition {
  const address = beginsWith('email_key', search.toLowerCase());
  return condition(
    `starts_with(external_id, ?) or starts_with(order_number, ?)
      or client_id in (select id from clients where org_id = ? and ${address.sql})`,
    search,
    search,
    organisationId,
    ...address.values,
  );
}
