/**
 * The operator API as a whole: every call, who may make it, and how a refusal is worded. It knows nothing of HTTP servers;
 * `core/http` gives it its place under /admin/v1.
 */
import type { Fault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import { guarded } from './accounts/access.ts';
import { adapterRoutes } from './adapters.ts';
import { alertRoutes } from './alerts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { auditRoutes } from './accounts/audit.ts';
import { type Authenticate, createAuthenticate } from './accounts/authenticate.ts';
import { clientRoutes } from './clients.ts';
import { connectorChangeRoutes } from './inbound/connector-changes.ts';
import { connectorRoutes } from './inbound/connectors.ts';
import { deliveryRoutes } from './outbound/deliveries.ts';
import { conversationRoutes } from './conversations.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { dryRunRoutes } from './inbound/dry-run.ts';
import { endpointActionRoutes } from './outbound/endpoint-actions.ts';
import { acceptanceRoutes, invitationRoutes } from './accounts/invitations.ts';
import { operatorRoutes } from './accounts/operators.ts';
import { orderActionRoutes } from './order-actions.ts';
import { orderRoutes } from './orders.ts';
import { organisationRoutes } from './organisations.ts';
import { productRoutes } from './products.ts';
import { recoveryRoutes } from './outbound/recoveries.ts';
import { replyRoutes } from './replies.ts';
import { requestRoutes } from './inbound/requests.ts';
import type { OpenRoute, OperatorRoute } from './request/route.ts';
import { sessionRoutes, signInRoutes } from './accounts/sessions.ts';
import { storeRoutes } from './stores.ts';
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
  /** Words every refusal, its own and the server's. */
  readonly word: (fault: Fault) => HttpReply;
}

const resources = [
  organisationRoutes,
  storeRoutes,
  connectorRoutes,
  connectorChangeRoutes,
  dryRunRoutes,
  requestRoutes,
  apiKeyRoutes,
  webhookEndpointRoutes,
  endpointActionRoutes,
  webhookUrlRoutes,
  recoveryRoutes,
  deliveryRoutes,
  orderRoutes,
  productRoutes,
  conversationRoutes,
  replyRoutes,
  orderActionRoutes,
  clientRoutes,
  vendorRoutes,
  adapterRoutes,
  alertRoutes,
  tokenRoutes,
  auditRoutes,
  sessionRoutes,
  operatorRoutes,
  invitationRoutes,
];

/** Makes the API. */
export function createOperatorApi(dependencies: OperatorDependencies): OperatorApi {
  return {
    routes: guarded(
      resources.flatMap((routesOf) => routesOf(dependencies)),
      dependencies,
    ),
    openRoutes: [...signInRoutes(dependencies), ...acceptanceRoutes(dependencies)],
    authenticate: createAuthenticate(dependencies),
    word,
  };
}
