/**
 * The composition root: says once what every part is made of. Only it and the names of the parts know inversify.
 */
import { randomBytes } from 'node:crypto';
import { Container } from 'inversify';
import type { PgBoss } from 'pg-boss';
import { createAlertBoard } from './alerting/board.ts';
import { services } from './container/services.ts';
import type { Log, SecretBox } from './domain/ports.ts';
import { attemptDelivery } from './delivery/attempt.ts';
import { createDispatcher } from './delivery/dispatcher.ts';
import { createEgressPolicy } from './delivery/egress.ts';
import { createSendMail } from './delivery/send-mail.ts';
import { parseRetrySchedule, sparingTime } from './delivery/retry-schedule.ts';
import { createEmailTransport } from './delivery/transport-email.ts';
import { createHttpTransport } from './delivery/transport-http.ts';
import { createTokenGuard } from './http/token-guard.ts';
import { createDryRun } from './inbound/dry-run.ts';
import { createPipeline } from './inbound/pipeline.ts';
import { createReruns } from './inbound/rerun.ts';
import { createStrangerLimit } from './inbound/stranger-limit.ts';
import { createOperatorApi } from './operator/api.ts';
import type { Environment } from './platform/environment.ts';
import type { Instrumentation } from './platform/telemetry/instrumentation.ts';
import { createPasswordHasher } from './platform/password.ts';
import type { AdapterCatalogue } from './sdk/catalogue.ts';
import { createAlertLedger } from './store/alert-ledger.ts';
import { createApiKeyDirectory } from './store/api-key-directory.ts';
import { createUnitOfWork } from './store/commit.ts';
import { createCommitQueue } from './store/commit-queue.ts';
import { createConnectorDirectory } from './store/connector-directory.ts';
import type { Database } from './store/database.ts';
import { createDeliveryLedger } from './store/delivery-ledger.ts';
import { createDocumentReader } from './store/document-reader.ts';
import { createHubReports } from './store/hub-reports.ts';
import { createLiveFeeds } from './store/feed/live-feeds.ts';
import { createIdempotencyStore } from './store/idempotency-store.ts';
import { createMailRecipients } from './store/mail-recipients.ts';
import { createOperatorRepositories } from './store/operator/repositories.ts';
import { createOrderReader } from './store/order-reader.ts';
import { createRateLimiter } from './store/rate-limiter.ts';
import { createRequestLog } from './store/request-log.ts';
import { createSubscriptionReader } from './store/subscription-reader.ts';
import { findHubSamples } from './registry/hub-samples.ts';
import { mountableRoutes } from './registry/mountable-routes.ts';

/** What is made before the container: it takes time, and may fail with something to tell the operator. */
export interface Foundations {
  readonly environment: Environment;
  readonly log: Log;
  readonly database: Database;
  readonly queue: PgBoss;
  readonly secretBox: SecretBox;
  readonly adapters: AdapterCatalogue;
  readonly instrumentation: Instrumentation;
}

