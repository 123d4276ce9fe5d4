import { expect, it } from 'vitest';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();

it('every loaded adapter says what it can do', async () => {
  const { rows } = await api.ok('GET', '/adapters');
  expect(
    rows.map(({ id, capabilities, signature, key_prefix }: Record<string, unknown>) => [id, capabilities, signature, key_prefix]),
  ).toEqual([
    ['peptideclients', ['inbound', 'signatures', 'outbound'], 'per-key', 'pck_int_'],
    ['woocommerce', ['inbound', 'signatures', 'keyless'], 'always', 'pck_int_'],
    ['partner', ['inbound', 'keyless'], null, null],
  ]);
  expect(rows[0]).toMatchObject({
    version: '1.2.3',
    source: './adapters/peptideclients',
    name: 'Plain API',
    description: 'A program sends orders.',
    setup: { steps: ['Send to {delivery_url}.'], first_request: null },
    signature_header: 'X-Test',
    delivery_url_patterns: ['http://hub.test/integrations/v1/orders'],
    scopes: ['orders:write', 'clients:write'],
    config_schema: { type: 'object', properties: {}, additionalProperties: false },
    events: ['order.created', 'order.updated', 'client.created'],
  });
  expect(rows[1]).toMatchObject({ name: 'woocommerce', description: null, setup: null });
  expect(rows[1].delivery_url_patterns).toContain('http://hub.test/integrations/v1/webhook/woocommerce/{connector_id}');
  expect(rows[1].routes).toContainEqual({
    method: 'POST',
    path: '/integrations/v1/webhook/woocommerce/:connectorId',
    summary: 'Takes something.',
    scope: 'orders:write',
  });
});

it('an adapter that could not be loaded says why', async () => {
  const { failed } = await api.ok('GET', '/adapters');
  expect(failed).toEqual([{ source: './adapters/broken', error: './adapters/broken needs a format' }]);
});

it('are asked for like every other list, page by page, though all of them are on one', async () => {
  expect(await api.ok('GET', '/adapters?limit=100')).toEqual(await api.ok('GET', '/adapters'));
});
