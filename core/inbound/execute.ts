/**
 * Steps 7 and 8: what does it mean, and make it so. Turns a parsed request into an outcome through the adapter's
 * translation and one commit.
 */
import type { Connector } from '../domain/connector.ts';
import type { Command, Query } from '../domain/command.ts';
import { fault, type Fault, isFault } from '../domain/fault.ts';
import type { HttpReply } from '../domain/http-reply.ts';
import type { OrderReader } from '../domain/order-reader.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { RequestLogEntry } from '../domain/request-log.ts';
import type { SubscriptionReader } from '../domain/subscription-reader.ts';
import type { IdempotencyClaim, UnitOfWork } from '../domain/unit-of-work.ts';
import type { HostedRoute } from '../sdk/catalogue.ts';
import type { ParsedRequest, Translation } from '../sdk/contract.ts';

/** What execution needs of the store. */
export interface ExecutionPorts {
  readonly unitOfWork: UnitOfWork;
  readonly orders: OrderReader;
  readonly subscriptions: SubscriptionReader;
  /** Called after a commit that may have made deliveries. */
  readonly wakeDispatcher: () => void;
}

/** The worded answer of an executed request. */
export interface Execution {
  readonly reply: HttpReply;
  /** Absent for a probe, and when the answer was given before under the same Idempotency-Key. */
  readonly outcome?: Outcome;
  /** True when this is the answer of an earlier request. */
  readonly replayed?: true;
}

/** Translates and executes. A refusal of the adapter or of the store comes back as it is, with nothing written. */
export async function execute(
  route: HostedRoute,
  request: ParsedRequest,
  connector: Connector,
  idempotency: IdempotencyClaim | undefined,
  ports: ExecutionPorts,
  entry: RequestLogEntry,
): Promise<Execution | Fault> {
  const translation = await route.translate(request);
  noteTranslation(entry, translation);
  if (isFault(translation)) return translation;
  switch (translation.kind) {
    case 'ignore':
      return word({ kind: 'ignored', reason: translation.reason });
    case 'quarantine':
      return word({ kind: 'quarantined', reason: translation.reason });
    case 'query': {
      const outcome = await answer(translation.query);
      return outcome === undefined ? fault('not_found') : word(outcome);
    }
    case 'command':
      return commit(translation.command);
  }

  async function word(outcome: Outcome): Promise<Execution> {
    return { reply: await route.reply(outcome, request), outcome };
  }

  async function answer(query: Query): Promise<Outcome | undefined> {
    switch (query.name) {
      case 'order.by-external-id': {
        const documentJson = await ports.orders.byExternalId(connector, query.externalId);
        return documentJson === undefined ? undefined : { kind: 'found', documentJson };
      }
      case 'subscription.list':
        return ports.subscriptions.list(connector, connector.format, query.list);
    }
  }

  async function commit(command: Command): Promise<Execution | Fault> {
    const { organisationId, storeId, id: connectorId, format: source } = connector;
    const unit = { tenant: { organisationId, storeId }, connectorId, source, command, requestId: entry.id };
    const reply = (outcome: Outcome) => route.reply(outcome, request);
    const [result] = await ports.unitOfWork.commit([idempotency ? { ...unit, idempotency, word: reply } : unit]);
    if (result === undefined) throw new Error('the unit of work gave no result');
    if (isFault(result)) return result;
    if (result.kind === 'broken') throw result.error;
    ports.wakeDispatcher();
    if (result.kind === 'replayed') return { reply: result.reply, replayed: true };
    return { reply: result.reply ?? (await reply(result.outcome)), outcome: result.outcome };
  }
}

/** Keeps in the log what the adapter made of the body. */
function noteTranslation(entry: RequestLogEntry, translation: Translation): void {
  if (isFault(translation)) return;
  if (translation.kind === 'command') entry.translation = translation.command;
  const externalId = externalIdOf(translation);
  if (externalId !== undefined) entry.externalId = externalId;
}

function externalIdOf(translation: Exclude<Translation, Fault>): string | undefined {
  switch (translation.kind) {
    case 'ignore':
    case 'quarantine':
      return translation.externalId;
    case 'query':
      return 'externalId' in translation.query ? translation.query.externalId : undefined;
    case 'command': {
      const { command } = translation;
      if ('order' in command) return command.order.externalId;
      if ('client' in command) return command.client.externalId;
      if ('payment' in command) return command.payment.externalId;
      if ('refund' in command) return command.orderExternalId;
      if ('message' in command) return command.message.externalId;
      if ('session' in command) return command.session.externalId;
      return 'externalId' in command ? command.externalId : undefined;
    }
  }
}
