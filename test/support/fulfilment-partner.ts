/**
 * A fulfilment partner for front-door tests: a tenant with one connector, and orders sent as its `auth` asks for. It proves itself by
 * its own few lines, not by the hub's.
 */
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Answer, TestConnector, TestHub, TestTenant } from './hub.ts';
import type { AnyJson } from './json.ts';

/** Headers that prove a body. */
export type Proof = (connector: TestConnector, body: string) => Readonly<Record<string, string>>;

/** One way of proving: the setting, and how a partner does it. */
export interface WayIn {
  readonly auth: Readonly<Record<string, unknown>>;
  readonly prove: Proof;
  /** True when the connector is named by the path. */
  readonly byPath: boolean;
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** A token by hand; `key` is a secret for HS256. Claims and header may be anything. */
export function token(
  algorithm: 'HS256' | 'RS256' | 'ES256' | 'none',
  key: string | KeyObject,
  claims: Readonly<Record<string, unknown>> = { exp: nowSeconds() + 60 },
): string {
  const signed = `${base64url({ alg: algorithm, typ: 'JWT' })}.${base64url(claims)}`;
  if (algorithm === 'none') return `${signed}.`;
  const signature =
    typeof key === 'string'
      ? createHmac('sha256', key).update(signed).digest('base64url')
      : createSign('sha256').update(signed).sign({ key, dsaEncoding: 'ieee-p1363' }, 'base64url');
  return `${signed}.${signature}`;
}

/** The partner's keys; the private halves stay here. */
export const keys = {
  rsa: rsa.privateKey,
  rsaPem: rsa.publicKey.export({ type: 'spki', format: 'pem' }),
  elliptic: elliptic.privateKey,
  ellipticWebKey: elliptic.publicKey.export({ format: 'jwk' }),
};

const bearer = (value: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${value}` });

/** Every way of proving that a connector may ask for. */
export const waysIn: Readonly<Record<string, WayIn>> = {
  bearer: { auth: { type: 'bearer' }, prove: ({ key }) => bearer(key), byPath: false },
  basic: {
    auth: { type: 'basic', user: 'acme', password: 'open sesame' },
    prove: () => ({ authorization: `Basic ${Buffer.from('acme:open sesame').toString('base64')}` }),
    byPath: true,
  },
  'hmac in hex': {
    auth: { type: 'hmac', header: 'X-Acme-Signature', encoding: 'hex', prefix: 'sha256=', timestamp_header: 'X-Acme-Time' },
    prove: ({ secret }, body) => {
      const time = String(nowSeconds());
      const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
      return { 'x-acme-time': time, 'x-acme-signature': `sha256=${digest}` };
    },
    byPath: true,
  },
  'hmac in base64': {
    auth: { type: 'hmac', header: 'X-Sign', encoding: 'base64' },
    prove: ({ secret }, body) => ({ 'x-sign': createHmac('sha256', secret).update(body).digest('base64') }),
    byPath: true,
  },
  'jwt with our secret': {
    auth: { type: 'jwt', algorithm: 'HS256', issuer: 'acme' },
    prove: ({ secret }) => bearer(token('HS256', secret, { exp: nowSeconds() + 60, iss: 'acme' })),
    byPath: true,
  },
  'jwt with a public key': {
    auth: { type: 'jwt', algorithm: 'RS256', public_key: keys.rsaPem, audience: 'hub' },
    prove: () => bearer(token('RS256', keys.rsa, { exp: nowSeconds() + 60, aud: ['other', 'hub'] })),
    byPath: true,
  },
  'jwt with a key set': {
    auth: { type: 'jwt', algorithm: 'ES256', jwks: { keys: [keys.ellipticWebKey] } },
    prove: () => bearer(token('ES256', keys.elliptic)),
    byPath: true,
  },
};

/** One partner. */
export interface Partner {
  readonly tenant: TestTenant;
  readonly connector: TestConnector;
  /** Where it posts to, with its own id in it unless its key names it. */
  readonly path: string;
  /** Sends a body, proved; `headers` are added to the proof, or stand in its place where `prove` is false. */
  send(body: unknown, options?: { headers?: Record<string, string>; prove?: boolean; path?: string }): Promise<Answer>;
  orders(): Promise<AnyJson[]>;
}

/** A partner of its own; `config` are the settings beside `auth`. */
export async function openPartner(
  hub: TestHub,
  way: WayIn,
  config: Readonly<Record<string, unknown>> = {},
  options: Readonly<Record<string, unknown>> = {},
): Promise<Partner> {
  const tenant = await hub.tenant();
  const connector = await hub.connector(tenant, 'fulfilment', { config: { ...config, auth: way.auth }, ...options });
  const path = way.byPath ? `/webhook/orders/${connector.id}` : '/webhook/orders';
  return {
    tenant,
    connector,
    path,
    send: (value, { headers = {}, prove = true, path: other = path } = {}) => {
      const body = typeof value === 'string' ? value : JSON.stringify(value);
      return hub.call('POST', other, { body, headers: { ...(prove ? way.prove(connector, body) : {}), ...headers } });
    },
    orders: async () => {
      const answer = await hub.call('GET', '/v1/orders', { headers: { authorization: `Bearer ${tenant.readKey}` } });
      const { rows } = answer.json as { rows: AnyJson[] }; // the read API's own test holds it to this
      return rows;
    },
  };
}

/** The smallest order that there is. */
export const smallOrder = (id: string) => ({
  order_id: id,
  items: [{ sku: 'W-1', quantity: 1, unit_price: 19.99 }],
  shipping_address: { line1: '1 High Street', country: 'GB' },
});
