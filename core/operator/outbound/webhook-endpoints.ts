/**
 * `/orgs/{org}/webhook-endpoints` and `/webhook-endpoints/{id}`: where events are delivered to. The signing secret is
 * shown when it is made, and never again.
 */
import { fault, isFault, type Fault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { Store } from '../../domain/provisioning/store.ts';
import type { WebhookEndpoint } from '../../domain/provisioning/webhook-endpoint.ts';
import { uuidV7 } from '../../domain/uuid.ts';
import type { HostedOutbound } from '../../sdk/catalogue.ts';
import { bodyReader, readNothing } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import {
  type EndpointChangeBody,
  endpointFaults,
  readEndpoint,
  readEndpointChange,
  urlFault,
  withChanges,
} from './endpoint-body.ts';
import { findOrganisation, isIdOrSlug, locate, type Located } from '../request/lookups.ts';
import { listReply, pageParameters, pageRequest } from '../request/paging.ts';
import { readQuery, text } from '../request/query.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { graceEnd, newEndpointSecret, rotate, type RotationBody, rotationShape, secretContext } from '../secrets.ts';
import { fieldsRefused } from '../request/wording.ts';

/** The format of endpoints that operators make. */
const format = 'peptideclients';
const defaultMaxAttempts = 5;

/** Endpoints that storefronts make through their own API are listed by naming their format. */
const listParameters = { ...pageParameters, format: text };

const readRotation = bodyReader<RotationBody>(rotationShape);

/** Create, list, get, change, delete, rotate the secret. */
export function webhookEndpointRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, secretBox, clock, randomBytes } = dependencies;
  const { endpoints } = repositories;
  const viewFor =
    ({ caller }: OperatorRequest) =>
    (endpoint: WebhookEndpoint) =>
      endpointView(endpoint, clock.now(), caller.role === 'org_member');
  return [
    {
      method: 'POST',
      path: '/orgs/:org/webhook-endpoints',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const body = readEndpoint(request.json);
        if (isFault(body)) return body;
        const store = await checked(dependencies, organisation.id, body);
        if (isFault(store)) return store;
        const now = new Date(clock.now());
        const id = uuidV7(now.getTime(), randomBytes);
        const secret = newEndpointSecret(randomBytes);
        const blank: WebhookEndpoint = {
          organisationId: organisation.id,
          id,
          storeId: null,
          format,
          connectorId: null,
          transport: 'http',
          url: body.url,
          description: null,
          eventTypes: body.event_types,
          headers: {},
          maxAttempts: defaultMaxAttempts,
          retrySchedule: null,
          ratePerSecond: null,
          concurrency: null,
          paused: false,
          standardWebhooks: false,
          enabled: true,
          disabledReason: null,
          sealedSecret: secretBox.seal(secret, secretContext('webhook_endpoints', organisation.id, id)),
          sealedPreviousSecret: null,
          previousSecretExpiresAt: null,
          secretChangedAt: now,
          createdAt: now,
          updatedAt: now,
          deletedAt: null,
        };
        const endpoint = withChanges(blank, body, store, now);
        const created = await endpoints.create(endpoint, enabledLimit(dependencies));
        if (created === 'limit_reached') return fault('endpoint_limit_reached');
        return jsonReply(201, { ...viewFor(request)(endpoint), signing_secret_plain: secret });
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org/webhook-endpoints',
      async handle(request) {
        const organisation = await findOrganisation(dependencies, request);
        if (isFault(organisation)) return organisation;
        const parameters = readQuery(request.query, listParameters);
        if (isFault(parameters)) return parameters;
        return listReply(
          await endpoints.list(organisation.id, parameters.format ?? format, pageRequest(parameters)),
          viewFor(request),
        );
      },
    },
    {
      method: 'GET',
      path: '/webhook-endpoints/:id',
      async handle(request) {
        const located = await locate(dependencies, 'webhook_endpoint', request);
        if (isFault(located)) return located;
        const endpoint = await endpoints.find(located.organisationId, located.id);
        return endpoint ? jsonReply(200, viewFor(request)(endpoint)) : fault('not_found');
      },
    },
    {
      method: 'PATCH',
      path: '/webhook-endpoints/:id',
      async handle(request) {
        const located = isBrake(request.json)
          ? await locate(dependencies, 'webhook_endpoint', request)
          : await locateOwn(dependencies, request);
        if (isFault(located)) return located;
        const body = readEndpointChange(request.json);
        if (isFault(body)) return body;
        const store = await checked(dependencies, located.organisationId, body);
        if (isFault(store)) return store;
        const now = new Date(clock.now());
        const endpoint = await change(dependencies, located, (current) => withChanges(current, body, store, now));
        return isFault(endpoint) ? endpoint : jsonReply(200, viewFor(request)(endpoint));
      },
    },
    {
      method: 'DELETE',
      path: '/webhook-endpoints/:id',
      async handle(request) {
        const located = await locate(dependencies, 'webhook_endpoint', request);
        if (isFault(located)) return located;
        const body = readNothing(request.json);
        if (isFault(body)) return body;
        const now = new Date(clock.now());
        const endpoint = await change(dependencies, located, (current) => ({
          ...current,
          enabled: false,
          updatedAt: now,
          deletedAt: now,
        }));
        return isFault(endpoint) ? endpoint : { status: 204, body: '' };
      },
    },
    {
      method: 'POST',
      path: '/webhook-endpoints/:id/rotate-secret',
      async handle(request) {
        const located = await locateOwn(dependencies, request);
        if (isFault(located)) return located;
        const body = readRotation(request.json);
        if (isFault(body)) return body;
        const now = clock.now();
        const secret = newEndpointSecret(randomBytes);
        const sealed = secretBox.seal(secret, secretContext('webhook_endpoints', located.organisationId, located.id));
        const endpoint = await change(dependencies, located, (current) => ({
          ...current,
          ...rotate(current, sealed, now, body.grace_seconds ?? 0),
          updatedAt: new Date(now),
        }));
        if (isFault(endpoint)) return endpoint;
        return jsonReply(200, { signing_secret_plain: secret, previous_secret_expires_at: graceEnd(endpoint, now) });
      },
    },
  ];
}

