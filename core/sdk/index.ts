/**
 * Everything an adapter's author imports, and nothing else: `crossdock/sdk`.
 */
export type {
  Claim,
  EmailMessage,
  HttpMessage,
  Inbound,
  InboundRequest,
  JsonSchema,
  Judgement,
  Outbound,
  OutboundMessage,
  ParsedRequest,
  PayloadFormatAdapter,
  Probe,
  Route,
  SignatureProof,
  SignatureScheme,
  SignatureVerdict,
  Target,
  Translation,
  Unsendable,
} from './contract.ts';
export { defineAdapter } from './contract.ts';
export { bearerClaim, shopHost } from './identify.ts';
export { type JsonReaderOptions, type JsonReading, readJsonObject } from './json-reader.ts';
export type { Setup, SetupGuide } from './setup.ts';
export * from './signature.ts';
export type { Awaitable } from '../domain/awaitable.ts';
export type { Command, ClientUpsert, OrderCreate, OrderDelete, OrderMerge, OrderUpsert, Query } from '../domain/command.ts';
export type { StoreFacts } from '../domain/connector.ts';
export type { HubFacts } from '../domain/hub-facts.ts';
export type { InboundMessage } from '../domain/message.ts';
export type { SessionRecord } from '../domain/session.ts';
export type {
  Subscription,
  SubscriptionChanges,
  SubscriptionList,
  SubscriptionRecord,
  Transport,
} from '../domain/subscription.ts';
export { currencyExponent } from '../domain/currency.ts';
export { isEmailAddress } from '../domain/email-address.ts';
export { type DirectedEventType, type EventType, eventTypes, type HubEvent } from '../domain/event.ts';
export { externalIdPattern, isExternalId } from '../domain/external-id.ts';
export { fault, type Fault, type FaultCode, type FieldFault, isFault } from '../domain/fault.ts';
export { isUuid } from '../domain/uuid.ts';
export { type HttpReply, jsonReply } from '../domain/http-reply.ts';
export { readMoment } from '../domain/moment.ts';
export * from '../domain/money.ts';
export type {
  AddressRecord,
  ClientRecord,
  FulfilmentStatus,
  OrderLineRecord,
  OrderRecord,
  OrderStatus,
  PaymentRecord,
  PaymentStatus,
  RefundRecord,
  Revision,
} from '../domain/order.ts';
export type { Outcome } from '../domain/outcome.ts';
export type { Scope } from '../domain/scope.ts';
