/**
 * The names of the hub's parts, by which the composition root and the start ask for them.
 */
import type { ServiceIdentifier } from 'inversify';
import type { PgBoss } from 'pg-boss';
import type { WatchOptions } from '../alerting/watch.ts';
import type { Dispatcher } from '../delivery/dispatcher.ts';
import type { EgressPolicy } from '../delivery/egress.ts';
import type { EmailTransport } from '../delivery/transport-email.ts';
import type { HttpTransport } from '../delivery/transport-http.ts';
import type { AlertBoard } from '../domain/alert.ts';
import type { ApiKeyDirectory } from '../domain/api-key.ts';
import type { ConnectorDirectory } from '../domain/connector.ts';
import type { DeliveryLedger } from '../domain/delivery.ts';
import type { DocumentReader } from '../domain/document-reader.ts';
import type { HubReports } from '../domain/hub-report.ts';
import type { MailRecipients } from '../domain/mail-recipients.ts';
import type { OrderReader } from '../domain/order-reader.ts';
import type { Clock, Log, RandomBytes, SecretBox } from '../domain/ports.ts';
import type { DryRun } from '../domain/provisioning/dry-run.ts';
import type { LiveFeeds } from '../domain/provisioning/live-feed.ts';
import type { OperatorRepositories } from '../domain/provisioning/repositories.ts';
import type { Reruns } from '../domain/provisioning/rerun.ts';
import type { RateLimiter } from '../domain/rate-limit.ts';
import type { RequestLog } from '../domain/request-log.ts';
import type { SubscriptionReader } from '../domain/subscription-reader.ts';
import type { IdempotencyStore, UnitOfWork } from '../domain/unit-of-work.ts';
import type { TokenGuard } from '../http/token-guard.ts';
import type { Pipeline } from '../inbound/pipeline.ts';
import type { StrangerLimit } from '../inbound/stranger-limit.ts';
import type { OperatorApi } from '../operator/api.ts';
import type { Environment } from '../platform/environment.ts';
import type { Instrumentation } from '../platform/telemetry/instrumentation.ts';
import type { AdapterCatalogue } from '../sdk/catalogue.ts';
import type { Database } from '../store/database.ts';

const service = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

/** Parts that write their last rows when the hub stops. */
type Closing = { close(): Promise<void> };

/** The names of the hub's parts. */
export const services = {
  environment: service<Environment>('environment'),
  clock: service<Clock>('clock'),
  randomBytes: service<RandomBytes>('random bytes'),
  log: service<Log>('log'),
  database: service<Database>('database'),
  queue: service<PgBoss>('queue'),
  secretBox: service<SecretBox>('secret box'),
  adapters: service<AdapterCatalogue>('adapters'),
  alertBoard: service<AlertBoard>('alert board'),
  alertWatch: service<WatchOptions>('alert watch'),
  apiKeys: service<ApiKeyDirectory & Closing>('api keys'),
  connectors: service<ConnectorDirectory & Closing>('connectors'),
  deliveries: service<DeliveryLedger>('deliveries'),
  dispatcher: service<Dispatcher>('dispatcher'),
  documents: service<DocumentReader>('documents'),
  dryRun: service<DryRun>('dry run'),
  egress: service<EgressPolicy>('egress'),
  emailTransport: service<EmailTransport>('email transport'),
  feeds: service<LiveFeeds>('feeds'),
  httpTransport: service<HttpTransport>('http transport'),
  hubReports: service<HubReports>('hub reports'),
  idempotency: service<IdempotencyStore>('idempotency'),
  instrumentation: service<Instrumentation>('instrumentation'),
  mailRecipients: service<MailRecipients>('mail recipients'),
  operatorApi: service<OperatorApi>('operator api'),
  operatorGuard: service<TokenGuard>('operator guard'),
  orders: service<OrderReader>('orders'),
  pipeline: service<Pipeline>('pipeline'),
  rateLimiter: service<RateLimiter>('rate limiter'),
  readerGuard: service<TokenGuard>('reader guard'),
  repositories: service<OperatorRepositories>('repositories'),
  requestLog: service<RequestLog & Closing>('request log'),
  reruns: service<Reruns>('reruns'),
  subscriptions: service<SubscriptionReader>('subscriptions'),
  strangers: service<StrangerLimit>('strangers'),
  unitOfWork: service<UnitOfWork>('unit of work'),
};
