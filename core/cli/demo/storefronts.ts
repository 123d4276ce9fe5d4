/**
 * The storefronts of a demonstration: which samples of the shipped adapters are played, each with a connector of its own and
 * signed as that storefront signs. What the samples are is in each adapter's fixtures; no body is altered.
 */
import { randomBytes } from 'node:crypto';
import { findAdapterFolder, type RegisteredAdapter } from '../../registry/adapter-folder.ts';
import { callHub, type HubAccess, reach } from '../hub-client.ts';
import { pathFor, storefrontHeaders, type StorefrontIdentity } from '../storefront-request.ts';

/** The samples to play, by format and in their order. */
const played: Readonly<Record<string, readonly string[]>> = {
  peptideclients: ['create an order'],
  woocommerce: ['009-created-order.created', '010-created-order.updated', '120-checkout-placed-order.created'],
  website: ['order-full', 'contact-message'],
  shopify: ['s06-multicurrency-shop-aud-presentment-usd.json'],
  fulfilment: ['plain-order.json'],
  storeep: ['visit'],
};

/** What the samples sell, for formats whose orders name only products that the organisation has. */
export const demoProducts = ['ABC-001', 'ABC-002'].map((sku) => ({ sku, title: `Demo product ${sku}` }));

/** One request that was played. */
export interface Played {
  readonly format: string;
  readonly sample: string;
  readonly bytes: number;
  /** What the hub answered. */
  readonly status: number;
  readonly milliseconds: number;
}

/** A storefront with its connector. */
export interface Storefront {
  readonly format: string;
  readonly connectorId: string;
  /** Plays its samples, telling of each. */
  play(onPlayed: (played: Played) => void): Promise<void>;
}

/** The formats that can be played at a hub which has loaded these. */
export function playableFormats(loaded: readonly string[]): readonly string[] {
  return Object.keys(played).filter((format) => loaded.includes(format));
}

/** Makes a connector in the store at `path`, such as `/orgs/acme/stores/shop`. Rejects with a sentence when it cannot. */
export async function openStorefront(access: HubAccess, path: string, format: string): Promise<Storefront> {
  const found = await findAdapterFolder(format, process.env['CROSSDOCK_PLUGINS'] || undefined, process.env);
  if (typeof found === 'string') throw new Error(found);
  const { secretSetting } = found.samples.requests.find(({ proof }) => proof?.secretSetting !== undefined)?.proof ?? {};
  const ownSecret = randomBytes(24).toString('hex');
  const config = { ...found.samples.config, ...(secretSetting !== undefined && { [secretSetting]: ownSecret }) };
  const body = { name: `Demo ${format}`, payload_format: format, config };
  const made = (await callHub(access, 'POST', `${path}/connectors`, body)) as {
    readonly id: string;
    readonly key: string | null;
    readonly signing_secret_plain: string;
  }; // as the operator API documents it
  const secret = secretSetting === undefined ? made.signing_secret_plain : ownSecret;
  const identity = { secret, config, ...(made.key !== null && { key: made.key }) };
  return {
    format,
    connectorId: made.id,
    async play(onPlayed) {
      for (const sample of played[format] ?? []) onPlayed(await playOne(access.hub, found, sample, made.id, identity));
    },
  };
}

async function playOne(
  hub: string,
  { samples, mount, adapter }: RegisteredAdapter,
  name: string,
  connectorId: string,
  identity: StorefrontIdentity,
): Promise<Played> {
  const { request } = samples.requests.find((sample) => sample.name === name) ?? {};
  if (request === undefined) throw new Error(`${adapter.format} has no sample ${name}`);
  const { method, body, params } = request;
  const path = pathFor(request, Object.keys(params).length > 0 ? connectorId : undefined);
  const startedAt = performance.now();
  const response = await reach(`${hub.replace(/\/+$/, '')}${mount}${path}`, {
    method,
    headers: storefrontHeaders(samples, request, identity),
    body: Uint8Array.from(body),
  });
  await response.arrayBuffer();
  const milliseconds = Math.round(performance.now() - startedAt);
  return { format: adapter.format, sample: name, bytes: body.length, status: response.status, milliseconds };
}
