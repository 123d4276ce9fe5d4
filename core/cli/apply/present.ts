/**
 * What a hub has of what a file declares, read over its operator API before anything is changed. It changes nothing.
 */
import type { JsonSchema } from '../../sdk/contract.ts';
import { askHub, type HubAccess, HubRefusal, listAll } from '../hub-client.ts';
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
}

/** Reads it. Rejects with one sentence when the hub cannot be reached or refuses. */
export async function readPresent(access: HubAccess, { organisations }: Declaration): Promise<Present> {
  const formats = await listAll<PresentFormat>(access, '/adapters');
  const found = new Map<string, PresentOrganisation>();
  for (const organisation of organisations) {
    const present = await readOrganisation(access, organisation);
    if (present) found.set(organisation.name, present);
  }
  return { formats, organisations: found };
}

async function readOrganisation(access: HubAccess, declared: DeclaredOrganisation): Promise<PresentOrganisation | undefined> {
  const at = `/orgs/${declared.name}`;
  const row = await findRow(access, at);
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

async function findRow(access: HubAccess, path: string): Promise<Row | undefined> {
  try {
    return (await askHub(access, path)) as Row; // as the operator API documents it
  } catch (error) {
    if (error instanceof HubRefusal && error.status === 404) return undefined;
    throw error;
  }
}
