/**
 * Orders from fulfilment partners in whatever shape they have, JSON or XML, mapped field by field with JSONata.
 *
 * A partner proves itself in the one way that its connector names, and is answered with the order's id. README.md beside this file
 * lists every status and why.
 */
import { defineAdapter, isFault, type ParsedRequest, type Route, type Translation, fault } from '../../core/sdk/index.ts';
import { identify, keyPrefix, scheme, signedAt, verify } from './proof/authentication.ts';
import { findConfigFaults } from './check-config.ts';
import { configSchema, type FulfilmentConfig } from './config.ts';
import { readContent } from './document/content.ts';
import { applyMapping } from './mapping/mapping.ts';
import { readOrder } from './order/order.ts';
import { refuse, reply } from './replies.ts';
import { compileSourceSchema } from './mapping/source-schema.ts';
import { setup } from './setup.ts';

/** From the bytes to the order: read, hold against the partner's schema, map, make canonical. The first writer wins. */
async function translate(request: ParsedRequest<FulfilmentConfig>): Promise<Translation> {
  const { content, mapping = {}, source_schema, schema_version } = request.config;
  const source = readContent(request, content);
  if (isFault(source)) return source;
  const compilation = source_schema === undefined ? undefined : compileSourceSchema(source_schema);
  if (compilation !== undefined) {
    const problem =
      'check' in compilation ? compilation.check(source.plain) : `/ cannot be checked: source_schema ${compilation.objection}`;
    const version = schema_version === undefined ? '' : ` (schema version ${schema_version})`;
    if (problem !== undefined) return fault('validation_failed', `the document at ${problem}${version}`);
  }
  const mapped = await applyMapping(source, mapping);
  if (isFault(mapped)) return mapped;
  const order = readOrder(mapped, request.store);
  return isFault(order) ? order : { kind: 'command', command: { name: 'order.create', order } };
}

function orders(path: string): Route<FulfilmentConfig> {
  return {
    method: 'POST',
    path,
    summary: 'Receive an order in the shape that the connector maps',
    scope: 'orders:write',
    body: 'raw',
    example: {
      order_id: 'FUL-1001',
      items: [{ sku: 'W-1', quantity: 2, unit_price: '19.99' }],
      shipping_address: { name: 'Ann Example', line1: '1 High Street', city: 'London', postal_code: 'SW1A 1AA', country: 'GB' },
    },
    refusals: ['unsupported_media_type', 'invalid_json', 'validation_failed', 'amount_out_of_range'],
    translate,
    reply,
  };
}

export default defineAdapter<FulfilmentConfig>({
  apiVersion: 1,
  format: 'fulfilment',
  version: '1.0.0',
  configSchema,
  keyPrefix,
  scopes: ['orders:write'],
  checkConfig: findConfigFaults,
  setup,
  inbound: {
    identify,
    signature: { required: 'unless-key', header: 'Authorization', verify, signedAt, scheme },
    rateLimitPerMinute: 100,
    rateLimitBy: 'address',
    refuse,
    routes: [
      orders('/webhook/orders'),
      orders('/webhook/orders/:connectorId'),
      orders('/api/v1/webhook/orders'),
      orders('/api/v1/webhook/orders/:connectorId'),
    ],
  },
});
