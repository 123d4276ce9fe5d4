/**
 * Generated requests against the integration API: valid ones, valid ones spoilt in one place, and raw bytes. Whatever
 * comes, the answer is documented and never a 5xx, and what was refused wrote nothing.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestConnector, type TestHub, wooSignature } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 2_000);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
const senders = 16;

let hub: TestHub;
let connector: TestConnector;
let shop: TestConnector;
/** Documented error codes by "path status". */
let documented: Map<string, ReadonlySet<string>>;

beforeAll(async () => {
  hub = await startTestHub();
  const tenant = await hub.tenant();
  connector = await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6000 });
  shop = await hub.connector(tenant, 'woocommerce', { rate_limit_per_minute: 6000 });
  const { paths } = (await hub.call('GET', '/integrations/v1/openapi.json')).json;
  documented = new Map(
    Object.entries<AnyJson>(paths).flatMap(([path, { post }]) =>
      Object.entries<AnyJson>(post?.responses ?? {}).map(
        ([status, response]) =>
          [`${path} ${status}`, new Set(Object.keys(response.content['application/json'].examples))] as const,
      ),
    ),
  );
});

const nobody = '01a1f9b4-98a5-73a5-9504-80a8b30803c0';
const amount = fc.integer({ min: 0, max: 9_999_999_999 });
const words = fc.string({ unit: 'grapheme', maxLength: 40 });
const externalId = fc.stringMatching(/^[a-zA-Z0-9._~-]{1,40}$/);
const time = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const address = fc.record({ name: words, line1: words, city: words, country: fc.constantFrom('GB', 'de') }, { requiredKeys: [] });
const line = fc.record(
  {
    description: words.map((text) => `x${text}`),
    quantity: fc.oneof(fc.integer({ min: 1, max: 99 }), fc.double({ min: 0.001, max: 10, noNaN: true })),
    unit_price_cents: amount,
    sku: words,
  },
  { requiredKeys: ['description', 'quantity', 'unit_price_cents'] },
);
const payment = fc.record(
  { external_id: externalId, amount_cents: amount, method: words, paid_at: time },
  { requiredKeys: ['external_id', 'amount_cents'] },
);
const client = fc.record({ external_id: externalId, email: fc.emailAddress(), name: words, phone: words }, { requiredKeys: [] });
const order = fc.record(
  {
    external_id: externalId,
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    currency: fc.constantFrom('GBP', 'JPY', 'KWD'),
    placed_at: time,
    total_cents: amount,
    notes: words,
    client,
    shipping_address: address,
    payment,
    metadata: fc.dictionary(externalId, fc.jsonValue({ maxDepth: 3 })),
  },
  { requiredKeys: ['external_id', 'lines'] },
);

/** One place of a value replaced by something that may not belong there. */
const spoil = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.nat(),
      fc.constantFrom<unknown>(null, '', -1, 1.5, 1e300, 'x'.repeat(3_000), [], {}, true, '\u0001', 'NaN', [[]], { length: 1 }),
    )
    .map(([pick, rubbish]) => {
      const copy: unknown = structuredClone(value);
      const places: [Record<string, unknown>, string][] = [];
      const walk = (part: unknown): void => {
        if (typeof part !== 'object' || part === null) return;
        for (const name of Object.keys(part)) {
          places.push([part as Record<string, unknown>, name]); // arrays have text keys too
          walk((part as Record<string, unknown>)[name]);
        }
      };
      walk(copy);
      const place = places[pick % Math.max(1, places.length)];
      if (place) place[0][place[1]] = rubbish;
      return copy;
    });

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text)),
  fc.json({ maxDepth: 5 }).map((text) => Buffer.from(text)),
);
const body = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<Uint8Array> => {
  const text = (value: fc.Arbitrary<unknown>) => value.map((one) => Buffer.from(JSON.stringify(one)));
  return fc.oneof(
    { weight: 2, arbitrary: text(valid) },
    { weight: 5, arbitrary: text(valid.chain(spoil)) },
    { weight: 2, arbitrary: bytes },
  );
};

