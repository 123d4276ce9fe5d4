/**
 * `/orgs/{org}/stores`: the shops of an organisation. A store without a currency is in GBP, the default of the protocols
 * that have one, and without a time zone in UTC.
 */
import type { Awaitable } from '../domain/awaitable.ts';
import { fault, isFault, type FieldFault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type { Store } from '../domain/provisioning/store.ts';
import type { StoredConnector } from '../domain/provisioning/stored-connector.ts';
import { uuidV7 } from '../domain/uuid.ts';
import type { AdapterCatalogue } from '../sdk/catalogue.ts';
import { bodyReader } from './request/body.ts';
import { hintOf, openSettings } from './inbound/connector-settings.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { findOrganisation, findStore } from './request/lookups.ts';
import { listReply, pageParameters, pageRequest } from './request/paging.ts';
import { readQuery } from './request/query.ts';
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
  website_url: { type: ['string', 'null'], format: 'web-url', maxLength: 2_048 },
  currency: { type: 'string', format: 'currency' },
  timezone: { type: 'string', format: 'time-zone' },
  adapters: { type: ['array', 'null'], items: { type: 'string' }, uniqueItems: true, maxItems: 100 },
};

/** Reads the body of a creation. */
export const readStore = bodyReader<StoreSettings & { readonly slug: string; readonly name: string }>({
  properties: { slug: slugSchema, name: nameSchema, ...settingsProperties },
  required: ['slug', 'name'],
});

const readStoreChange = bodyReader<StoreSettings & { readonly name?: string }>({
  properties: { name: nameSchema, ...settingsProperties },
});

/** Create, list, get, change. The slug stands in paths and stays as it is. */
export function storeRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, catalogue, directory, clock, randomBytes } = dependencies;
  return [
    {
      method: 'POST',
      path: '/orgs/:org/stores',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const body = readStore(request.json);
        if (isFault(body)) return body;
        const faults = adapterFaults(body.adapters, catalogue);
        if (faults.length > 0) return fieldsRefused(faults);
        const now = clock.now();
        const store: Store = {
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
        if ((await repositories.stores.create(store)) === 'slug_taken') {
          return fault('conflict', 'another store of the organisation has this slug');
        }
        return jsonReply(201, view(store));
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org/stores',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const parameters = readQuery(request.query, pageParameters);
        if (isFault(parameters)) return parameters;
        return listReply(await repositories.stores.list(organisation.id, pageRequest(parameters)), view);
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org/stores/:store',
      async handle(request) {
        const store = await findStore(dependencies, request);
        return isFault(store) ? store : jsonReply(200, view(store));
      },
    },
    {
      method: 'PATCH',
      path: '/orgs/:org/stores/:store',
      async handle(request) {
        const store = await findStore(dependencies, request);
        if (isFault(store)) return store;
        const body = readStoreChange(request.json);
        if (isFault(body)) return body;
        const faults = adapterFaults(body.adapters, catalogue);
        if (faults.length > 0) return fieldsRefused(faults);
        const apply = (current: Store): Store => ({ ...changed(current, body), updatedAt: new Date(clock.now()) });
        const change = await repositories.stores.change(store.organisationId, store.id, apply, currentHint(dependencies));
        if (change === undefined) return fault('not_found');
        for (const id of change.connectorIds) directory.forget(id);
        return jsonReply(200, view(change.store));
      },
    },
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
  return (connector: StoredConnector, store: Store): Awaitable<string | null> => {
    const adapter = catalogue.find(connector.format)?.adapter;
    return adapter ? hintOf(adapter, openSettings(connector, secretBox), store) : connector.hint;
  };
}

function adapterFaults(adapters: readonly string[] | null | undefined, catalogue: AdapterCatalogue): readonly FieldFault[] {
  return (adapters ?? []).flatMap((format, index) =>
    catalogue.find(format) ? [] : [{ path: `adapters.${index}`, message: 'is not a loaded format' }],
  );
}

function view(store: Store) {
  return {
    id: store.id,
    org_id: store.organisationId,
    slug: store.slug,
    name: store.name,
    website_url: store.websiteUrl,
    currency: store.currency,
    timezone: store.timezone,
    adapters: store.adapters,
    created_at: store.createdAt,
    updated_at: store.updatedAt,
  };
}
