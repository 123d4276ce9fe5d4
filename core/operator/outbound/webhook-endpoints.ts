/**
 * `/orgs/{org}/webhook-endpoints` and `/webhook-endpoints/{id}`: where events are delivered to. The signing secret is
 * shown when it is made, and never again.
 */
import { alertMailFormat, platformOrganisationId } from '../../domain/alert.ts';
import { fault, isFault, type Fault } from '../../domain/fault.ts';
import { jsonReply } from '../../domain/http-reply.ts';
import type { Store } from '../../domain/provisioning/store.ts';
import type { WebhookEndpoint } from '../../domain/provisioning/webhook-endpoint.ts';
import { uuidV7 } from '../../domain/uuid.ts';
import { component } from '../../schemas/field.ts';
import type { HostedOutbound } from '../../sdk/catalogue.ts';
import { bodyReader } from '../request/body.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import {
  type EndpointChangeBody,
  endpointFaults,
  readEndpoint,
  readEndpointChange,
  urlFault,
  withChanges,
} from './endpoint-body.ts';
import { endpointView } from './endpoint-view.ts';
import { findOrganisation, isIdOrSlug, locate, type Located } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { listReply, pageOf, pageParameters, pageRequest } from '../request/paging.ts';
import { asking, text } from '../request/query.ts';
import type { OperatorCaller, OperatorRequest, OperatorRoute } from '../request/route.ts';
import { graceEnd, newEndpointSecret, rotate, type RotationBody, rotationShape, secretContext } from '../secrets.ts';
import { fieldsRefused } from '../request/wording.ts';

/** The format of endpoints that operators make. */
const format = 'peptideclients';
const defaultMaxAttempts = 5;

/** Endpoints that storefronts make through their own API are listed by naming their format. */
const listParameters = {
  ...pageParameters,
  format: asking(`Only those of this format; \`${format}\`, those that operators make, when absent.`, text),
};

const rotationBody = bodyReader<RotationBody>(rotationShape);

const limitReached = fault('endpoint_limit_reached');
const badUrls = [fault('https_required'), fault('url_not_allowed')];
const endpointSchema = component('WebhookEndpoint');

/** The refusal to change what a storefront's own API or a connector's settings made. */
export const belongsToConnector = fault(
  'immutable',
  'this endpoint belongs to a connector: change it where the storefront or its settings made it',
);