interface Call {
  /** As in the reference. */
  readonly template: string;
  readonly path: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const idempotency = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.stringMatching(/^[\x20-\x7e]{0,20}$/).map((key) => ({ 'idempotency-key': key })) },
);
const calls: fc.Arbitrary<Call> = fc.oneof(
  ...(
    [
      ['/integrations/v1/orders', order],
      ['/integrations/v1/orders/{id}/payments', payment],
      ['/integrations/v1/orders/{id}/cancel', fc.record({ reason: words })],
      ['/integrations/v1/payments/{id}/refund', fc.record({ amount_cents: amount }, { requiredKeys: [] })],
      ['/integrations/v1/clients', client.chain((one) => externalId.map((external_id) => ({ ...one, external_id })))],
    ] as const
  ).map(([template, valid]) =>
    fc.record({
      template: fc.constant(template),
      path: fc.constantFrom(nobody, 'nonsense').map((id) => template.replace('{id}', id)),
      body: body(valid),
      headers: idempotency,
    }),
  ),
);

/** Sends every call, `senders` at a time, and gives the answers that break a rule. */
async function offenders(all: readonly Call[], send: (call: Call) => Promise<{ status: number; text: string; json: AnyJson }>) {
  const broken: string[] = [];
  const seen = new Map<string, number>();
  const queue = [...all];
  await Promise.all(
    Array.from({ length: senders }, async () => {
      for (let call = queue.pop(); call; call = queue.pop()) {
        const { status, text, json } = await send(call);
        const isDocumented = status < 300 || documented.get(`${call.template} ${status}`)?.has(json?.error);
        const outcome = `${call.template} ${status} ${json?.error ?? ''}`;
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        if (status >= 500 || !isDocumented)
          broken.push(`${outcome} ${text.slice(0, 200)} <- ${Buffer.from(call.body).toString().slice(0, 300)}`);
      }
    }),
  );
  return { broken, seen };
}

const written = () =>
  hub.query<object>(`select (select count(*) from crossdock.orders) as orders, (select count(*) from crossdock.clients) as clients,
    (select count(*) from crossdock.payments) as payments, (select count(*) from crossdock.external_refs) as refs`);

describe(`requests made with seed ${seed}`, () => {
  test('never come to a 5xx or to a code that is not documented', async () => {
    const all = fc.sample(calls, { numRuns: runs, seed });
    const { broken, seen } = await offenders(all, ({ path, body: raw, headers }) =>
      hub.call('POST', path, { body: raw, headers: { authorization: `Bearer ${connector.key}`, ...headers } }),
    );
    expect(broken).toEqual([]);
    // The generator must reach both sides, or the test proves nothing.
    expect([...seen.keys()].filter((outcome) => / 20[01] /.test(outcome)).length).toBeGreaterThan(1);
    expect([...seen.keys()].filter((outcome) => / 422 /.test(outcome)).length).toBeGreaterThan(5);
  }, 120_000);

  test('that are refused write nothing', async () => {
    const before = await written();
    const refused = fc
      .sample(order.chain(spoil), { numRuns: 200, seed })
      .map((value) => JSON.stringify({ ...(value as object), external_id: null })); // no order has this id
    for (const raw of refused)
      expect(
        (await hub.call('POST', '/integrations/v1/orders', { body: raw, headers: { authorization: `Bearer ${connector.key}` } }))
          .status,
      ).toBe(422);
    expect(await written()).toEqual(before);
  });

  test('signed by a shop are answered with 200 or 201, whatever is in them', async () => {
    const topics = [
      'order.created',
      'order.updated',
      'order.deleted',
      'order.restored',
      'customer.created',
      'product.updated',
      'x',
    ];
    const all = fc.sample(fc.tuple(body(order), fc.constantFrom(...topics)), { numRuns: Math.floor(runs / 4), seed });
    const answers = await Promise.all(
      all.map(([raw, topic]) =>
        hub.call('POST', `/integrations/v1/webhook/woocommerce/${shop.id}`, {
          body: raw,
          headers: { 'x-wc-webhook-topic': topic, 'x-wc-webhook-signature': wooSignature(shop.secret, raw) },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status !== 200 && status !== 201).map(({ status, text }) => [status, text])).toEqual(
      [],
    );
  }, 60_000);
});
