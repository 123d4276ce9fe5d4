/** The conformance laws look at the samples too: that routes take them, and that there is money in them to judge. */
import { describe, expect, test } from 'vitest';
import type { SampleRequest } from '../../core/sdk/conformance.ts';
import { fault, type InboundRequest, jsonReply, minorUnits, type Route, type Translation } from '../../core/sdk/index.ts';
import { brokenLaws, good, samples, signed, withRoute } from './sample-adapter.ts';

const bodySchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    articles: {
      type: 'array',
      items: { type: 'object', properties: { qty: { type: 'integer' } }, required: ['qty'] },
    },
  },
};

function placed(body: object, other: Partial<SampleRequest> = {}) {
  const request: InboundRequest = { ...signed, body: Uint8Array.from(Buffer.from(JSON.stringify(body))) };
  return { ...samples, requests: [...samples.requests, { name: 'placed', request, ...other }] };
}

describe('a sample', () => {
  const law = 'takes its own samples';

  test.each([
    ['holds a wrong value', { id: '7', articles: [{ qty: '2' }] }, '/articles/0/qty (must be integer)'],
    ['lacks something', { id: '7', articles: [{}] }, '/articles/0/qty (is required)'],
  ])('that its own bodySchema refuses because it %s breaks a law', async (_what, body, place) => {
    expect((await brokenLaws(withRoute({ bodySchema }), placed(body))).get(law)).toBe(
      `placed is refused by its own bodySchema at ${place}`,
    );
  });

  test('that its own requires refuses breaks a law', async () => {
    const requires: Route['requires'] = (json) => ('total' in json ? undefined : fault('validation_failed', 'total is missing'));
    expect((await brokenLaws(withRoute({ requires }), placed({ id: '7', total: 1 }))).get(law)).toBe(
      'a deletion is refused by its own requires: validation_failed',
    );
  });

  test('that is marked as refused may be refused, and must be', async () => {
    const refused = { refused: true } as const;
    const adapter = withRoute({ bodySchema });
    expect((await brokenLaws(adapter, placed({ id: '7', articles: [{ qty: '2' }] }, refused))).get(law)).toBeUndefined();
    expect((await brokenLaws(adapter, placed({ id: '7' }, refused))).get(law)).toBe(
      'placed is marked as refused, but its route takes it',
    );
  });
});

describe('money', () => {
  const law = 'reads money exactly';
  const reading = (cents: (json: Readonly<Record<string, unknown>>) => number) =>
    withRoute({
      translate: ({ json }): Translation => ({
        kind: 'command',
        command: {
          name: 'order.create',
          order: {
            externalId: 'sample-1',
            currency: 'EUR',
            status: 'open',
            paymentStatus: 'unpaid',
            fulfilmentStatus: 'unfulfilled',
            shippingCents: 0,
            feesCents: 0,
            taxCents: 0,
            discountCents: 0,
            totalCents: cents(json),
            refundedCents: 0,
            rounded: false,
            lines: [],
            totalsMismatchCents: 0,
          },
        },
      }),
    });

  test('that no order sample has in digits breaks a law that names the samples', async () => {
    const adapter = reading(({ total }) => (typeof total === 'string' ? Number(total.replace(/\D/g, '')) : 0));
    expect((await brokenLaws(adapter, placed({ id: 'a', total: '19,90 EUR' }))).get(law)).toMatch(
      /^no amount was found in a deletion, placed: there is nothing to judge/,
    );
  });

  describe('with a comma before its decimals', () => {
    const priced = placed({ id: 'a', total: '19,90' });
    /** A point stands between thousands there. */
    const readingText = (cents: (decimal: string) => number) =>
      reading(({ total }) => (typeof total === 'string' ? cents(total.replaceAll('.', '').replace(',', '.')) : 0));
    const exact = readingText((decimal) => Number(minorUnits(decimal, 'EUR')?.amountMinor));

    test('is money that was found', async () => {
      expect((await brokenLaws(exact, priced)).get(law)).toBeUndefined();
    });

    test('is found where a schema asks for its two decimals', async () => {
      const total = { type: 'string', pattern: '^\\d+,\\d{2}$' };
      const { routes } = exact.inbound ?? {};
      const adapter = withRoute({ ...routes?.[0], bodySchema: { type: 'object', properties: { total } } });
      expect((await brokenLaws(adapter, priced)).get(law)).toBeUndefined();
    });

    test('may not go through a float either', async () => {
      const adapter = readingText((decimal) => Math.round(Number(decimal) * 100));
      expect((await brokenLaws(adapter, priced)).get(law)).toMatch(/^placed: 1,015 at \/total became 101 instead of 102: /);
    });
  });

  test('in minor units is money that was found', async () => {
    const adapter = reading(({ cents }) => (Number.isSafeInteger(cents) ? Number(cents) : 0));
    expect((await brokenLaws(adapter, placed({ id: 'a', cents: 1990 }))).get(law)).toBeUndefined();
  });

  test('is looked for in orders only', async () => {
    expect((await brokenLaws(good)).get(law)).toBeUndefined();
  });
});

describe('a reply', () => {
  const law = 'words what its samples come to';
  const naming = (word: (id: string) => string) =>
    withRoute({
      translate: () => ({ kind: 'command', command: { name: 'order.cancel-by-external-id', externalId: 'x1', currency: 'EUR' } }),
      reply: (outcome) =>
        jsonReply(
          200,
          { ok: true },
          'externalId' in outcome && outcome.externalId ? { 'X-Order': word(outcome.externalId) } : {},
        ),
    });

  test('that puts an external id into a header as it is breaks a law', async () => {
    expect((await brokenLaws(naming((id) => id))).get(law)).toMatch(/the header X-Order holds characters that cannot be sent/);
    expect((await brokenLaws(naming(encodeURIComponent))).get(law)).toBeUndefined();
  });
});
