/**
 * `/conversations/{id}/replies` and `/replies/{id}`: answers to buyers, which the connector's relay delivers.
 */
import { fault, isFault, type Fault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import type { PastAttempt } from '../domain/provisioning/past-delivery.ts';
import type { PastReply } from '../domain/provisioning/reply.ts';
import { component } from '../schemas/field.ts';
import { bodyReader } from './request/body.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { locate } from './request/lookups.ts';
import { relayOf, relayRefusals } from './reply-relay.ts';
import { operation } from './request/operation.ts';
import type { OperatorRequest, OperatorRoute } from './request/route.ts';

interface ReplyBody {
  readonly body: string;
  readonly subject?: string;
}

const defaultSubject = 'Re: your message';

const replyBody = bodyReader<ReplyBody>({
  properties: {
    body: { type: 'string', format: 'text', maxLength: 20_000, description: 'The words.', examples: ['Yes, it is.'] },
    subject: {
      type: 'string',
      format: 'line',
      maxLength: 200,
      description: 'The subject line.',
      default: defaultSubject,
    },
  },
  required: ['body'],
});

const stillOnItsWay = fault('conflict', 'this reply is still on its way');
const tooOld = fault('conflict', 'this reply is too old to be sent again: deliveries are kept for 30 days');
const relayDeleted = fault('conflict', 'the relay that this reply went to is deleted: write the reply again');

/** Write, get, retry. */
export function replyRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { conversations, connectors, replies, deliveries } = dependencies.repositories;
  return [
    operation({
      method: 'POST',
      path: '/conversations/:id/replies',
      access: 'org_member',
      operationId: 'createReply',
      summary: 'Answers a buyer',
      description: 'The reply goes to the relay of the connector through which the buyer wrote last; five attempts at most.',
      find: (request) => locate(dependencies, 'conversation', request),
      body: replyBody,
      answers: { 202: component('ReplyQueued') },
      refusals: relayRefusals,
      async handle({ subject: { organisationId, id: conversationId }, body }) {
        const conversation = await conversations.find(organisationId, conversationId);
        const connector = conversation && (await connectors.find(organisationId, conversation.connectorId));
        if (!connector) return fault('not_found');
        const relayUrl = await relayOf(dependencies, connector);
        if (isFault(relayUrl)) return relayUrl;
        const { body: text, subject = defaultSubject } = body;
        const draft = { conversationId, connectorId: connector.id, subject, body: text, relayUrl };
        const id = await replies.create(organisationId, draft);
        if (id === undefined) return fault('not_found');
        dependencies.wakeDispatcher();
        return jsonReply(202, { reply_id: id, status: 'queued' });
      },
    }),
    operation({
      method: 'GET',
      path: '/replies/:id',
      operationId: 'getReply',
      summary: 'Gives one reply with its attempts',
      find: (request) => findReply(dependencies, request),
      answers: { 200: component('Reply') },
      async handle({ subject: reply }) {
        const { organisationId, deliveryId } = reply;
        const delivery = await deliveries.find(organisationId, deliveryId);
        const attempts = await deliveries.attemptsOf(organisationId, deliveryId);
        return jsonReply(200, {
          reply_id: reply.id,
          conversation_id: reply.conversationId,
          status: reply.status,
          subject: reply.subject,
          body: reply.body,
          created_at: reply.createdAt,
          delivery_id: deliveryId,
          attempts: attempts.map(attemptView),
          next_attempt_at: delivery?.nextAttemptAt ?? null,
        });
      },
    }),
    operation({
      method: 'POST',
      path: '/replies/:id/retry',
      access: 'org_member',
      operationId: 'retryReply',
      summary: 'Sends a reply once more',
      description: "It goes to where the connector's settings say now.",
      find: (request) => findReply(dependencies, request),
      answers: { 202: component('ReplyQueued') },
      refusals: [stillOnItsWay, tooOld, relayDeleted, ...relayRefusals],
      async handle({ subject: reply }) {
        if (reply.status === 'queued') return stillOnItsWay;
        const refusal = await aimRelay(dependencies, reply);
        if (refusal) return refusal;
        const queued = await dependencies.retries.requeue(reply.organisationId, reply.deliveryId);
        if (!queued) return stillOnItsWay;
        dependencies.wakeDispatcher();
        return jsonReply(202, { reply_id: reply.id, status: 'queued' });
      },
    }),
  ];
}

type LocatedReply = PastReply & { readonly organisationId: string };

/** The reply at `:id`. A buyer's own message is none. */
async function findReply(dependencies: OperatorDependencies, request: OperatorRequest): Promise<LocatedReply | Fault> {
  const located = await locate(dependencies, 'reply', request);
  if (isFault(located)) return located;
  const reply = await dependencies.repositories.replies.find(located.organisationId, located.id);
  return reply ? { ...reply, organisationId: located.organisationId } : fault('not_found');
}

/** Points the reply's relay at where its connector's settings say now: a wrong address may be why the reply failed. */
async function aimRelay(dependencies: OperatorDependencies, reply: LocatedReply): Promise<Fault | undefined> {
  const { connectors, deliveries, endpoints } = dependencies.repositories;
  const { organisationId } = reply;
  const delivery = await deliveries.find(organisationId, reply.deliveryId);
  if (!delivery) return tooOld;
  const relay = await endpoints.find(organisationId, delivery.endpointId);
  const connector = relay?.connectorId ? await connectors.find(organisationId, relay.connectorId) : undefined;
  if (!relay || !connector) return relayDeleted;
  const url = await relayOf(dependencies, connector);
  if (isFault(url)) return url;
  const updatedAt = new Date(dependencies.clock.now());
  await endpoints.change(organisationId, relay.id, Number.POSITIVE_INFINITY, (current) => ({
    ...current,
    url,
    enabled: true,
    disabledReason: null,
    updatedAt,
  }));
  return undefined;
}

function attemptView(attempt: PastAttempt) {
  return {
    at: attempt.startedAt,
    status_code: attempt.statusCode,
    error: attempt.errorCode,
    error_detail: attempt.errorDetail,
    latency_ms: attempt.latencyMilliseconds,
    response_excerpt: attempt.responseExcerpt,
  };
}
