/**
 * The baseline of the ingest comparison: the same orders as rows, two prepared statements each on plain connections. The
 * statements, and what the hub does beyond them, are in baseline-order.sql and baseline-rate.sql. Runs in a process of its own.
 */
import { hash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { uuidV7 } from '../core/domain/uuid.ts';
import { bodyOf, type BenchOrder, orderMaker, sharedParts, totalCents } from './bench-order.ts';
import { answerParent } from './child-program.ts';
import { type LoopResult, runClosedLoop } from './closed-loop.ts';
import type { BenchConnector } from './tenants.ts';

/** One slice of load. */
export interface BaselineLoad {
  readonly databaseUrl: string;
  readonly connectors: readonly BenchConnector[];
  readonly connections: number;
  readonly milliseconds: number;
  /** Write the row of an Idempotency-Key too. */
  readonly idempotencyKeys: boolean;
}

const slots = 61;
const orderStatement = { name: 'order', text: readFileSync(new URL('baseline-order.sql', import.meta.url), 'utf8') };
const rateStatement = { name: 'rate', text: readFileSync(new URL('baseline-rate.sql', import.meta.url), 'utf8') };

const newId = (): string => uuidV7(Date.now(), randomBytes);

answerParent(
  async ({ databaseUrl, connectors, connections, milliseconds, idempotencyKeys }: BaselineLoad): Promise<LoopResult> => {
    const nextOrder = orderMaker(connectors);
    const clients = await Promise.all(Array.from({ length: connections }, () => connect(databaseUrl)));
    try {
      return await runClosedLoop({
        connections,
        milliseconds,
        async send(connection) {
          const order = nextOrder();
          const second = Math.floor(Date.now() / 1_000);
          const { organisationId, id } = order.connector;
          await clients[connection]?.query({ ...rateStatement, values: [organisationId, id, second, (second % slots) + 1] });
          const written = await clients[connection]?.query({
            ...orderStatement,
            values: [...parametersOf(order, idempotencyKeys)],
          });
          return written?.rowCount === 1;
        },
      });
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  },
);

async function connect(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl, options: '-c search_path=crossdock' });
  await client.connect();
  return client;
}

function parametersOf(order: BenchOrder, idempotencyKeys: boolean): readonly unknown[] {
  const { connector, externalId, orderNumber, clientEmail, clientName } = order;
  const { organisationId, storeId, id: connectorId, endpointId } = connector;
  const [line] = sharedParts.lines;
  const orderId = newId();
  const contentHash = hash('sha256', bodyOf(order), 'buffer');
  const subject = [organisationId, storeId, connectorId, endpointId, orderId, externalId, orderNumber];
  const client = [newId(), clientEmail, clientName];
  const amounts = [line.sku, line.description, line.unit_price_cents, sharedParts.shipping_cents, totalCents];
  const event = [contentHash, newId(), documentOf(order, orderId), newId()];
  const key = idempotencyKeys
    ? [externalId, JSON.stringify({ id: orderId, external_id: externalId, status: 'open' })]
    : [null, null];
  return [...subject, ...client, ...amounts, ...event, ...key];
}

/** As long as the document that the hub stores with the event, field for field. */
function documentOf({ connector, externalId, orderNumber, clientEmail, clientName }: BenchOrder, id: string): string {
  const { storeId: store_id } = connector;
  const at = new Date().toISOString();
  const none = {
    source_status: null,
    notes: null,
    session_id: null,
    shipping_address: null,
    billing_address: null,
    metadata: null,
  };
  const amounts = {
    fees_cents: 0,
    tax_cents: 0,
    discount_cents: 0,
    total_cents: totalCents,
    refunded_cents: 0,
    totals_mismatch_cents: 0,
  };
  const order = {
    id,
    store_id,
    external_id: externalId,
    source: 'peptideclients',
    order_number: orderNumber,
    status: 'open',
    payment_status: 'unpaid',
    fulfilment_status: 'unfulfilled',
    currency: sharedParts.currency,
    shipping_cents: sharedParts.shipping_cents,
    ...amounts,
    rounded: false,
    client_id: id,
    client: { id, email: clientEmail, name: clientName, phone: null },
    ...none,
    lines: sharedParts.lines.map((line) => ({
      line_number: 1,
      external_ref: null,
      ...line,
      discount_cents: 0,
      status: 'active',
    })),
    payments: [],
    shipments: [],
    placed_at: sharedParts.placed_at,
    cancelled_at: null,
    created_at: at,
    updated_at: at,
  };
  return JSON.stringify({ order });
}
