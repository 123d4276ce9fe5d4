/** Why a signature was refused, as an operator reads it; and that a sender reads nothing of it. */
import { createHash, createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually, pcSignature, startTestHub, type Answer, type TestConnector, type TestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { pluginFolder } from '../support/plugin-folder.ts';
import { websiteSignature } from '../support/website-shop.ts';

const body = '{"external_id":"s-1","lines":[{"description":"Mug","quantity":1,"unit_price_cents":1}]}';
const now = () => Math.floor(Date.now() / 1_000);
const hmac = (secret: string, text: string | Uint8Array) => createHmac('sha256', secret).update(text);

/** A hub for a few tests, since it looks into so many refusals at once only. */
async function newHub(variables: Record<string, string> = {}) {
  const hub = await startTestHub(variables);
  const connect = async (format = 'peptideclients', options: Record<string, unknown> = { require_signature: true }) =>
    hub.connector(await hub.tenant(), format, options);
  return { ...hub, connect };
}

/** What the log says of the latest request of a connector. */
const latestOf = (hub: Pick<TestHub, 'admin'>, { id }: TestConnector): Promise<AnyJson> =>
  eventually(async () => {
    const { rows } = (await hub.admin('GET', `/connectors/${id}/requests?limit=1`)).json;
    return rows.length === 0 ? undefined : (await hub.admin('GET', `/requests/${rows[0].id}`)).json;
  });

/** Sends an order with a signature, and gives what the log says of it. */
async function verdictOn(
  hub: Awaited<ReturnType<typeof newHub>>,
  sent: string | Uint8Array,
  signature: (connector: TestConnector) => string | undefined | Record<string, string>,
): Promise<AnyJson> {
  const connector = await hub.connect();
  const given = signature(connector);
  const signed = typeof given === 'string' ? { 'pc-signature': given } : (given ?? {});
  const { status } = await hub.call('POST', '/integrations/v1/orders', {
    body: sent,
    headers: { authorization: `Bearer ${connector.key}`, ...signed },
  });
  expect(status).toBe(401);
  return (await latestOf(hub, connector)).signature;
}

const codes = ({ hints }: AnyJson): unknown => hints.map(({ code }: AnyJson) => code);

describe('a refused signature', () => {
  let hub: Awaited<ReturnType<typeof newHub>>;
  beforeAll(async () => void (hub = await newHub()));

  it('is shown with what came and the usual causes, and without the signature or the secret', async () => {
    const connector = await hub.connect();
    const given = pcSignature('an old secret', body);
    const headers = { authorization: `Bearer ${connector.key}`, 'pc-signature': given };
    await hub.call('POST', '/integrations/v1/orders', { body, headers });
    const row = await latestOf(hub, connector);
    expect(row.signature).toMatchObject({
      scheme: 'HMAC-SHA256 of t, a dot and the body, as t=<seconds since 1970>,v1=<64 hexadecimal digits>',
      header: 'PC-Signature',
      state: 'signature_invalid',
      given: '64 hexadecimal digits',
      timestamp: expect.stringMatching(/^20\d\d-/),
      tolerance_seconds: 300,
      body_bytes: body.length,
      body_sha256: createHash('sha256').update(body).digest('hex'),
      active_secrets: 1,
    });
    expect(Math.abs(row.signature.clock_skew_seconds)).toBeLessThan(60);
    expect(codes(row.signature)).toEqual(['other_secret', 'body_changed', 'wrong_form']);
    const everything = JSON.stringify(row);
    for (const secret of [connector.secret, connector.key, given.slice(-64)]) expect(everything).not.toContain(secret);
  });

  it('of no known form is told from none', async () => {
    expect(codes(await verdictOn(hub, body, () => 'sha256=abc'))).toEqual(['wrong_form']);
    const missing = await verdictOn(hub, body, () => ({}));
    expect([codes(missing), missing.given, missing.state]).toEqual([['header_missing'], null, 'signature_missing']);
    const elsewhere = await verdictOn(hub, body, () => ({ 'x-hub-signature-256': 'sha256=abc' }));
    expect(elsewhere.hints[0].text).toContain('x-hub-signature-256');
  });
});

describe('a body that is no longer what was signed is told by trial:', () => {
  let hub: Awaited<ReturnType<typeof newHub>>;
  beforeAll(async () => void (hub = await newHub()));

  const order = {
    external_id: 's-1',
    notes: 'Caf\u00e9 https://example.com/',
    lines: [{ description: 'Mug', quantity: 1, unit_price_cents: 1 }],
  };
  const compact = JSON.stringify(order);
  const cases: readonly [string, string, string | Uint8Array, string | Uint8Array][] = [
    ['a line break more', 'line_break_added', body, `${body}\n`],
    ['a line break less', 'line_break_lost', `${body}\n`, body],
    ['a byte order mark', 'byte_order_mark_added', body, `\uFEFF${body}`],
    ['other line ends', 'line_ends_changed', `{\n"external_id":"s-1"\n}`, `{\r\n"external_id":"s-1"\r\n}`],
    [
      'JSON with blanks, as Python writes it',
      'json_rewritten',
      '{"external_id": "s-1", "lines": []}',
      '{"external_id":"s-1","lines":[]}',
    ],
    ['JSON without blanks', 'json_rewritten', compact, JSON.stringify(order, null, 2)],
    ['JSON as PHP writes it', 'json_rewritten', compact.replaceAll('/', '\\/').replace('\u00e9', '\\u00e9'), compact],
    ['Latin-1 that became UTF-8', 'character_set_changed', Buffer.from(compact, 'latin1'), compact],
    ['a body that came after the signature', 'body_not_signed', '', body],
  ];

  it.each(cases)('%s', async (_name, cause, signed, sent) => {
    const at = now();
    const signature = ({ secret }: TestConnector) =>
      `t=${at},v1=${createHmac('sha256', secret).update(`${at}.`).update(signed).digest('hex')}`;
    expect(codes(await verdictOn(hub, sent, signature))).toEqual([cause]);
  });
});

it('is told by trial of one connector while another is refused again and again', async () => {
  const hub = await newHub();
  const [steady, other] = [await hub.connect(), await hub.connect()];
  const send = ({ key }: TestConnector, secret: string, sent: string) =>
    hub.call('POST', '/integrations/v1/orders', {
      body: sent,
      headers: { authorization: `Bearer ${key}`, 'pc-signature': pcSignature(secret, body) },
    });
  const refused = Array.from({ length: 100 }, () => send(steady, 'an old secret', body));
  await Promise.all([...refused, send(other, other.secret, `${body}\n`)]);
  expect(codes((await latestOf(hub, other)).signature)).toEqual(['line_break_added']);
});

describe('a secret that is not the signing secret', () => {
  let hub: Awaited<ReturnType<typeof newHub>>;
  beforeAll(async () => void (hub = await newHub()));

  it('is told to be the one of before, the key, or one with a blank', async () => {
    expect(codes(await verdictOn(hub, body, ({ key }) => pcSignature(key, body)))).toEqual(['key_as_secret']);
    expect(codes(await verdictOn(hub, body, ({ secret }) => pcSignature(`${secret}\n`, body)))).toEqual(['secret_with_blank']);

    const connector = await hub.connect();
    await hub.admin('POST', `/connectors/${connector.id}/rotate-secret`, { grace_seconds: 3_600 });
    await hub.query(
      `update crossdock.connectors set previous_secret_expires_at = now() - interval '1 hour' where id = '${connector.id}'`,
    );
    const send = (secret: string): Promise<Answer> =>
      hub.call('POST', '/integrations/v1/orders', {
        body,
        headers: { authorization: `Bearer ${connector.key}`, 'pc-signature': pcSignature(secret, body) },
      });
    // The hub may remember for two seconds that the grace still ran.
    const refused = await eventually(async () => {
      const answer = await send(connector.secret);
      return answer.status === 401 ? answer : undefined;
    });
    const row = await eventually(async () => {
      const latest = await latestOf(hub, connector);
      return latest.status_code === 401 ? latest : undefined;
    });
    expect(codes(row.signature)).toEqual(['former_secret']);
    // Whoever sends it reads the same as for any other secret.
    expect([refused.status, refused.text]).toEqual([401, (await send('whatever else')).text]);
  });
});

describe('a clock that is off', () => {
  let hub: Awaited<ReturnType<typeof newHub>>;
  beforeAll(async () => void (hub = await newHub()));

  const late = (secret: string) => pcSignature(secret, body, now() - 900);

  it('is told by how much, when the signature is right else', async () => {
    const verdict = await verdictOn(hub, body, ({ secret }) => late(secret));
    expect(codes(verdict)).toEqual(['clock_off', 'sent_late']);
    expect(verdict.clock_skew_seconds).toBeLessThanOrEqual(-900);
    expect(verdict.hints[0].text).toMatch(/signed 9\d\d seconds before the hub's time, and 300 are allowed/);
  });

  it('is not taken for all that is wrong', async () => {
    expect(codes(await verdictOn(hub, body, () => late('another secret')))).toEqual([
      'clock_off',
      'other_secret',
      'body_changed',
    ]);
    expect(codes(await verdictOn(hub, `${body}\n`, ({ secret }) => late(secret)))).toEqual(['line_break_added', 'clock_off']);
  });

  it('is told from one in milliseconds', async () => {
    const verdict = await verdictOn(hub, body, ({ secret }) => {
      const at = Date.now();
      return `t=${at},v1=${hmac(secret, `${at}.${body}`).digest('hex')}`;
    });
    expect(codes(verdict)).toEqual(['timestamp_milliseconds', 'wrong_form']);
  });
});

describe('a signature that is written otherwise', () => {
  let hub: Awaited<ReturnType<typeof newHub>>;
  beforeAll(async () => void (hub = await newHub()));

  it('in base64 where hexadecimal digits are asked for, or with another word before it', async () => {
    const at = now();
    const base64 = ({ secret }: TestConnector) => `t=${at},v1=${hmac(secret, `${at}.${body}`).digest('base64')}`;
    expect(codes(await verdictOn(hub, body, base64))).toEqual(['written_as_base64']);

    const website = await hub.connect('website', {});
    const message = '{"submission_id":"m-1"}';
    const digits = websiteSignature(website.secret, message, at).slice('v1='.length);
    const headers = {
      authorization: `Bearer ${website.key}`,
      'x-cw-timestamp': String(at),
      'x-cw-signature': `sha256=${digits}`,
    };
    await hub.call('POST', '/webhooks/website/messages/contact', { body: message, headers });
    const { signature } = await latestOf(hub, website);
    expect([codes(signature), signature.scheme]).toEqual([
      ['other_prefix'],
      'HMAC-SHA256 of {timestamp}.{body}, with X-CW-Timestamp, as v1=<64 hexadecimal digits>',
    ]);
  });

  it('in hexadecimal digits where base64 is asked for, by a shop that is known by its connector', async () => {
    const shop = await hub.connect('woocommerce', {});
    const headers = { 'x-wc-webhook-topic': 'order.created', 'x-wc-webhook-signature': hmac(shop.secret, body).digest('hex') };
    await hub.call('POST', `/integrations/v1/webhook/woocommerce/${shop.id}`, { body, headers });
    const { signature } = await latestOf(hub, shop);
    expect([codes(signature), signature.clock_skew_seconds, signature.tolerance_seconds]).toEqual([
      ['written_as_hexadecimal'],
      null,
      null,
    ]);
  });

  it('by a partner whose settings name the header', async () => {
    const auth = { type: 'hmac', header: 'X-Acme-Sign', encoding: 'hex', prefix: 'sha256=' };
    const partner = await hub.connect('fulfilment', { config: { auth } });
    const headers = { 'x-acme-sign': hmac(partner.secret, body).digest('hex') };
    await hub.call('POST', `/webhook/orders/${partner.id}`, { body, headers });
    const { signature } = await latestOf(hub, partner);
    expect([codes(signature), signature.header, signature.scheme]).toEqual([
      ['other_prefix'],
      'X-Acme-Sign',
      'HMAC-SHA256 of the body, as sha256=<64 hexadecimal digits>',
    ]);
  });
});

it('is found out of an isolated adapter too', { timeout: 30_000 }, async () => {
  const hub = await newHub({ CROSSDOCK_PLUGINS: await pluginFolder({}, ['peptideclients\n    isolation: worker']) });
  const verdict = await verdictOn(hub, `${body}\n`, ({ secret }) => pcSignature(secret, body));
  expect([codes(verdict), verdict.tolerance_seconds, verdict.scheme]).toEqual([
    ['line_break_added'],
    300,
    expect.stringMatching(/^HMAC-SHA256/),
  ]);
});
