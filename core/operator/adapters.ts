/**
 * `/adapters`: the formats that this hub speaks, what it takes to connect a storefront of each, and those that it could not
 * load.
 */
import { jsonReply } from '../domain/http-reply.ts';
import { component } from '../schemas/field.ts';
import type { HostedInbound, LoadedAdapter } from '../sdk/catalogue.ts';
import type { Setup } from '../sdk/setup.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { deliveryUrls } from './inbound/connector-view.ts';
import { operation } from './request/operation.ts';
import { pageParameters } from './request/paging.ts';
import type { OperatorRoute } from './request/route.ts';

/** One list, whole: there are as many rows as plugins.yaml names. */
export function adapterRoutes({ catalogue, publicUrl }: OperatorDependencies): readonly OperatorRoute[] {
  return [
    operation({
      method: 'GET',
      path: '/adapters',
      operationId: 'listAdapters',
      summary: 'Lists the formats that this hub speaks, and those that it could not load',
      description: 'All of them are on one page, whatever `limit` says.',
      query: pageParameters,
      answers: { 200: component('AdapterList') },
      handle() {
        const { loaded, failed } = catalogue;
        const rows = loaded.map((adapter) => view(adapter, publicUrl));
        const failures = failed.map(({ source, reason }) => ({ source, error: reason }));
        return Promise.resolve(jsonReply(200, { rows, next_cursor: null, failed: failures }));
      },
    }),
  ];
}

function view({ adapter, source, isolation, health }: LoadedAdapter, publicUrl: string) {
  const { failuresRecently = 0, lastFailure } = health?.() ?? {};
  const { format, version, keyPrefix, scopes, configSchema, inbound, outbound, setup } = adapter;
  return {
    id: format,
    name: setup?.title ?? format,
    description: setup?.description ?? null,
    version,
    source,
    capabilities: [...(inbound ? capabilitiesOf(inbound) : []), ...(outbound ? ['outbound'] : [])],
    key_prefix: keyPrefix ?? null,
    signature: inbound?.signature?.required ?? null,
    signature_header: inbound?.signature?.header ?? null,
    scopes,
    config_schema: configSchema,
    delivery_url_patterns: deliveryUrls(adapter, '{connector_id}', publicUrl),
    setup: setup ? setupView(setup) : null,
    routes: (inbound?.routes ?? []).map(({ method, path, summary, scope }) => ({ method, path, summary, scope })),
    events: outbound?.events ?? [],
    isolation: isolation ?? 'none',
    failures_recently: failuresRecently,
    last_failure: lastFailure ? { ...lastFailure, at: new Date(lastFailure.at) } : null,
  };
}

function setupView({ steps, firstRequest, others = {} }: Setup) {
  const named = Object.entries(others).map(([id, guide]) => ({
    id,
    name: guide.title,
    description: guide.description,
    steps: guide.steps,
    first_request: guide.firstRequest ?? null,
  }));
  return { steps, first_request: firstRequest ?? null, others: named };
}

/** What the format can do follows from what it has. */
function capabilitiesOf({ routes, signature, hintOf }: HostedInbound): readonly string[] {
  return [
    'inbound',
    ...(signature ? ['signatures'] : []),
    ...(hintOf ? ['keyless'] : []),
    ...(routes.some(({ idempotencyKey }) => idempotencyKey) ? ['idempotency'] : []),
  ];
}
