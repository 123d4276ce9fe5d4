/** The Idempotency-Key held against a model of it: a map from key to what was sent and answered. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { startTestHub, type TestConnector, type TestHub } from '../support/hub.ts';

let hub: TestHub;
let connectors: readonly TestConnector[];
beforeAll(async () => {
  hub = await startTestHub();
  const tenant = await hub.tenant();
  connectors = await Promise.all([1, 2].map(() => hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6000 })));
});

interface Step {
  /** Whose key it is: each connector's names are its own. */
  readonly sender: 0 | 1;
  readonly key: string;
  readonly order: string;
  /** How the body is written; `broken` is refused. */
  readonly spelling: 'plain' | 'spaced' | 'broken';
}

const step: fc.Arbitrary<Step> = fc.record({
  sender: fc.constantFrom(0, 1),
  key: fc.constantFrom('a', 'b', 'c'),
  order: fc.constantFrom('x', 'y'),
  spelling: fc.constantFrom('plain', 'plain', 'spaced', 'broken'),
});

function bodyOf({ order, spelling }: Step, run: string): string {
  const body = JSON.stringify({
    external_id: `${run}-${order}`,
    lines: [{ description: 'd', quantity: 1, unit_price_cents: 1 }],
  });
  if (spelling === 'plain') return body;
  return spelling === 'spaced' ? `${body} ` : body.replace('"lines"', '"rows"');
}

test('answers every sequence of requests as the model does', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const run = `model-${++runs}`;
      const answered = new Map<string, { body: string; text: string; status: number }>();
      const orders = new Set<string>();
      for (const one of steps) {
        const body = bodyOf(one, run);
        const name = `${one.sender} ${one.key}`;
        const { status, text, json, headers } = await hub.call('POST', '/integrations/v1/orders', {
          body,
          headers: { authorization: `Bearer ${connectors[one.sender]?.key}`, 'idempotency-key': `${run}-${one.key}` },
        });
        const earlier = answered.get(name);
        const seen = [status, status < 300 ? text : json.error, headers.get('idempotent-replayed')];
        if (earlier) {
          expect(seen).toEqual(
            earlier.body === body ? [earlier.status, earlier.text, 'true'] : [409, 'idempotency_conflict', null],
          );
        } else if (one.spelling === 'broken') {
          expect(seen).toEqual([422, 'lines_required', null]);
        } else {
          expect(seen).toEqual([orders.has(one.order) ? 200 : 201, text, null]);
          expect(json.duplicate).toBe(orders.has(one.order));
          orders.add(one.order);
          answered.set(name, { body, text, status });
        }
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
