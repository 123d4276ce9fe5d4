/**
 * The store's side of the operator API, made from one database.
 */
import type { OperatorRepositories } from '../../domain/provisioning/repositories.ts';
import type { Database } from '../database.ts';
import { createAlertEvidence } from './alert-evidence.ts';
import { createAlertRecipients } from './alert-recipients.ts';
import { createAuditLog } from './audit-log.ts';
import { createApiKeyRepository } from './api-keys.ts';
import { createConnectorRepository } from './connectors.ts';
import { createConversationRepository } from './conversations.ts';
import { createDeliveryHistory } from './deliveries.ts';
import { createObjectActions } from './object-actions.ts';
import { createObjectBrowser } from './object-browser.ts';
import { createLoginThrottle, createOperatorSessions } from './operator-sessions.ts';
import { createOperatorInvitations, createOperatorRepository } from './operators.ts';
import { createOperatorTokenRepository } from './operator-tokens.ts';
import { createOrganisationRepository } from './organisations.ts';
import { createProductRepository } from './products.ts';
import { createRecoveryRepository } from './recoveries.ts';
import { createReplyRepository } from './replies.ts';
import { createRequestHistory } from './requests.ts';
import { createStatistics } from './statistics.ts';
import { createStoreRepository } from './stores.ts';
import { createStoreSubscriptions } from './store-subscriptions.ts';
import { createTenantDirectory } from './tenant-directory.ts';
import { createWebhookEndpointRepository } from './webhook-endpoints.ts';

/** Makes all of them. They hold nothing but the database. */
export function createOperatorRepositories(database: Database): OperatorRepositories {
  return {
    tokens: createOperatorTokenRepository(database),
    tenants: createTenantDirectory(database),
    organisations: createOrganisationRepository(database),
    stores: createStoreRepository(database),
    connectors: createConnectorRepository(database),
    apiKeys: createApiKeyRepository(database),
    endpoints: createWebhookEndpointRepository(database),
    requests: createRequestHistory(database),
    subscriptions: createStoreSubscriptions(database),
    deliveries: createDeliveryHistory(database),
    products: createProductRepository(database),
    conversations: createConversationRepository(database),
    replies: createReplyRepository(database),
    objects: createObjectActions(database),
    browser: createObjectBrowser(database),
    statistics: createStatistics(database),
    recoveries: createRecoveryRepository(database),
    alertEvidence: createAlertEvidence(database),
    alertRecipients: createAlertRecipients(database),
    audit: createAuditLog(database),
    operators: createOperatorRepository(database),
    sessions: createOperatorSessions(database),
    invitations: createOperatorInvitations(database),
    logins: createLoginThrottle(database),
  };
}
