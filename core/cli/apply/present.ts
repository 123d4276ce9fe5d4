/**
 * What a hub has of what a file declares, read over its operator API before anything is changed. It changes nothing.
 */
import type { JsonSchema } from '../../sdk/contract.ts';
import { askHub, callHub, type HubAccess, HubRefusal, listAll } from '../hub-client.ts';
import type { Declaration, DeclaredOrganisation, Fields } from './declaration.ts';

/** An object as the operator API shows it. */
export type Row = Fields & { readonly id: string };

/** A loaded adapter, as far as declarations depend on it. */
export interface PresentFormat {
  readonly id: string;
  readonly capabilities: readonly string[];
  /** When signatures are asked for; null for a format without. */
  readonly signature: string | null;
  readonly scopes: readonly string[];
  readonly config_schema: JsonSchema;
  /** What it sends. */
  readonly events: readonly string[];
}

/** An organisation that the hub has. */
export interface PresentOrganisation {
  readonly row: Row;
  readonly stores: readonly Row[];
  /** Those that were not revoked, by the slug of their store. */
  readonly connectors: ReadonlyMap<string, readonly Row[]>;
  readonly products: readonly Row[];
  readonly endpoints: readonly Row[];
}

/** The part of a hub that a declaration is about. */
export interface Present {
  readonly formats: readonly PresentFormat[];
  /** By slug. */
  readonly organisations: ReadonlyMap<string, PresentOrganisation>;
  /** Why the hub would not deliver to URLs that it has no endpoint for; only those that it refuses. */
  readonly refusedUrls: ReadonlyMap<string, string>;
}

/** The most that the hub judges in one call. */
const mostUrls = 100;

/** Reads it. Rejects with one sentence when the hub cannot be reached or refuses. */
export async function readPresent(access: HubAccess, { organisations }: Declaration): Promise<Present> {
  const formats = await listAll<PresentFormat>(access, '/adapters');
  const found = new Map<string, PresentOrganisation>();
  for (const organisation of organisations) {
    const present = await readOrganisation(access, organisation);
    if (present) found.set(organisation.name, present);
  }
  return { formats, organisations: found, refusedUrls: await readRefusedUrls(access, newUrls(organisations, found)) };
}

function newUrls(
  organisations: readonly DeclaredOrganisation[],
  found: ReadonlyMap<string, PresentOrganisation>,
): readonly string[] {
  return organisations.flatMap(({ name, endpoints }) => {
    const known = new Set(found.get(name)?.endpoints.map(({ url }) => url));
    return endpoints.flatMap(({ fields: { url } }) => (typeof url === 'string' && !known.has(url) ? [url] : []));
  });
}

/** Nothing where the caller may not ask: then making the endpoint will tell. */
async function readRefusedUrls(access: HubAccess, urls: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (let start = 0; start < urls.length; start += mostUrls) {
    const body = { urls: urls.slice(start, start + mostUrls) };
    const answer = await unlessMissing(callHub(access, 'POST', '/webhook-urls/judge', body));
    const { rows = [] } = (answer ?? {}) as {
      readonly rows?: readonly { readonly url: string; readonly detail: string | null }[];
    }; // as the operator API documents it
    for (const { url, detail } of rows) if (detail !== null) refused.set(url, detail);
  }
  return refused;
}

async function readOrganisation(access: HubAccess, declared: DeclaredOrganisation): Promise<PresentOrganisation | undefined> {
  const at = `/orgs/${declared.name}`;
  const row = (await unlessMissing(askHub(access, at))) as Row | undefined; // as the operator API documents it
  if (row === undefined) return undefined;
  const stores = await listAll<Row>(access, `${at}/stores`);
  const connectors = new Map<string, readonly Row[]>();
  for (const { name, connectors: wanted } of declared.stores) {
    if (wanted.length === 0 || !stores.some(({ slug }) => slug === name)) continue;
    const all = await listAll<Row>(access, `${at}/stores/${name}/connectors`);
    connectors.set(
      name,
      all.filter(({ status }) => status !== 'revoked'),
    );
  }
  const products = declared.products.length === 0 ? [] : await listAll<Row>(access, `${at}/products`);
  const endpoints = declared.endpoints.length === 0 ? [] : await listAll<Row>(access, `${at}/webhook-endpoints`);
  return { row, stores, connectors, products, endpoints };
}

async function unlessMissing(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof HubRefusal && error.status === 404) return undefined;
    throw error;
  }
}
