/** Counts by the hour: what a hub answered, took and delivered, and how it adds up. */
import { expect, it } from 'vitest';
import type { AnyJson } from '../support/json.ts';
import { eventually, startTestHub, type TestConnector } from '../support/hub.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';

const hub = await startTestHub({ CROSSDOCK_RETRY_SCHEDULE: '100ms' });

const statisticsOf = async (organisationId: string): Promise<AnyJson> =>
  (await hub.admin('GET', `/orgs/${organisationId}/statistics`)).json;

const order = (connector: TestConnector, externalId: string, body: object = {}) =>
  hub.call('POST', '/integrations/v1/orders', {
    headers: { authorization: `Bearer ${connector.key}` },
    body: { external_id: externalId, lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }], ...body },
  });

/** The sum over all hours, which spares a test the turn of one. */
const sums = (series: AnyJson): Record<string, number> =>
  Object.fromEntries(
    Object.entries<AnyJson>(series).flatMap(([name, numbers]) =>
      Array.isArray(numbers) ? [[name, numbers.reduce((sum, number) => sum + number, 0)]] : [],
    ),
  );

it('counts requests, orders and deliveries, in all and for each store, connector and endpoint', async () => {
  const tenant = await hub.tenant();
  const connector = await hub.connector(tenant, 'peptideclients');
  const { id: sideId } = (await hub.admin('POST', `/orgs/${tenant.organisationId}/stores`, { slug: 'side', name: 'Side' })).json;
  const side = await hub.connector({ ...tenant, storeId: sideId }, 'peptideclients');
  const receiver = await startWebhookReceiver(answering(500));
  const endpoint = await hub.endpoint(tenant, receiver.url);
  await order(connector, 'counted-1');
  await eventually(() => receiver.received[0]);
  receiver.answer = answering(200);
  await order(connector, 'counted-1'); // known already: a request, and no order
  await order(side, 'counted-2');
  await order(side, '', { lines: [] }); // refused
  await hub.call('GET', '/v1/orders', { headers: { authorization: `Bearer ${tenant.readKey}` } });

  const counted = await eventually(async () => {
    const statistics = await statisticsOf(tenant.organisationId);
    const { requests, deliveries_succeeded: succeeded } = sums(statistics.total);
    return requests === 5 && succeeded === 2 ? statistics : undefined;
  });
  const deliveries = { deliveries_succeeded: 2, deliveries_failed: 1 };
  const requests = { client_errors: 1, server_errors: 0, orders: 2 };
  expect(sums(counted.total)).toEqual({ requests: 5, ...requests, ...deliveries });
  const ofStore = (id: string) => sums(counted.stores.find(({ store_id }: AnyJson) => store_id === id));
  expect(ofStore(connector.storeId)).toEqual({
    ...deliveries,
    requests: 2,
    client_errors: 0,
    server_errors: 0,
    orders: 1,
    deliveries_succeeded: 1,
  });
  expect(ofStore(sideId)).toEqual({ requests: 2, ...requests, orders: 1, deliveries_succeeded: 1, deliveries_failed: 0 });
  expect(counted.connectors.map(({ connector_id, ...series }: AnyJson) => [connector_id, sums(series)])).toEqual(
    [connector, side]
      .map(({ id }, index) => [id, { requests: 2, client_errors: index, server_errors: 0, orders: 1 }] as const)
      .toSorted(([one], [other]) => one.localeCompare(other)),
  );
  expect(counted.endpoints.map(({ endpoint_id, ...series }: AnyJson) => [endpoint_id, sums(series)])).toEqual([
    [endpoint.id, deliveries],
  ]);
  const shown = (await hub.admin('GET', `/connectors/${side.id}`)).json;
  expect([shown.requests_24h, shown.errors_24h]).toEqual([2, 1]);
});

it('counts each request once, whatever 16 writers do at once', async () => {
  const connector = await hub.connector(await hub.tenant(), 'peptideclients', { rate_limit_per_minute: 6_000 });
  await Promise.all(
    Array.from({ length: 16 }, async (_, writer) => {
      for (let index = 0; index < 20; index += 1) await order(connector, `${writer}-${index}`);
    }),
  );
  const total = await eventually(async () => {
    const counted = sums((await statisticsOf(connector.organisationId)).total);
    return (counted['requests'] ?? 0) >= 320 ? counted : undefined;
  });
  expect(total).toMatchObject({ requests: 320, orders: 320 });
});
