/**
 * From the row of a claim to the delivery that the dispatcher attempts, its secrets opened.
 */
import type { ClaimedDelivery } from '../domain/delivery.ts';
import type { HubEvent } from '../domain/event.ts';
import type { SecretBox } from '../domain/ports.ts';
import type { Transport } from '../domain/subscription.ts';
import { openConnector, type SealedConnector } from './connector-secrets.ts';

/** One leased delivery with its event, its endpoint and what that belongs to. */
export interface ClaimRow {
  readonly org_id: string;
  readonly id: string;
  readonly attempts: number;
  /** Milliseconds since 1970; null when it may go at once. */
  readonly not_before: number | null;
  /** Milliseconds since 1970. Null or infinite: not known. */
  readonly due_at: number | null;
  readonly request_id: string | null;
  readonly event_id: string;
  readonly type: HubEvent['type'];
  readonly event_at: string;
  readonly store_id: string | null;
  readonly sequence: number;
  readonly data: string;
  readonly endpoint_id: string;
  readonly format: string;
  readonly transport: Transport;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly max_attempts: number;
  readonly retry_schedule: readonly string[] | null;
  readonly rate_per_second: number | null;
  readonly concurrency: number | null;
  readonly standard_webhooks: boolean;
  readonly sealed_secret: Buffer | null;
  readonly sealed_previous_secret: Buffer | null;
  readonly previous_secret_expires_at: string | null;
  /** Null where the endpoint belongs to no connector. Sealed columns are hexadecimal, as JSON has no bytes. */
  readonly connector: SealedConnector<string> | null;
  readonly confirmed: boolean;
}

/** The delivery. One whose secrets cannot be read goes out without: its attempt fails, visibly, and nobody else's does. */
export function toClaimed(row: ClaimRow, box: SecretBox, now: number): ClaimedDelivery {
  const isTest = row.type === 'webhook.test'; // which is about nothing that happened
  const connector = row.connector && openOwner(row.connector, box, now);
  return {
    organisationId: row.org_id,
    id: row.id,
    attemptNumber: row.attempts,
    maxAttempts: row.max_attempts,
    ...(row.not_before !== null && { notBefore: row.not_before }),
    ...(row.due_at !== null && Number.isFinite(row.due_at) && { dueAt: row.due_at }),
    ...(row.request_id !== null && { requestId: row.request_id }),
    event: {
      id: isTest ? null : row.event_id,
      type: row.type,
      createdAt: row.event_at,
      organisationId: row.org_id,
      storeId: row.store_id,
      sequence: isTest ? 0 : row.sequence,
      dataJson: row.data,
    },
    endpoint: {
      id: row.endpoint_id,
      format: row.format,
      transport: row.transport,
      url: row.url,
      headers: row.headers,
      config: connector?.config ?? {},
      secrets: row.sealed_secret ? openOwn(row.sealed_secret, row, box, now) : row.connector === null ? [] : connector?.secrets,
      confirmed: row.confirmed,
      standardWebhooks: row.standard_webhooks,
      ...(row.retry_schedule !== null && { retrySchedule: row.retry_schedule }),
      ...(row.rate_per_second !== null && { ratePerSecond: row.rate_per_second }),
      ...(row.concurrency !== null && { concurrency: row.concurrency }),
    },
  };
}

function openOwn(secret: Buffer, row: ClaimRow, box: SecretBox, now: number): readonly string[] | undefined {
  const { sealed_previous_secret: previous, previous_secret_expires_at: expiry } = row;
  const previousIsLive = previous !== null && expiry !== null && Date.parse(expiry) > now;
  try {
    return [secret, ...(previousIsLive ? [previous] : [])].map((sealed) =>
      box.open(sealed, `webhook_endpoints/${row.org_id}/${row.endpoint_id}`),
    );
  } catch {
    return undefined; // the attempt says so, where the operator looks
  }
}

function openOwner(row: SealedConnector<string>, box: SecretBox, now: number): ReturnType<typeof openConnector> | undefined {
  const { sealed_config: config, sealed_secret: secret, sealed_previous_secret: previous } = row;
  const sealed = {
    sealed_config: config === null ? null : bytesOf(config),
    sealed_secret: bytesOf(secret),
    sealed_previous_secret: previous === null ? null : bytesOf(previous),
  };
  try {
    return openConnector({ ...row, ...sealed }, box, now);
  } catch {
    return undefined; // as above
  }
}

/** PostgreSQL's text for bytes: \\x, then hexadecimal digits. */
function bytesOf(text: string): Buffer {
  return Buffer.from(text.slice(2), 'hex');
}
