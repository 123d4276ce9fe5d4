/**
 * Every entity that the ORM maps, in one list for its set-up.
 */
import { ApiKeyEntity } from './api-key.ts';
import { AuditEntryEntity } from './audit-entry.ts';
import { ConnectorEntity } from './connector.ts';
import { ConversationEntity } from './conversation.ts';
import { DeliveryAttemptEntity } from './delivery-attempt.ts';
import { DeliveryEntity } from './delivery.ts';
import { MessageEntity } from './message.ts';
import { InvitationEntity, OperatorEntity } from './operator.ts';
import { OperatorTokenEntity } from './operator-token.ts';
import { OrganisationEntity } from './organisation.ts';
import { ProductEntity } from './product.ts';
import { RecoveryEntity } from './recovery.ts';
import { RequestLogEntity } from './request-log.ts';
import { StoreEntity } from './store.ts';
import { WebhookEndpointEntity } from './webhook-endpoint.ts';

/** All mapped entities. */
export const entities = [
  ApiKeyEntity,
  AuditEntryEntity,
  ConnectorEntity,
  ConversationEntity,
  DeliveryAttemptEntity,
  DeliveryEntity,
  MessageEntity,
  InvitationEntity,
  OperatorEntity,
  OperatorTokenEntity,
  OrganisationEntity,
  ProductEntity,
  RecoveryEntity,
  RequestLogEntity,
  StoreEntity,
  WebhookEndpointEntity,
];
