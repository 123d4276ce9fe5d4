/** An endpoint while it is edited, and what of it is sent to the hub. Whether it is right is the hub's to say. */
import type { Schemas } from '../../api/client.ts';
import type { Endpoint } from './endpoints.ts';

/** A header that is sent along. */
export interface DraftHeader {
  readonly name: string;
  readonly value: string;
}

/** The fields of the form, as they are typed. */
export interface EndpointDraft {
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly description: string;
  /** Its id; empty means every store. */
  readonly store: string;
  readonly headers: readonly DraftHeader[];
  readonly maxAttempts: string;
  /** Delays with commas between; empty means the hub's own. */
  readonly retrySchedule: string;
  /** Empty means no limit, here and below. */
  readonly throttle: string;
  readonly concurrency: string;
  readonly standardWebhooks: boolean;
}

type EndpointBody = Required<Pick<Schemas['WebhookEndpoint'], SentField>> & { readonly store: string | null };

type SentField =
  | 'url'
  | 'event_types'
  | 'description'
  | 'headers'
  | 'max_attempts'
  | 'retry_schedule'
  | 'throttle_per_second'
  | 'concurrency'
  | 'standard_webhooks';

/** What a new endpoint is before anything is typed. */
export const blankDraft: EndpointDraft = {
  url: '',
  eventTypes: [],
  description: '',
  store: '',
  headers: [],
  maxAttempts: '5',
  retrySchedule: '',
  throttle: '',
  concurrency: '',
  standardWebhooks: false,
};

/** An endpoint, ready to be edited. */
export function draftOf(endpoint: Endpoint): EndpointDraft {
  return {
    url: endpoint.url,
    eventTypes: endpoint.event_types,
    description: endpoint.description ?? '',
    store: endpoint.store_id ?? '',
    headers: Object.entries(endpoint.headers).map(([name, value]) => ({ name, value })),
    maxAttempts: String(endpoint.max_attempts),
    retrySchedule: (endpoint.retry_schedule ?? []).join(', '),
    throttle: textOf(endpoint.throttle_per_second),
    concurrency: textOf(endpoint.concurrency),
    standardWebhooks: endpoint.standard_webhooks,
  };
}

/** The body of a creation. */
export function bodyOf(draft: EndpointDraft): EndpointBody {
  const delays = draft.retrySchedule.split(',').map((delay) => delay.trim());
  return {
    url: draft.url.trim(),
    event_types: [...draft.eventTypes],
    description: draft.description.trim() === '' ? null : draft.description.trim(),
    store: draft.store === '' ? null : draft.store,
    headers: Object.fromEntries(draft.headers.filter(({ name }) => name !== '').map(({ name, value }) => [name, value])),
    max_attempts: Number(draft.maxAttempts),
    retry_schedule: draft.retrySchedule.trim() === '' ? null : delays,
    throttle_per_second: numberOf(draft.throttle),
    concurrency: numberOf(draft.concurrency),
    standard_webhooks: draft.standardWebhooks,
  };
}

/** What is different in `after`: a URL that was allowed once is not judged again because its description was mended. */
export function changesOf(before: EndpointDraft, after: EndpointDraft): Partial<EndpointBody> {
  const old: Readonly<Record<string, unknown>> = bodyOf(before);
  const changed = Object.entries(bodyOf(after)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]));
  return Object.fromEntries(changed);
}

function textOf(number: number | null): string {
  return number === null ? '' : String(number);
}

function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
