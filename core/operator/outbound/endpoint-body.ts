/**
 * What a caller may say of a webhook endpoint, and what is wrong with it beyond its shape.
 */
import { fault, type Fault, type FieldFault } from '../../domain/fault.ts';
import type { Store } from '../../domain/provisioning/store.ts';
import type { UrlJudge, WebhookEndpoint } from '../../domain/provisioning/webhook-endpoint.ts';
import { bodyReader } from '../request/body.ts';

/** What can be changed. */
export interface EndpointChangeBody {
  readonly url?: string;
  readonly event_types?: readonly string[];
  readonly description?: string | null;
  /** Id or slug; null means every store of the organisation. */
  readonly store?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly max_attempts?: number;
  /** Delays such as `30s` or `2h`, the last one repeats; null means the hub's own schedule. */
  readonly retry_schedule?: readonly string[] | null;
  /** Attempts started in a second, at most; null means no limit. */
  readonly throttle_per_second?: number | null;
  /** Attempts under way at once, at most; null means no limit of its own. */
  readonly concurrency?: number | null;
  /** True keeps deliveries waiting until it is false again. */
  readonly paused?: boolean;
  /** True adds the headers of Standard Webhooks. */
  readonly standard_webhooks?: boolean;
  readonly enabled?: boolean;
}

/** What has to be said at creation. */
export interface EndpointBody extends EndpointChangeBody {
  readonly url: string;
  readonly event_types: readonly string[];
}

const properties = {
  url: {
    type: 'string',
    minLength: 1,
    maxLength: 2_048,
    description: 'Where to: https, and an address that the hub may reach.',
    examples: ['https://app.example.com/hook'],
  },
  event_types: {
    type: 'array',
    items: { type: 'string' },
    minItems: 1,
    uniqueItems: true,
    description: 'The types of events that it gets.',
    examples: [['order.created']],
  },
  description: { type: ['string', 'null'], maxLength: 1_000, description: 'What people say of it.' },
  store: {
    type: ['string', 'null'],
    description: 'Id or slug of the store whose events it gets; null means every store of the organisation.',
  },
  headers: {
    type: 'object',
    maxProperties: 20,
    propertyNames: { format: 'header-name', maxLength: 200 },
    additionalProperties: { type: 'string', format: 'header-value', maxLength: 4_096 },
    description: 'Headers that are sent along. Names that HTTP or the hub itself sets cannot be taken.',
  },
  max_attempts: {
    type: 'integer',
    minimum: 1,
    maximum: 20,
    description: 'How often a delivery is tried, in all; 5 for a new one.',
  },
  retry_schedule: {
    type: ['array', 'null'],
    items: { type: 'string', format: 'delay' },
    minItems: 1,
    maxItems: 20,
    description: "The delays between attempts; the last one repeats. Null means the hub's own.",
    examples: [['30s', '5m', '2h']],
  },
  throttle_per_second: {
    type: ['integer', 'null'],
    minimum: 1,
    maximum: 1_000,
    description: 'How many attempts start in a second, at most; null means no limit.',
  },
  concurrency: {
    type: ['integer', 'null'],
    minimum: 1,
    maximum: 1_000,
    description: 'How many attempts are under way at once, at most; null means no limit of its own.',
  },
  paused: { type: 'boolean', description: 'True keeps its deliveries waiting until it is false again.' },
  standard_webhooks: { type: 'boolean', description: 'True sends the headers of Standard Webhooks as well.' },
  enabled: { type: 'boolean', description: 'Whether it gets events; true for a new one.' },
};

/** Reads the body of a creation. */
export const readEndpoint = bodyReader<EndpointBody>({ properties, required: ['url', 'event_types'] });

/** Reads the body of a change. */
export const readEndpointChange = bodyReader<EndpointChangeBody>({ properties });

/** Event types that the format does not send, headers given twice, a store that is not there. */
export function endpointFaults(body: EndpointChangeBody, known: readonly string[], store: Store | null): readonly FieldFault[] {
  const types = (body.event_types ?? []).flatMap((type, index) =>
    known.includes(type) ? [] : [{ path: `event_types.${index}`, message: 'is not an event type that can be subscribed to' }],
  );
  const names = Object.keys(body.headers ?? {});
  const repeated = names.filter((name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index);
  const headers = repeated.map((name) => ({ path: `headers.${name}`, message: 'is given twice, in different letter case' }));
  const missing = typeof body.store === 'string' && !store;
  return [...types, ...headers, ...(missing ? [{ path: 'store', message: 'is not a store of this organisation' }] : [])];
}

/** Why the hub would never send to this URL; undefined when it would, or when none was given. */
export async function urlFault({ url }: EndpointChangeBody, judgeUrl: UrlJudge): Promise<Fault | undefined> {
  const verdict = url === undefined ? 'allowed' : await judgeUrl(url);
  switch (verdict) {
    case 'allowed':
      return undefined;
    case 'https_required':
    case 'url_not_allowed': {
      const refusal = fault(verdict);
      return { ...refusal, fields: [{ path: 'url', message: refusal.detail }] };
    }
    default:
      return verdict satisfies never;
  }
}

/** The endpoint with the given fields changed. Enabling it takes back whatever the hub disabled it for. */
export function withChanges(current: WebhookEndpoint, body: EndpointChangeBody, store: Store | null, now: Date): WebhookEndpoint {
  return {
    ...current,
    storeId: body.store === undefined ? current.storeId : (store?.id ?? null),
    url: body.url ?? current.url,
    description: body.description === undefined ? current.description : body.description,
    eventTypes: body.event_types ?? current.eventTypes,
    headers: body.headers ?? current.headers,
    maxAttempts: body.max_attempts ?? current.maxAttempts,
    retrySchedule: body.retry_schedule === undefined ? current.retrySchedule : body.retry_schedule,
    ratePerSecond: body.throttle_per_second === undefined ? current.ratePerSecond : body.throttle_per_second,
    concurrency: body.concurrency === undefined ? current.concurrency : body.concurrency,
    paused: body.paused ?? current.paused,
    standardWebhooks: body.standard_webhooks ?? current.standardWebhooks,
    enabled: body.enabled ?? current.enabled,
    disabledReason: body.enabled === undefined ? current.disabledReason : null,
    updatedAt: now,
  };
}
