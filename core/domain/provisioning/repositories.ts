/**
 * Everything that the operator API asks of the store, in one list for the wiring.
 */
import type { AlertEvidence } from './alert-evidence.ts';
import type { AlertRecipients } from './alert-recipient.ts';
import type { AuditLog } from './audit.ts';
import type { ApiKeyRepository } from './stored-api-key.ts';
import type { ConversationRepository } from './conversation.ts';
import type { LoginThrottle, OperatorInvitations, OperatorRepository, OperatorSessions } from './operator-account.ts';
import type { OperatorTokenRepository } from './operator-token.ts';
import type { ObjectActions } from './object-actions.ts';
import type { ObjectBrowser } from './object-browser.ts';
import type { OrganisationRepository } from './organisation.ts';
import type { DeliveryHistory } from './past-delivery.ts';
import type { ProductRepository } from './product.ts';
import type { RecoveryRepository } from './recovery.ts';
import type { ReplyRepository } from './reply.ts';
import type { RequestHistory } from './past-request.ts';
import type { Statistics } from './statistics.ts';
import type { StoreRepository } from './store-repository.ts';
import type { StoreSubscriptions } from './store-subscription.ts';
import type { ConnectorRepository } from './connector-repository.ts';
import type { TenantDirectory } from './tenant-directory.ts';
import type { WebhookEndpointRepository } from './webhook-endpoint.ts';

/** The store's side of the operator API. */
export interface OperatorRepositories {
  readonly tokens: OperatorTokenRepository;
  readonly tenants: TenantDirectory;
  readonly organisations: OrganisationRepository;
  readonly stores: StoreRepository;
  readonly connectors: ConnectorRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly endpoints: WebhookEndpointRepository;
  readonly requests: RequestHistory;
  readonly subscriptions: StoreSubscriptions;
  readonly deliveries: DeliveryHistory;
  readonly products: ProductRepository;
  readonly conversations: ConversationRepository;
  readonly replies: ReplyRepository;
  readonly objects: ObjectActions;
  readonly browser: ObjectBrowser;
  readonly statistics: Statistics;
  readonly recoveries: RecoveryRepository;
  readonly alertEvidence: AlertEvidence;
  readonly alertRecipients: AlertRecipients;
  readonly audit: AuditLog;
  readonly operators: OperatorRepository;
  readonly sessions: OperatorSessions;
  readonly invitations: OperatorInvitations;
  readonly logins: LoginThrottle;
}
