/**
 * Outbound webhooks: the body, headers and signature that subscribers of the peptideclients protocol receive.
 */
import {
  eventTypes,
  type HubEvent,
  type Judgement,
  type Outbound,
  type HttpMessage,
  signStandard,
  signTimestamped,
  type Target,
} from '../../core/sdk/index.ts';

const userAgent = 'PeptideClients-Webhook/1.0';

/** The envelope is written by hand around the stored JSON text, so that the same event is the same bytes at every attempt. */
function writeBody({ id, type, createdAt, organisationId, storeId, sequence, dataJson }: HubEvent): string {
  const head = JSON.stringify({ id, type, created_at: createdAt, org_id: organisationId, store_id: storeId, sequence });
  return `${head.slice(0, -1)},"data":${dataJson}}`;
}

function build(event: HubEvent, { deliveryId, url, headers, secrets, standardWebhooks, nowSeconds }: Target): HttpMessage {
  const body = writeBody(event);
  const signed = { body: Buffer.from(body), secrets, timestampSeconds: nowSeconds };
  return {
    kind: 'http',
    method: 'POST',
    url,
    headers: {
      ...headers,
      'Content-Type': 'application/json',
      'User-Agent': userAgent,
      'X-PC-Event-Type': event.type,
      'X-PC-Event-Id': String(event.id), // the protocol prints null for a test
      'X-PC-Delivery-Id': deliveryId,
      'X-PC-Timestamp': String(nowSeconds),
      'X-PC-Signature': signTimestamped(signed),
      ...(standardWebhooks && signStandard({ ...signed, id: deliveryId })),
    },
    body,
  };
}

function judge({ status }: { readonly status: number }): Judgement {
  if (status >= 200 && status < 300) return 'delivered';
  return status === 410 ? 'disable' : 'retry';
}

/** The outbound side of the adapter. */
export const outbound: Outbound = { events: eventTypes, maxSubscriptions: 10, build, judge };