/** Every endpoint can be stopped by an operator, whoever made it. */
function isBrake(json: unknown): boolean {
  return typeof json === 'object' && json !== null && Object.keys(json).every((name) => name === 'enabled' || name === 'paused');
}

/** An endpoint that operators may change: those of a connector follow the storefront's own API or the connector's settings. */
export async function locateOwn(dependencies: OperatorDependencies, request: OperatorRequest): Promise<Located | Fault> {
  const located = await locate(dependencies, 'webhook_endpoint', request);
  if (isFault(located)) return located;
  const endpoint = await dependencies.repositories.endpoints.find(located.organisationId, located.id);
  if (endpoint === undefined) return fault('not_found');
  if (endpoint.connectorId === null) return located;
  return fault('immutable', 'this endpoint belongs to a connector: change it where the storefront or its settings made it');
}

/** What the format can send; nothing while its adapter is not loaded. */
function outboundOf({ catalogue }: OperatorDependencies): HostedOutbound | undefined {
  return catalogue.find(format)?.adapter.outbound;
}

/** The store that a body names, or null; given only when the whole body has been found right. */
async function checked(
  dependencies: OperatorDependencies,
  organisationId: string,
  body: EndpointChangeBody,
): Promise<Store | Fault | null> {
  const { repositories, judgeUrl } = dependencies;
  const named = typeof body.store === 'string' && isIdOrSlug(body.store) ? body.store : undefined;
  const store = named === undefined ? null : ((await repositories.stores.find(organisationId, named)) ?? null);
  const faults = endpointFaults(body, outboundOf(dependencies)?.events ?? [], store);
  return faults.length > 0 ? fieldsRefused(faults) : ((await urlFault(body, judgeUrl)) ?? store);
}

async function change(
  dependencies: OperatorDependencies,
  { organisationId, id }: Located,
  apply: (current: WebhookEndpoint) => WebhookEndpoint,
): Promise<WebhookEndpoint | Fault> {
  const limit = enabledLimit(dependencies);
  const endpoint = await dependencies.repositories.endpoints.change(organisationId, id, limit, apply);
  return endpoint === 'limit_reached' ? fault('endpoint_limit_reached') : (endpoint ?? fault('not_found'));
}

/** How many enabled endpoints an organisation may have. */
function enabledLimit(dependencies: OperatorDependencies): number {
  return outboundOf(dependencies)?.maxSubscriptions ?? 0;
}

/** Headers may be a receiver's credentials: members see their names only. */
function endpointView(endpoint: WebhookEndpoint, now: number, hidesHeaders: boolean) {
  const { headers } = endpoint;
  return {
    id: endpoint.id,
    org_id: endpoint.organisationId,
    store_id: endpoint.storeId,
    format: endpoint.format,
    connector_id: endpoint.connectorId,
    transport: endpoint.transport,
    url: endpoint.url,
    description: endpoint.description,
    event_types: endpoint.eventTypes,
    headers: hidesHeaders ? Object.fromEntries(Object.keys(headers).map((name) => [name, '[hidden]'])) : headers,
    max_attempts: endpoint.maxAttempts,
    retry_schedule: endpoint.retrySchedule,
    throttle_per_second: endpoint.ratePerSecond,
    concurrency: endpoint.concurrency,
    paused: endpoint.paused,
    standard_webhooks: endpoint.standardWebhooks,
    enabled: endpoint.enabled,
    disabled_reason: endpoint.disabledReason,
    previous_secret_expires_at: graceEnd(endpoint, now),
    created_at: endpoint.createdAt,
    updated_at: endpoint.updatedAt,
  };
}
