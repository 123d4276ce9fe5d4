/**
 * The `webhooks` section of an OpenAPI document: what a receiver of the peptideclients format gets for each event type, and
 * what its answers mean.
 */
import { type EventType, eventTypes } from '../domain/event.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import { eventFacts, eventSchemaName } from '../schemas/event.ts';
import { component } from '../schemas/field.ts';

/** The format whose deliveries are described. */
export const describedFormat = 'peptideclients';

const answers: JsonSchema = {
  '2XX': { description: 'Within 15 seconds: the delivery has succeeded.' },
  '410': { description: 'The delivery is dropped and the endpoint disabled, until an operator enables it again.' },
  default: { description: 'Anything else, redirects included, and no answer at all: the delivery is tried again later.' },
};

/** What Standard Webhooks adds, for endpoints that ask for it. */
const standardHeaders: readonly JsonSchema[] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
  ...header(name, 'As Standard Webhooks says; only for an endpoint with `standard_webhooks`.', { type: 'string' }),
  required: false,
}));

/** One entry for each type of the catalogue. */
export const webhooks: JsonSchema = Object.fromEntries(eventTypes.map((type) => [type, { post: operationOf(type) }]));

function operationOf(type: EventType): JsonSchema {
  const isTest = type === 'webhook.test';
  return {
    operationId: `on${eventSchemaName(type)}`,
    summary: eventFacts[type].when,
    security: [], // the signature is the proof
    parameters: [
      header('X-PC-Event-Type', 'The type, as in the body.', { type: 'string', const: type }),
      isTest
        ? header('X-PC-Event-Id', 'The word `null`.', { type: 'string', const: 'null' })
        : header('X-PC-Event-Id', 'The event, as in the body.', { type: 'string', format: 'uuid' }),
      header(
        'X-PC-Delivery-Id',
        'The event on its way to this endpoint; the same at every attempt, so drop what you have seen.',
        {
          type: 'string',
          format: 'uuid',
        },
      ),
      header('X-PC-Timestamp', 'When this attempt was signed, in seconds since 1970.', {
        type: 'string',
        pattern: '^[0-9]{10}$',
      }),
      header('X-PC-Signature', 'HMAC-SHA256 over timestamp, dot and raw body; two `v1` while the secret is being rotated.', {
        type: 'string',
        pattern: '^t=[0-9]{10}(,v1=[0-9a-f]{64}){1,2}$',
      }),
      ...standardHeaders,
    ],
    requestBody: { required: true, content: { 'application/json': { schema: component(eventSchemaName(type)) } } },
    responses: answers,
  };
}

function header(name: string, description: string, schema: JsonSchema): JsonSchema {
  return { name, in: 'header', required: true, description, schema };
}
