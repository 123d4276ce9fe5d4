/**
 * The operator API as a whole: every call, who may make it, and how a refusal is worded. It knows nothing of HTTP servers;
 * `core/http` gives it its place under /admin/v1.
 */
import type { Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import { guarded } from './accounts/access.ts';
import { adapterRoutes } from './adapters.ts';
import { alertRecipientRoutes } from './alert-recipients.ts';
import { alertRoutes } from './alerts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { auditRoutes } from './accounts/audit.ts';
import { type Authenticate, createAuthenticate } from './accounts/authenticate.ts';
import { clientRoutes } from './clients.ts';
import { connectorChangeRoutes } from './inbound/connector-changes.ts';
import { connectorRoutes } from './inbound/connectors.ts';
import { connectorSearchRoutes } from './inbound/connector-search.ts';
import { deliveryRoutes } from './outbound/deliveries.ts';
import { conversationRoutes } from './conversations.ts';
import { describeOperatorApi, referenceRoute } from './openapi.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { dryRunRoutes } from './inbound/dry-run.ts';
import { endpointActionRoutes } from './outbound/endpoint-actions.ts';
import { eventTypeRoutes } from './outbound/event-types.ts';
import { acceptanceRoutes } from './accounts/acceptance.ts';
import { invitationRoutes } from './accounts/invitations.ts';
import { operatorRoutes } from './accounts/operators.ts';
import { orderActionRoutes } from './order-actions.ts';
import { orderTimelineRoutes } from './order-timeline.ts';
import { orderRoutes } from './orders.ts';
import { organisationRoutes } from './organisations.ts';
import { paymentRoutes } from './payments.ts';
import { productRoutes } from './products.ts';
import { recoveryRoutes } from './outbound/recoveries.ts';
import { replyRoutes } from './replies.ts';
import { requestLogRoutes } from './inbound/request-log.ts';
import { requestRoutes } from './inbound/requests.ts';
import type { OpenRoute, OperatorRoute } from './request/route.ts';
import { sessionRoutes, signInRoutes } from './accounts/sessions.ts';
import { setupRoutes } from './accounts/setup.ts';
import { statisticsRoutes } from './statistics.ts';
import { storeRoutes } from './stores.ts';
import { subscriptionRoutes } from './outbound/subscriptions.ts';
import { tailRoutes } from './live/tails.ts';
import { webhookEndpointRoutes } from './outbound/webhook-endpoints.ts';
import { webhookUrlRoutes } from './outbound/webhook-urls.ts';
import { tokenRoutes } from './accounts/tokens.ts';
import { vendorRoutes } from './vendors.ts';
import { word } from './request/wording.ts';

/** What a server mounts. */
export interface OperatorApi {
  readonly routes: readonly OperatorRoute[];
  /** Calls for which nobody has to be known. */
  readonly openRoutes: readonly OpenRoute[];
  /** Comes before everything else of a call. */
  readonly authenticate: Authenticate;
  /** What the API says of itself, as an OpenAPI document. */
  describe(): JsonSchema;
  /** Words every refusal, its own and the server's. */
  readonly word: (fault: Fault) => HttpReply;
}

/** What makes the calls of each resource, under the headings of the API reference. */
type Resources<Route> = Readonly<Record<string, readonly ((dependencies: OperatorDependencies) => readonly Route[])[]>>;

const resources: Resources<OperatorRoute> = {
  Organisations: [organisationRoutes],
  Stores: [storeRoutes],
  Connectors: [connectorSearchRoutes, connectorRoutes, connectorChangeRoutes, dryRunRoutes],
  'Request log': [requestLogRoutes, requestRoutes],
  'API keys': [apiKeyRoutes],
  'Webhook endpoints': [
    webhookEndpointRoutes,
    endpointActionRoutes,
    eventTypeRoutes,
    webhookUrlRoutes,
    recoveryRoutes,
    subscriptionRoutes,
  ],
  Deliveries: [deliveryRoutes],
  Orders: [orderRoutes, orderTimelineRoutes, orderActionRoutes, paymentRoutes],
  Products: [productRoutes],
  Inbox: [conversationRoutes, replyRoutes],
  Clients: [clientRoutes],
  Vendors: [vendorRoutes],
  'Live tails': [tailRoutes],
  Statistics: [statisticsRoutes],
  Adapters: [adapterRoutes],
  Alerts: [alertRoutes, alertRecipientRoutes],
  Accounts: [tokenRoutes, sessionRoutes, operatorRoutes, invitationRoutes],
  'Audit log': [auditRoutes],
};

const openResources: Resources<OpenRoute> = { Accounts: [setupRoutes, signInRoutes, acceptanceRoutes] };

/** Makes the API. */
export function createOperatorApi(dependencies: OperatorDependencies): OperatorApi {
  const routes = callsOf(resources, dependencies);
  const openRoutes: readonly OpenRoute[] = [
    ...callsOf(openResources, dependencies),
    { ...referenceRoute(() => describe()), group: 'This document' },
  ];
  const describe = () => describeOperatorApi(routes, openRoutes, dependencies.publicUrl);
  return {
    routes: guarded(routes, dependencies),
    openRoutes,
    authenticate: createAuthenticate(dependencies),
    describe,
    word,
  };
}

function callsOf<Route extends object>(of: Resources<Route>, dependencies: OperatorDependencies): readonly Route[] {
  return Object.entries(of).flatMap(([group, makers]) =>
    makers.flatMap((routesOf) => routesOf(dependencies).map((route) => ({ ...route, group }))),
  );
}
