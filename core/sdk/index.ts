/**
 * Everything an adapter's author imports, and nothing else: `crossdock/sdk`.
 */
export type {
  Claim,
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
  SignatureVerdict,
  Target,
  Translation,
} from './contract.ts';
export { defineAdapter } from './contract.ts';
export { bearerClaim, shopHost } from './identify.ts';
export * from './signature.ts';
export type { Command, ClientUpsert, OrderCreate, OrderDelete, OrderUpsert, Query } from '../domain/command.ts';
export type { StoreFacts } from '../domain/connector.ts';
export { currencyExponent } from '../domain/currency.ts';
export { type EventType, eventTypes, type HubEvent } from '../domain/event.ts';
export { externalIdPattern, isExternalId } from '../domain/external-id.ts';
export { fault, type Fault, type FaultCode, isFault } from '../domain/fault.ts';
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
  Revision,
} from '../domain/order.ts';
export type { Outcome } from '../domain/outcome.ts';
export type { Scope } from '../domain/scope.ts';
