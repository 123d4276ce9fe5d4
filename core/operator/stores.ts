/**
 * `/orgs/{org}/stores`: the shops of an organisation. A store without a currency is in GBP, the default of the protocols
 * that have one, and without a time zone in UTC.
 */
import type { Awaitable } from '../domain/awaitable.ts';
import { fault, type FieldFault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type { Store } from '../domain/provisioning/store.ts';
import type { StoredConnector } from '../domain/provisioning/stored-connector.ts';
import { uuidV7 } from '../domain/uuid.ts';
import { component } from '../schemas/field.ts';
import type { AdapterCatalogue } from '../sdk/catalogue.ts';
import { bodyReader } from './request/body.ts';
import { hintOf, openSettings } from './inbound/connector-settings.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation, findStore } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from './request/paging.ts';
import type { OperatorRoute } from './request/route.ts';
import { nameSchema, slugSchema } from './request/schemas.ts';
import { fieldsRefused } from './request/wording.ts';

interface StoreSettings {
  readonly website_url?: string | null;
  readonly currency?: string;
  readonly timezone?: string;
  readonly adapters?: readonly string[] | null;
}

const settingsProperties = {
  website_url: {
    type: ['string', 'null'],
    format: 'web-url',
    maxLength: 2_048,
    description: 'Where the shop is.',
    examples: ['https://shop.example.com'],
  },
  currency: {
    type: 'string',
    format: 'currency',
    description: 'The currency of what comes without one; GBP for a new store that names none.',
    examples: ['GBP'],
  },
  timezone: {
    type: 'string',
    format: 'time-zone',
    description: 'The time zone of times that come without one; UTC for a new store that names none.',
    examples: ['Europe/London'],
  },
  adapters: {
    type: ['array', 'null'],
    items: { type: 'string' },
    uniqueItems: true,
    maxItems: 100,
    description: 'The formats that its connectors may have; null means all that are loaded.',
    examples: [['woocommerce']],
  },
};

/** Reads the body of a creation. */
export const readStore = bodyReader<StoreSettings & { readonly slug: string; readonly name: string }>({
  properties: { slug: slugSchema, name: nameSchema, ...settingsProperties },
  required: ['slug', 'name'],
});

const readStoreChange = bodyReader<StoreSettings & { readonly name?: string }>({
  properties: { name: nameSchema, ...settingsProperties },
});

const slugTaken = fault('conflict', 'another store of the organisation has this slug');
const store = component('Store');

/** Create, list, get, change. The slug stands in paths and stays as it is. */
export function storeRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, catalogue, directory, clock, randomBytes } = dependencies;
  return [
    operation({
      method: 'POST',
      path: '/orgs/:org/stores',
      operationId: 'createStore',
      summary: 'Makes a store',
      find: (request) => findOrganisation(dependencies, request),
      body: readStore,
      answers: { 201: store },
      refusals: [slugTaken],
      async handle({ subject: organisation, body }) {
        const faults = adapterFaults(body.adapters, catalogue);
        if (faults.length > 0) return fieldsRefused(faults);
        const now = clock.now();
        const made: Store = {
          organisationId: organisation.id,
          id: uuidV7(now, randomBytes),
          slug: body.slug,
          name: body.name,
          websiteUrl: body.website_url ?? null,
          currency: body.currency ?? 'GBP',
          timezone: body.timezone ?? 'UTC',
          adapters: body.adapters ?? null,
          createdAt: new Date(now),
          updatedAt: new Date(now),
        };
        return (await repositories.stores.create(made)) === 'slug_taken' ? slugTaken : jsonReply(201, view(made));
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/stores',
      operationId: 'listStores',
      summary: "Lists an organisation's stores, in the order in which they were made",
      find: (request) => findOrganisation(dependencies, request),
      query: pageParameters,
      answers: { 200: pageOf(store) },
      async handle({ subject: organisation, query }) {
        return listReply(await repositories.stores.list(organisation.id, pageRequest(query)), view);
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/stores/:store',
      operationId: 'getStore',
      summary: 'Gives one store',
      find: (request) => findStore(dependencies, request),
      answers: { 200: store },
      handle: ({ subject }) => Promise.resolve(jsonReply(200, view(subject))),
    }),
    operation({
      method: 'PATCH',
      path: '/orgs/:org/stores/:store',
      operationId: 'changeStore',
      summary: 'Changes a store',
      description: 'What is absent stays as it is. The slug cannot be changed.',
      find: (request) => findStore(dependencies, request),
      body: readStoreChange,
      answers: { 200: store },
      async handle({ subject, body }) {
        const faults = adapterFaults(body.adapters, catalogue);
        if (faults.length > 0) return fieldsRefused(faults);
        const apply = (current: Store): Store => ({ ...changed(current, body), updatedAt: new Date(clock.now()) });
        const change = await repositories.stores.change(subject.organisationId, subject.id, apply, currentHint(dependencies));
        if (change === undefined) return fault('not_found');
        for (const id of change.connectorIds) directory.forget(id);
        return jsonReply(200, view(change.store));
      },
    }),
  ];
}

function changed(current: Store, body: StoreSettings & { readonly name?: string }): Store {
  return {
    ...current,
    name: body.name ?? current.name,
    websiteUrl: body.website_url === undefined ? current.websiteUrl : body.website_url,
    currency: body.currency ?? current.currency,
    timezone: body.timezone ?? current.timezone,
    adapters: body.adapters === undefined ? current.adapters : body.adapters,
  };
}

/** The hint of a connector whose adapter is not loaded stays as it is: nobody here can tell it. */
function currentHint({ catalogue, secretBox }: OperatorDependencies) {
  return (connector: StoredConnector, of: Store): Awaitable<string | null> => {
    const adapter = catalogue.find(connector.format)?.adapter;
    return adapter ? hintOf(adapter, openSettings(connector, secretBox), of) : connector.hint;
  };
}

function adapterFaults(adapters: readonly string[] | null | undefined, catalogue: AdapterCatalogue): readonly FieldFault[] {
  return (adapters ?? []).flatMap((format, index) =>
    catalogue.find(format) ? [] : [{ path: `adapters.${index}`, message: 'is not a loaded format' }],
  );
}

function view(row: Store) {
  return {
    id: row.id,
    org_id: row.organisationId,
    slug: row.slug,
    name: row.name,
    website_url: row.websiteUrl,
    currency: row.currency,
    timezone: row.timezone,
    adapters: row.adapters,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}
