/** The fulfilment adapter under the laws that every adapter must pass, and one order in all its shapes. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { conformanceLaws } from '../../core/sdk/conformance.ts';
import { fault, type FaultCode, type OrderRecord, type Translation } from '../../core/sdk/index.ts';
import type { FulfilmentConfig } from './config.ts';
import { delivery, type FixtureName, hmac, jsonMapping, readFixture, samples, xmlMapping } from './fixtures/samples.ts';
import adapter from './index.ts';

const { inbound } = adapter;
const [route] = inbound?.routes ?? [];
if (inbound === undefined || route === undefined) throw new Error('the adapter receives nothing');

const shapes: readonly (readonly [string, FixtureName, FulfilmentConfig])[] = [
  ['JSON under its own names', 'plain-order.json', { auth: hmac }],
  ['JSON through a mapping', 'acme-order.json', { auth: hmac, mapping: jsonMapping, content: 'json' }],
  ['XML through a mapping', 'acme-order.xml', { auth: hmac, mapping: xmlMapping, content: 'xml' }],
];

describe.each(shapes)('the laws of every adapter, with %s', (_shape, name, config) => {
  for (const law of conformanceLaws(adapter, samples(config, name))) test(law.name, { timeout: 60_000 }, () => law.check());
});

/** The order that a file becomes. */
async function orderOf(name: FixtureName, config: FulfilmentConfig): Promise<OrderRecord> {
  const translation: Translation = await (route?.translate(delivery(readFixture(name), config)) ?? fault('not_found'));
  if (translation.kind !== 'command' || translation.command.name !== 'order.create') throw new Error(JSON.stringify(translation));
  return translation.command.order;
}

describe('one order', () => {
  test('is the same out of JSON and out of XML, to the last cent', async () => {
    const [fromJson, fromXml] = await Promise.all([
      orderOf('acme-order.json', { mapping: jsonMapping }),
      orderOf('acme-order.xml', { mapping: xmlMapping }),
    ]);
    expect(fromJson).toEqual(fromXml);
    expect(fromJson).toEqual({
      externalId: 'ACME-90071992547409931',
      orderNumber: '1001',
      currency: 'EUR',
      status: 'open',
      paymentStatus: 'unpaid',
      fulfilmentStatus: 'unfulfilled',
      placedAt: '2026-11-20T12:09:05.000Z',
      notes: 'Ring the bell. Twice.',
      lines: [
        {
          sku: 'W-1',
          description: 'Widget blue',
          quantity: '2',
          unitPriceCents: 1999,
          discountCents: 0,
          taxCents: 0,
          totalCents: 3998,
        },
        {
          sku: 'W-2',
          description: 'Tape, by the metre',
          quantity: '0.375',
          unitPriceCents: 800,
          discountCents: 0,
          taxCents: 0,
          totalCents: 300,
        },
      ],
      shippingCents: 495,
      feesCents: 0,
      taxCents: 0,
      discountCents: 0,
      totalCents: 4793,
      refundedCents: 0,
      totalsMismatchCents: 0,
      rounded: false,
      client: { email: 'ann@example.com' },
      shippingAddress: { name: 'Ann Example', line1: '1 High Street', city: 'London', postalCode: 'SW1A 1AA', country: 'GB' },
    });
  });

  test('needs no mapping when its fields have our names', async () => {
    expect(await orderOf('plain-order.json', {})).toMatchObject({
      externalId: 'FUL-1001',
      orderNumber: '1001',
      placedAt: '2026-11-20T12:09:05.000Z',
      notes: 'Ring the bell.\nTwice.',
      lines: [
        { sku: 'W-1', quantity: '2', unitPriceCents: 1999, totalCents: 3998 },
        { sku: 'W-2', quantity: '0.375', discountCents: 50, taxCents: 25, totalCents: 275, externalRef: '9007199254740993' },
      ],
      client: { externalId: 'C-7', email: 'Ann@example.com', name: 'Ann Example' },
      shippingCents: 495,
      totalCents: 4768,
      totalsMismatchCents: 0,
    });
  });
});

test('the mapping of README.md makes of its document what it says', async () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const [document = '', settings = ''] = [...readme.matchAll(/```json\n([^]*?)```/g)].map(([, block]) => block);
  const config = JSON.parse(settings) as FulfilmentConfig; // checked by the next line
  expect(await adapter.checkConfig?.(config)).toEqual([]);
  expect(await route.translate(delivery(document, config))).toMatchObject({
    kind: 'command',
    command: {
      order: {
        externalId: 'ACME-10001',
        currency: 'EUR',
        lines: [
          { totalCents: 3998, description: 'Widget' },
          { totalCents: 300, description: 'W-2' },
        ],
        shippingAddress: { name: 'Ann Example', phone: '+442079460000', line1: '1 High Street' },
        shippingCents: 495,
        totalCents: 4793,
        totalsMismatchCents: 0,
      },
    },
  });
});

describe('a refusal', () => {
  const statuses: readonly (readonly [number, readonly FaultCode[]])[] = [
    [400, ['bad_request', 'wrong_format']],
    [403, ['ip_not_allowed', 'insufficient_scope']],
    [405, ['method_not_allowed']],
    [413, ['payload_too_large']],
    [415, ['unsupported_media_type']],
    [422, ['invalid_json', 'validation_failed', 'amount_out_of_range']],
    [429, ['rate_limited']],
    [500, ['internal_error']],
    [503, ['unavailable']],
  ];
  const cases = statuses.flatMap(([status, codes]) => codes.map((code) => [code, status] as const));

  test.each(cases)('%s is answered with %i', (code, status) => {
    const body = JSON.stringify({ status: 'error', error: code, detail: 'one sentence' });
    expect(inbound.refuse(fault(code, 'one sentence'))).toEqual({ status, body });
  });

  test('never says what was wrong with the credentials', () => {
    const codes = [
      'missing_authorization',
      'invalid_api_key',
      'signature_missing',
      'signature_expired',
      'signature_invalid',
      'not_found',
    ] as const;
    const replies = codes.map((code) => JSON.stringify(inbound.refuse(fault(code))));
    expect(new Set(replies).size).toBe(1);
    expect(inbound.refuse(fault('signature_invalid')).status).toBe(401);
  });
});