/** Create, list, get, change, delete, rotate the secret. */
export function webhookEndpointRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, secretBox, clock, randomBytes } = dependencies;
  const { endpoints } = repositories;
  const viewFor = (caller: OperatorCaller) => (endpoint: WebhookEndpoint) =>
    endpointView(endpoint, clock.now(), caller.role === 'org_member');
  return [
    operation({
      method: 'POST',
      path: '/orgs/:org/webhook-endpoints',
      operationId: 'createWebhookEndpoint',
      summary: 'Makes a webhook endpoint',
      description: 'The signing secret is shown in this answer, and never again.',
      find: (request) => findOrganisation(dependencies, request),
      body: readEndpoint,
      answers: { 201: component('WebhookEndpointCreated') },
      refusals: [limitReached, ...badUrls],
      async handle({ subject: organisation, body, caller }) {
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
        if (created === 'limit_reached') return limitReached;
        return jsonReply(201, { ...viewFor(caller)(endpoint), signing_secret_plain: secret });
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/webhook-endpoints',
      operationId: 'listWebhookEndpoints',
      summary: "Lists an organisation's webhook endpoints, in the order in which they were made",
      find: (request) => findOrganisation(dependencies, request),
      query: listParameters,
      answers: { 200: pageOf(endpointSchema) },
      async handle({ subject: organisation, query, caller }) {
        const page = await endpoints.list(organisation.id, query.format ?? format, pageRequest(query));
        return listReply(page, viewFor(caller));
      },
    }),
    operation({
      method: 'GET',
      path: '/webhook-endpoints/:id',
      operationId: 'getWebhookEndpoint',
      summary: 'Gives one webhook endpoint',
      find: (request) => findEndpoint(dependencies, request),
      answers: { 200: endpointSchema },
      handle: ({ subject: endpoint, caller }) => Promise.resolve(jsonReply(200, viewFor(caller)(endpoint))),
    }),
    operation({
      method: 'PATCH',
      path: '/webhook-endpoints/:id',
      operationId: 'changeWebhookEndpoint',
      summary: 'Changes a webhook endpoint',
      description:
        'What is absent stays as it is. Every endpoint can be enabled, disabled and paused; all else only of those that operators made. Enabling takes back what the hub disabled it for.',
      find: (request) =>
        isBrake(request.json) ? locate(dependencies, 'webhook_endpoint', request) : locateOwn(dependencies, request),
      body: readEndpointChange,
      answers: { 200: endpointSchema },
      refusals: [belongsToConnector, limitReached, ...badUrls],
      async handle({ subject: located, body, caller }) {
        const store = await checked(dependencies, located.organisationId, body);
        if (isFault(store)) return store;
        const now = new Date(clock.now());
        const endpoint = await change(dependencies, located, (current) => withChanges(current, body, store, now));
        return isFault(endpoint) ? endpoint : jsonReply(200, viewFor(caller)(endpoint));
      },
    }),
    operation({
      method: 'DELETE',
      path: '/webhook-endpoints/:id',
      operationId: 'deleteWebhookEndpoint',
      summary: 'Deletes a webhook endpoint',
      description: 'What waits for it is cancelled. Its deliveries can still be read.',
      find: (request) => locate(dependencies, 'webhook_endpoint', request),
      answers: { 204: null },
      async handle({ subject: located }) {
        const now = new Date(clock.now());
        const endpoint = await change(dependencies, located, (current) => ({
          ...current,
          enabled: false,
          updatedAt: now,
          deletedAt: now,
        }));
        return isFault(endpoint) ? endpoint : { status: 204, body: '' };
      },
    }),
    operation({
      method: 'POST',
      path: '/webhook-endpoints/:id/rotate-secret',
      operationId: 'rotateWebhookEndpointSecret',
      summary: 'Gives a webhook endpoint a new signing secret',
      description: 'The secret is shown in this answer, and never again. During the grace deliveries are signed with both.',
      find: (request) => locateOwn(dependencies, request),
      body: rotationBody,
      answers: { 200: component('SecretRotated') },
      refusals: [belongsToConnector],
      async handle({ subject: located, body }) {
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
    }),
  ];
}

/** The endpoint at `:id`. */
export async function findEndpoint(
  dependencies: OperatorDependencies,
  request: OperatorRequest,
): Promise<WebhookEndpoint | Fault> {
  const located = await locate(dependencies, 'webhook_endpoint', request);
  if (isFault(located)) return located;
  return (await dependencies.repositories.endpoints.find(located.organisationId, located.id)) ?? fault('not_found');
}

/** Every endpoint can be stopped by an operator, whoever made it. */
function isBrake(json: unknown): boolean {
  return typeof json === 'object' && json !== null && Object.keys(json).every((name) => name === 'enabled' || name === 'paused');
}

/**
 * An endpoint that operators may change: those of a connector follow the storefront's own API or the connector's settings, those
 * of alert recipients their list.
 */
export async function locateOwn(dependencies: OperatorDependencies, request: OperatorRequest): Promise<Located | Fault> {
  const endpoint = await findEndpoint(dependencies, request);
  if (isFault(endpoint)) return endpoint;
  if (endpoint.connectorId !== null) return belongsToConnector;
  return endpoint.format === alertMailFormat || endpoint.organisationId === platformOrganisationId
    ? fault(
        'immutable',
        "this endpoint tells of alerts: change it with its organisation's alert-recipients, or in the environment",
      )
    : endpoint;
}

/** What the format of operators' endpoints can send; nothing while its adapter is not loaded. */
export function outboundOf({ catalogue }: OperatorDependencies): HostedOutbound | undefined {
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
  return endpoint === 'limit_reached' ? limitReached : (endpoint ?? fault('not_found'));
}

/** How many enabled endpoints an organisation may have. */
function enabledLimit(dependencies: OperatorDependencies): number {
  return outboundOf(dependencies)?.maxSubscriptions ?? 0;
}
