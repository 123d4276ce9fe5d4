/** Orders of fulfilment partners: every way of proving who sends them, JSON and XML through two mappings, and what is stored. */
import { describe, expect, it } from 'vitest';
import { jsonMapping, readFixture, xmlMapping } from '../../adapters/fulfilment/fixtures/samples.ts';
import { keys, openPartner, smallOrder, token, type WayIn, waysIn } from '../support/fulfilment-partner.ts';
import { startTestHub } from '../support/hub.ts';

const hub = await startTestHub();

const ways = Object.entries(waysIn);
const wayIn = (name: string): WayIn => waysIn[name] ?? ways[0]?.[1] ?? { auth: {}, prove: () => ({}), byPath: false };
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
const unauthorized = { status: 'error', error: 'unauthorized', detail: 'the credentials are missing or were not accepted' };

/** What both shapes of Acme's order come to. */
const stored = {
  external_id: 'ACME-90071992547409931',
  order_number: '1001',
  source: 'fulfilment',
  status: 'open',
  payment_status: 'unpaid',
  currency: 'EUR',
  placed_at: '2026-11-20T12:09:05.000Z',
  notes: 'Ring the bell. Twice.',
  shipping_cents: 495,
  total_cents: 4793,
  totals_mismatch_cents: 0,
  rounded: false,
  lines: [
    { sku: 'W-1', description: 'Widget blue', quantity: 2, unit_price_cents: 1999, total_cents: 3998 },
    { sku: 'W-2', description: 'Tape, by the metre', quantity: 0.375, unit_price_cents: 800, total_cents: 300 },
  ],
  shipping_address: { name: 'Ann Example', line1: '1 High Street', city: 'London', postal_code: 'SW1A 1AA', country: 'GB' },
  client: { email: 'ann@example.com' },
};

describe.each(ways)('proved by %s', (_name, way) => {
  it.each([
    ['JSON', 'acme-order.json', jsonMapping, 'application/json'],
    ['XML', 'acme-order.xml', xmlMapping, 'application/xml'],
  ] as const)(
    'an order in %s is stored once, exactly, and answered with its id every time',
    async (_kind, file, mapping, type) => {
      const partner = await openPartner(hub, way, { mapping });
      const body = readFixture(file).toString();
      for (const path of [partner.path, `/api/v1${partner.path}`]) {
        const answer = await partner.send(body, { path, headers: { 'content-type': type } });
        expect([answer.status, answer.json]).toEqual([200, { status: 'received', orderId: 'ACME-90071992547409931' }]);
      }
      expect(await partner.orders()).toMatchObject([stored]);
    },
  );

  it('a request without the proof, or with something like it, is told nothing but 401', async () => {
    const partner = await openPartner(hub, way);
    const attempts: Record<string, string>[] = [
      {},
      { authorization: 'Bearer' },
      { authorization: 'Basic Og==' },
      { authorization: `Bearer ${token('none', '')}` },
      { authorization: `Bearer ${token('HS256', keys.rsaPem)}` },
      { 'x-acme-signature': 'sha256=00', 'x-acme-time': String(inSeconds(0)), 'x-sign': 'AAAA' },
    ];
    for (const headers of attempts) {
      const answer = await partner.send(smallOrder('F-1'), { prove: false, headers });
      expect([answer.status, answer.json]).toEqual([401, unauthorized]);
    }
    expect(await partner.orders()).toEqual([]);
  });
});

describe('the one way in', () => {
  it.each(ways.filter(([, { byPath }]) => byPath))('is %s, and the key does not open it', async (_name, way) => {
    const partner = await openPartner(hub, way);
    const headers = { authorization: `Bearer ${partner.connector.key}` };
    for (const path of ['/webhook/orders', partner.path]) {
      const answer = await partner.send(smallOrder('F-1'), { prove: false, headers, path });
      expect([answer.status, answer.json]).toEqual([401, unauthorized]);
    }
    expect(await partner.orders()).toEqual([]);
  });

  it('is the key, wherever it is sent, and the id alone does not open it', async () => {
    const partner = await openPartner(hub, wayIn('bearer'));
    const path = `/webhook/orders/${partner.connector.id}`;
    expect((await partner.send(smallOrder('F-1'), { prove: false, path })).status).toBe(401);
    expect((await partner.send(smallOrder('F-1'), { path })).status).toBe(200);
  });

  it('answers for connectors that do not exist as for proofs that fail', async () => {
    const body = JSON.stringify(smallOrder('F-1'));
    for (const id of ['0198c1a2-7b3c-7d4e-8f50-617283940a5b', 'x', '..%2f']) {
      const answer = await hub.call('POST', `/webhook/orders/${id}`, { body });
      expect([answer.status, answer.json]).toEqual([401, unauthorized]);
    }
  });

  it('closes when a connector is revoked', async () => {
    const partner = await openPartner(hub, wayIn('hmac in hex'));
    await hub.admin('POST', `/connectors/${partner.connector.id}/revoke`);
    expect((await partner.send(smallOrder('F-1'))).status).toBe(401);
  });
});

