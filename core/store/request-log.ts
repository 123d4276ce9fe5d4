/**
 * Writes the request log in the background, many rows a statement: readable within a second, and never in the way of an
 * answer. An entry that is the only trace of a request can be waited for.
 */
import type pg from 'pg';
import { maskCardNumbers } from '../domain/card-number.ts';
import { maskTokens } from '../domain/key-token.ts';
import type { Log } from '../domain/ports.ts';
import type { RequestLog, RequestLogEntry } from '../domain/request-log.ts';
import { classify, isAboutValues } from './failure.ts';

const flushIntervalMilliseconds = 100;
const rowsPerStatement = 200;
/** What may wait in memory while the database is away; beyond it the newest entries are given up, and counted. */
const maximumWaitingBytes = 64 * 1024 * 1024;
const entryOverheadBytes = 2_048;

/** Written and counted in one. Counters are taken in the order of their keys, so that two batches at once wait for each other and never both. */
const insertEntries = `
  with added as (
  insert into request_log (id, org_id, store_id, connector_id, api_key_id, received_at, method, path, client_ip, headers, body,
    status_code, error_code, error_detail, response_body, duration_milliseconds, adapter, external_id, replayed, duplicate,
    quarantined, reason, translation, entities, clock_skew_seconds, order_id, signature, body_masked)
  select id, "organisationId", "storeId", "connectorId", "apiKeyId", to_timestamp("receivedAt" / 1000.0), method, path, "clientIp",
    headers, decode(body, 'base64'), "statusCode", "errorCode", "errorDetail", "responseBody", "durationMilliseconds", adapter,
    "externalId", replayed, duplicate, quarantined, reason, translation, entities, "clockSkewSeconds", "orderId", signature,
    coalesce("bodyMasked", false)
  from jsonb_to_recordset($1) as entry (id uuid, "organisationId" uuid, "storeId" uuid, "connectorId" uuid, "apiKeyId" uuid,
    "receivedAt" float8, method text, path text, "clientIp" text, headers jsonb, body text, "statusCode" integer,
    "errorCode" text, "errorDetail" text, "responseBody" text, "durationMilliseconds" float8, adapter text, "externalId" text,
    replayed boolean, duplicate boolean, quarantined boolean, reason text, translation jsonb, entities jsonb,
    "clockSkewSeconds" integer, "orderId" uuid, signature jsonb, "bodyMasked" boolean)
  on conflict (id) do nothing
  returning org_id, connector_id, received_at, status_code
  )
  insert into request_hours as known (org_id, hour, connector_id, requests, client_errors, server_errors)
  select org_id, date_trunc('hour', received_at, 'UTC') as hour, coalesce(connector_id, '00000000-0000-0000-0000-000000000000') as connector,
    count(*), count(*) filter (where status_code between 400 and 499), count(*) filter (where status_code >= 500)
  from added where org_id is not null group by org_id, hour, connector order by org_id, hour, connector
  on conflict (org_id, hour, connector_id) do update set requests = known.requests + excluded.requests,
    client_errors = known.client_errors + excluded.client_errors, server_errors = known.server_errors + excluded.server_errors`;

/** Writes on the system pool, since one statement holds rows of many tenants. `close` writes what is left. */
export function createRequestLog(pool: pg.Pool, log: Log): RequestLog & { close(): Promise<void> } {
  let waiting: RequestLogEntry[] = [];
  let waitingBytes = 0;
  let lost = 0;
  let flushing = Promise.resolve();

  const write = async (entries: readonly RequestLogEntry[]): Promise<void> => {
    await pool.query({ name: 'insert-requests', text: insertEntries, values: [encode(entries)] });
  };

  /** A row whose values the database will never take must not keep the others from being written. */
  const writeWhatCanBe = async (batch: readonly RequestLogEntry[]): Promise<void> => {
    try {
      await write(batch);
    } catch (error) {
      if (!isAboutValues(error)) throw error;
      if (batch.length > 1) for (const entry of batch) await writeWhatCanBe([entry]);
      else log.error('a request could not be logged and was given up', { requestId: batch[0]?.id, reason: reasonOf(error) });
    }
  };

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, rowsPerStatement);
      try {
        await writeWhatCanBe(batch);
      } catch (error) {
        log.warn('request log could not be written, will be tried again', { waiting: waiting.length, reason: reasonOf(error) });
        return;
      }
      waiting = waiting.slice(batch.length);
      waitingBytes = waiting.reduce((total, entry) => total + sizeOf(entry), 0);
    }
    if (lost > 0) log.error('request log entries were given up: more came than the database took', { lost });
    lost = 0;
  };
  const flushInTurn = (): Promise<void> => (flushing = flushing.then(flush));
  const timer = setInterval(() => void flushInTurn(), flushIntervalMilliseconds).unref();

  const incomplete = new Set<Promise<unknown>>();
  const queue = (entry: RequestLogEntry): void => {
    if (waitingBytes > maximumWaitingBytes) {
      lost += 1;
      return;
    }
    waiting.push(entry);
    waitingBytes += sizeOf(entry);
  };

  return {
    append(entry, completion) {
      if (completion === undefined) {
        queue(entry);
        return;
      }
      const queued: Promise<unknown> = completion.then(
        () => queue(entry),
        () => queue(entry),
      );
      incomplete.add(queued);
      void queued.finally(() => incomplete.delete(queued));
    },
    async appendDurably(entry) {
      try {
        await write([entry]);
      } catch (error) {
        throw classify(error);
      }
    },
    async close() {
      clearInterval(timer);
      await Promise.all(incomplete);
      await flushInTurn();
    },
  };
}

/**
 * The rows as JSON. PostgreSQL has no NUL in text, so hostile paths and headers lose theirs here. Card numbers and
 * keys are masked wherever they stand, save in the body of a quarantined request, which is kept to the byte for its replay.
 */
function encode(entries: readonly RequestLogEntry[]): string {
  return `[${entries.map(encodeEntry).join(',')}]`;
}

function encodeEntry({ body, ...entry }: RequestLogEntry): string {
  const orderId = entry.entities.find(({ type }) => type === 'order')?.id;
  const row = { ...entry, orderId, durationMilliseconds: Math.round(entry.durationMilliseconds) };
  const json = JSON.stringify(row, (_key, value: unknown) =>
    typeof value === 'string' ? mask(value.replaceAll('\u0000', '\u{FFFD}').toWellFormed()) : value,
  );
  if (!body) return json;
  const masked = entry.quarantined ? undefined : maskedBody(body);
  const kept = masked ?? Buffer.from(body);
  // Beside the rest, whose texts are looked at for cards.
  return `${json.slice(0, -1)},"body":"${kept.toString('base64')}","bodyMasked":${masked !== undefined}}`;
}

/**
 * The body without its cards and keys; undefined when it has none. Latin-1 maps every byte to a character and back, so that a
 * body of any encoding comes out as it was but for them.
 */
function maskedBody(body: Uint8Array): Buffer | undefined {
  const text = Buffer.from(body).toString('latin1');
  const masked = mask(text);
  return masked === text ? undefined : Buffer.from(masked, 'latin1');
}

/** Card numbers and keys stand in the oddest places; neither is kept. */
function mask(text: string): string {
  return maskTokens(maskCardNumbers(text));
}

function sizeOf({ body, responseBody }: RequestLogEntry): number {
  return entryOverheadBytes + (body?.length ?? 0) + (responseBody?.length ?? 0);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
