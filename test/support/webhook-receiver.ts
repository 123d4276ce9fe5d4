/**
 * A subscriber of outbound webhooks on 127.0.0.1 that keeps a ledger of what reached it and answers as the test says.
 * It never verifies by the hub's own code: the check below is the protocol's sample, written again.
 */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request that arrived whole. */
export interface ReceivedWebhook {
  /** `performance.now()` of the arrival. */
  readonly arrivedAt: number;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly deliveryId: string;
  readonly eventId: string;
  readonly type: string;
}

/** How to answer; leaving the response alone lets the sender hang. */
export type WebhookAnswer = (response: ServerResponse, webhook: ReceivedWebhook) => void;

/** A running subscriber. */
export interface WebhookReceiver {
  readonly url: string;
  /** In the order of arrival. */
  readonly received: readonly ReceivedWebhook[];
  /** Answers differently from now on; requests that hang stay as they are. */
  answer: WebhookAnswer;
}

/** An answer with this status and a body to recognise it by. */
export function answering(status: number, headers: Record<string, string> = {}): WebhookAnswer {
  return (response) => void response.writeHead(status, headers).end(`answered ${status}`);
}

/** Starts one; it is closed when the test ends. */
export async function startWebhookReceiver(answer: WebhookAnswer = answering(200)): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const receiver = { url: '', received, answer };
  const server = createServer((request, response) => {
    readText(request).then(
      (body) => {
        const webhook = toWebhook(request, body);
        received.push(webhook);
        receiver.answer(response, webhook);
      },
      () => response.destroy(), // the sender died on the way
    );
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`; // a TCP server's address is never a path
  return receiver;
}

function toWebhook({ url = '', headers }: IncomingMessage, body: string): ReceivedWebhook {
  const text = (name: string): string => String(headers[name] ?? '');
  return {
    arrivedAt: performance.now(),
    path: url,
    headers,
    body,
    deliveryId: text('x-pc-delivery-id'),
    eventId: text('x-pc-event-id'),
    type: text('x-pc-event-type'),
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding was set, so the chunks are bytes
  return Buffer.concat(chunks).toString('utf8');
}

const toleranceSeconds = 300;

/** The protocol's sample verifier: the time from `t`, and the header has to end with this one signature. */
export function verifiesAsTheSampleDoes(secret: string, { headers, body }: ReceivedWebhook): boolean {
  const header = String(headers['x-pc-signature'] ?? '');
  const [, timestamp = ''] = /(?:^|,)t=([0-9]+)(?:,|$)/.exec(header) ?? [];
  const expected = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const isFresh = Math.abs(Date.now() / 1_000 - Number(timestamp)) <= toleranceSeconds;
  return isFresh && header.endsWith(`v1=${expected}`);
}
