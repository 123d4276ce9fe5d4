/**
 * The order that is sent: one line, a client among 1,000. Orders go round the connectors, so that no rate limit is met
 * and no client row is fought over.
 */
import { randomUUID } from 'node:crypto';
import { clientsPerStore, type BenchConnector } from './tenants.ts';

/** What is particular about one order; everything else is the same in all. */
export interface BenchOrder {
  readonly connector: BenchConnector;
  readonly externalId: string;
  readonly orderNumber: string;
  readonly clientEmail: string;
  readonly clientName: string;
}

/** The parts that all orders share, as the protocol spells them. */
export const sharedParts = {
  currency: 'GBP',
  placed_at: '2026-01-15T09:30:00.000Z',
  shipping_cents: 499,
  lines: [{ sku: 'BPC-5', description: 'BPC-157 5 mg', quantity: 2, unit_price_cents: 2_450 }],
} as const;

/** Their sum. */
export const totalCents = 5_399;

/** Gives a function that makes one new order a call, unlike those of any other process. */
export function orderMaker(connectors: readonly BenchConnector[]): () => BenchOrder {
  const run = randomUUID().slice(0, 8);
  let serial = 0;
  return () => {
    const connector = connectors[serial % connectors.length];
    if (connector === undefined) throw new Error('there are no connectors');
    const client = Math.floor(serial / connectors.length) % clientsPerStore;
    serial += 1;
    return {
      connector,
      externalId: `${run}-${serial}`,
      orderNumber: `#${serial}`,
      clientEmail: `client-${client}@shop.example`,
      clientName: `Client ${client}`,
    };
  };
}

/** The order as the body of `POST /integrations/v1/orders`. */
export function bodyOf({ externalId, orderNumber, clientEmail, clientName }: BenchOrder): string {
  const client = { email: clientEmail, name: clientName };
  return JSON.stringify({ external_id: externalId, order_number: orderNumber, ...sharedParts, client });
}