/** Composes the hub. Every part is made once, when it is first asked for. */
export function composeHub(foundations: Foundations): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  const s = services;

  container.bind(s.environment).toConstantValue(foundations.environment);
  container.bind(s.log).toConstantValue(foundations.log);
  container.bind(s.database).toConstantValue(foundations.database);
  container.bind(s.queue).toConstantValue(foundations.queue);
  container.bind(s.secretBox).toConstantValue(foundations.secretBox);
  container.bind(s.adapters).toConstantValue(foundations.adapters);
  container.bind(s.clock).toConstantValue({ now: Date.now });
  container.bind(s.randomBytes).toConstantValue(randomBytes);
  container.bind(s.instrumentation).toConstantValue(foundations.instrumentation);

  // store
  container
    .bind(s.unitOfWork)
    .toResolvedValue(
      (db, clock, random, watch) => createCommitQueue(watch.ofCommits(createUnitOfWork(db.tenants, clock, random))),
      [s.database, s.clock, s.randomBytes, s.instrumentation],
    );
  container.bind(s.rateLimiter).toResolvedValue((db) => createRateLimiter(db.tenants), [s.database]);
  container.bind(s.idempotency).toResolvedValue((db) => createIdempotencyStore(db.tenants), [s.database]);
  container.bind(s.documents).toResolvedValue((db) => createDocumentReader(db.tenants), [s.database]);
  container.bind(s.feeds).toResolvedValue((db, log) => createLiveFeeds(db, log), [s.database, s.log]);
  container.bind(s.orders).toResolvedValue((db) => createOrderReader(db.tenants), [s.database]);
  container.bind(s.subscriptions).toResolvedValue((db) => createSubscriptionReader(db.tenants), [s.database]);
  container.bind(s.mailRecipients).toResolvedValue((db) => createMailRecipients(db.system), [s.database]);
  container.bind(s.repositories).toResolvedValue((db) => createOperatorRepositories(db), [s.database]);
  container.bind(s.requestLog).toResolvedValue((db, log) => createRequestLog(db.system, log), [s.database, s.log]);
  container
    .bind(s.apiKeys)
    .toResolvedValue((db, clock, log) => createApiKeyDirectory(db.system, clock, log), [s.database, s.clock, s.log]);
  container
    .bind(s.connectors)
    .toResolvedValue(
      (db, box, clock, log) => createConnectorDirectory(db.system, box, clock, log),
      [s.database, s.secretBox, s.clock, s.log],
    );
  container
    .bind(s.deliveries)
    .toResolvedValue(
      (db, queue, box, clock, { retrySchedule }) =>
        createDeliveryLedger(db.system, queue, box, clock, sparingTime(parseRetrySchedule(retrySchedule))),
      [s.database, s.queue, s.secretBox, s.clock, s.environment],
    );

  // delivery
  container
    .bind(s.egress)
    .toResolvedValue((environment) => createEgressPolicy({ allow: environment.outboundAllow }), [s.environment]);
  container.bind(s.httpTransport).toResolvedValue((policy, { now }) => createHttpTransport({ policy, now }), [s.egress, s.clock]);
  container
    .bind(s.emailTransport)
    .toResolvedValue(
      ({ smtpUrl, mailFrom }, { now }) => createEmailTransport({ smtpUrl, mailFrom, now }),
      [s.environment, s.clock],
    );
  container.bind(s.dispatcher).toResolvedValue(
    (ledger, adapters, http, email, clock, log, environment, watch) => {
      const retrySchedule = parseRetrySchedule(environment.retrySchedule);
      const { publicUrl } = environment;
      const needs = { adapters, http, email, publicUrl, clock, random: Math.random, retrySchedule };
      const attempt = watch.ofAttempts((delivery) => attemptDelivery(delivery, needs));
      return createDispatcher({ ledger, clock, log, attempt });
    },
    [s.deliveries, s.adapters, s.httpTransport, s.emailTransport, s.clock, s.log, s.environment, s.instrumentation],
  );

  // Each surface counts for itself: a storefront with an old key keeps no operator or reader behind its address out.
  container.bind(s.operatorGuard).toResolvedValue((clock) => createTokenGuard(createStrangerLimit(clock)), [s.clock]);
  container.bind(s.readerGuard).toResolvedValue((clock) => createTokenGuard(createStrangerLimit(clock)), [s.clock]);

  // inbound
  container.bind(s.strangers).toResolvedValue((clock) => createStrangerLimit(clock), [s.clock]);
  container.bind(s.pipeline).toResolvedValue(
    (
      directory,
      rateLimiter,
      strangers,
      clock,
      unitOfWork,
      orders,
      subscriptions,
      dispatcher,
      idempotency,
      requestLog,
      log,
      egress,
      environment,
    ) =>
      createPipeline({
        directory,
        rateLimiter,
        strangers,
        clock,
        unitOfWork,
        orders,
        subscriptions,
        idempotency,
        requestLog,
        log,
        hub: { publicUrl: environment.publicUrl, isTrustedHost: egress.isTrustedHost },
        wakeDispatcher: dispatcher.wake,
      }),
    [
      s.connectors,
      s.rateLimiter,
      s.strangers,
      s.clock,
      s.unitOfWork,
      s.orders,
      s.subscriptions,
      s.dispatcher,
      s.idempotency,
      s.requestLog,
      s.log,
      s.egress,
      s.environment,
    ],
  );

  container.bind(s.reruns).toResolvedValue(
    (adapters, pipeline, directory, environment, clock, random) =>
      createReruns({
        routes: mountableRoutes(adapters).routes,
        pipeline,
        directory,
        samplesOf: (format) => findHubSamples(format, adapters, environment.pluginsFile),
        clock,
        randomBytes: random,
      }),
    [s.adapters, s.pipeline, s.connectors, s.environment, s.clock, s.randomBytes],
  );

  container
    .bind(s.dryRun)
    .toResolvedValue(
      (adapters, egress, { publicUrl }) =>
        createDryRun({ routes: mountableRoutes(adapters).routes, hub: { publicUrl, isTrustedHost: egress.isTrustedHost } }),
      [s.adapters, s.egress, s.environment],
    );

  // operator
  container.bind(s.operatorApi).toResolvedValue(
    (
      environment,
      repositories,
      catalogue,
      directory,
      apiKeys,
      retries,
      dispatcher,
      documents,
      reruns,
      dryRun,
      egress,
      secretBox,
      emailTransport,
      clock,
      random,
      alerts,
      feeds,
    ) =>
      createOperatorApi({
        ...(environment.adminToken === undefined ? {} : { adminToken: environment.adminToken }),
        publicUrl: environment.publicUrl,
        repositories,
        alerts,
        catalogue,
        directory,
        apiKeys,
        retries,
        wakeDispatcher: dispatcher.wake,
        documents,
        feeds,
        reruns,
        dryRun,
        judgeUrl: egress.judgeUrl,
        secretBox,
        passwords: createPasswordHasher(),
        ...(environment.smtpUrl === undefined ? {} : { sendMail: createSendMail(emailTransport) }),
        clock,
        randomBytes: random,
      }),
    [
      s.environment,
      s.repositories,
      s.adapters,
      s.connectors,
      s.apiKeys,
      s.deliveries,
      s.dispatcher,
      s.documents,
      s.reruns,
      s.dryRun,
      s.egress,
      s.secretBox,
      s.emailTransport,
      s.clock,
      s.randomBytes,
      s.alertBoard,
      s.feeds,
    ],
  );

  // alerting
  container.bind(s.hubReports).toResolvedValue((db, clock) => createHubReports(db.system, clock), [s.database, s.clock]);
  container
    .bind(s.alertBoard)
    .toResolvedValue(({ alertEvidence }, clock) => createAlertBoard(alertEvidence, clock), [s.repositories, s.clock]);
  container.bind(s.alertWatch).toResolvedValue(
    (board, db, { publicUrl, alertIntervalMilliseconds }, dispatcher, log) => ({
      board,
      ledger: createAlertLedger(db.system),
      publicUrl,
      intervalMilliseconds: alertIntervalMilliseconds,
      wakeDispatcher: dispatcher.wake,
      log,
    }),
    [s.alertBoard, s.database, s.environment, s.dispatcher, s.log],
  );
  return container;
}
