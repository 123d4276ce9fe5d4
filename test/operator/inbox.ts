/**
 * What buyers do, for tests of the inbox: they write through a connector, as the commit of a storefront's request has it.
 */
import { randomUUID } from 'node:crypto';
import type { OperatorApiUnderTest } from './operator-api.ts';

/** Where a buyer writes. */
export interface Mailbox {
  readonly organisationId: string;
  readonly storeId: string;
  readonly connectorId: string;
}

/** A store of a new organisation, with a connector of the format `postbox`. */
export async function newMailbox(
  api: OperatorApiUnderTest,
  slug: string,
  store: object = {},
  connector: object = {},
): Promise<Mailbox> {
  const organisationId = (await api.ok('POST', '/orgs', { slug, name: slug })).id;
  const storeId = (await api.ok('POST', `/orgs/${slug}/stores`, { slug: 'main', name: 'Main', ...store })).id;
  const body = { name: 'Contact form', payload_format: 'postbox', ...connector };
  const connectorId = (await api.ok('POST', `/orgs/${slug}/stores/main/connectors`, body)).id;
  return { organisationId, storeId, connectorId };
}

/** One message of a buyer; the id of its conversation. */
export async function receive(
  api: OperatorApiUnderTest,
  { organisationId, storeId, connectorId }: Mailbox,
  email: string,
  { body = 'Where is my order?', at = new Date().toISOString() } = {},
): Promise<string> {
  const message = {
    externalId: randomUUID(),
    channelCode: 'website',
    messageTypeCode: 'buyer_question',
    buyerEmail: email,
    buyerName: 'Ada',
    body,
    details: { company: 'Analytical Engines' },
  };
  const { rows } = await api.database.system.query<{ outcome: { conversationId: string } }>(
    'select message_receive($1, $2, $3) as outcome',
    [organisationId, storeId, JSON.stringify({ connectorId, at, command: { message } })],
  );
  return rows[0]?.outcome.conversationId ?? '';
}