describe('a token', () => {
  const claims = { exp: inSeconds(60), iss: 'acme' };
  it.each<[string, (secret: string) => string]>([
    ['without an end', (secret) => token('HS256', secret, { iss: 'acme' })],
    ['that has ended', (secret) => token('HS256', secret, { ...claims, exp: inSeconds(-60) })],
    ['that has not begun', (secret) => token('HS256', secret, { ...claims, nbf: inSeconds(60) })],
    ['of another issuer', (secret) => token('HS256', secret, { ...claims, iss: 'other' })],
    ['of another algorithm', () => token('RS256', keys.rsa, claims)],
    ['of no algorithm', () => token('none', '', claims)],
    ['with another secret', (secret) => token('HS256', `${secret}x`, claims)],
  ])('%s is refused', async (_what, make) => {
    const partner = await openPartner(hub, wayIn('jwt with our secret'));
    const headers = { authorization: `Bearer ${make(partner.connector.secret)}` };
    expect((await partner.send(smallOrder('F-1'), { prove: false, headers })).status).toBe(401);
    expect((await partner.send(smallOrder('F-1'))).status).toBe(200);
  });

  it('signed with the public key as if it were a secret is refused', async () => {
    const partner = await openPartner(hub, wayIn('jwt with a public key'));
    const headers = { authorization: `Bearer ${token('HS256', keys.rsaPem, { exp: inSeconds(60), aud: 'hub' })}` };
    expect((await partner.send(smallOrder('F-1'), { prove: false, headers })).status).toBe(401);
  });
});

describe('a signature with a time', () => {
  it('is refused when the time is off, and when the body is another', async () => {
    const partner = await openPartner(hub, wayIn('hmac in hex'));
    const proof = wayIn('hmac in hex').prove(partner.connector, JSON.stringify(smallOrder('F-1')));
    expect((await partner.send(smallOrder('F-2'), { prove: false, headers: { ...proof } })).status).toBe(401);
    const late = { ...proof, 'x-acme-time': String(inSeconds(-301)) };
    expect((await partner.send(smallOrder('F-1'), { prove: false, headers: late })).status).toBe(401);
    expect((await partner.send(smallOrder('F-1'), { prove: false, headers: { ...proof } })).status).toBe(200);
  });
});

describe('the header of a signature', () => {
  it.each(['Bearer other', 'Basic dXNlcjpwYXNzd29yZA==', 'Digest x', 'nonsense'])(
    'counts whatever Authorization says beside it, such as %j',
    async (authorization) => {
      const partner = await openPartner(hub, wayIn('hmac in hex'));
      expect((await partner.send(smallOrder('F-1'), { headers: { authorization } })).status).toBe(200);
      const forged = { authorization, 'x-acme-time': String(inSeconds(0)), 'x-acme-signature': `sha256=${'0'.repeat(64)}` };
      expect((await partner.send(smallOrder('F-2'), { prove: false, headers: forged })).status).toBe(401);
    },
  );

  it('may be Authorization too', async () => {
    const inAuthorization: WayIn = {
      auth: { type: 'hmac', header: 'Authorization', encoding: 'base64', prefix: 'HMAC ' },
      prove: (connector, body) => ({ authorization: `HMAC ${wayIn('hmac in base64').prove(connector, body)['x-sign'] ?? ''}` }),
      byPath: true,
    };
    const partner = await openPartner(hub, inAuthorization);
    expect((await partner.send(smallOrder('F-1'))).status).toBe(200);
    expect((await partner.send(smallOrder('F-1'), { headers: { authorization: 'HMAC x' } })).status).toBe(401);
  });
});

describe('what was sent first', () => {
  it('stands: a repeat with other content is answered the same and changes nothing', async () => {
    const partner = await openPartner(hub, wayIn('bearer'));
    await partner.send(smallOrder('F-1'));
    const other = { ...smallOrder('F-1'), notes: 'changed' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => partner.send(other)));
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 8 }, () => '{"status":"received","orderId":"F-1"}'));
    expect(await partner.orders()).toMatchObject([{ external_id: 'F-1', notes: null, total_cents: 1999 }]);
  });
});
