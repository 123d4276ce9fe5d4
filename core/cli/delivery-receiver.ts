/**
 * A receiver on this machine, as a subscriber's would be: it judges every delivery by its signatures, answers 400 to what does
 * not hold, and tells of each.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DeliveryVerdict, judgeDelivery } from './received-signature.ts';

/** What deliveries are judged with. */
export interface ReceiverProof {
  readonly secrets: readonly string[];
  /** What X-CW-Signature covers, where it is not the protocol's own. */
  readonly template?: string | undefined;
}

/** One delivery that was answered. */
export interface ReceivedDelivery {
  readonly verdict: DeliveryVerdict;
  /** What it was answered. */
  readonly status: number;
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A running receiver. */
export interface DeliveryReceiver {
  readonly url: string;
  close(): void;
}

const bodyLimitBytes = 10 * 1024 ** 2;

/** Starts one on 127.0.0.1; port 0 takes a free one. Rejects with a sentence when the port cannot be used. */
export async function startDeliveryReceiver(
  port: number,
  currentProof: () => ReceiverProof,
  onDelivery: (delivery: ReceivedDelivery) => void,
): Promise<DeliveryReceiver> {
  const server = createServer((request, response) => {
    receive(request, response, currentProof()).then(onDelivery, () => {
      response.destroy(); // the sender went away, or sent more than anybody should
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    throw new Error(`port ${port} cannot be used (${String(Reflect.get(Object(error), 'code'))}): choose another with --port`);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, // a TCP server's address is never a path
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { secrets, template }: ReceiverProof,
): Promise<ReceivedDelivery> {
  const body = await readBytes(request);
  const nowSeconds = Math.floor(Date.now() / 1000);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const verdict = judgeDelivery({ headers, body }, { secrets, template, nowSeconds });
  const status = verdict.state === 'refused' ? 400 : 200;
  response.writeHead(status, { 'content-type': 'text/plain' }).end(verdict.state);
  const { method = '', url: path = '' } = request;
  return { verdict, status, method, path, headers, body: new TextDecoder().decode(body) };
}

async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    // no encoding was set, so the chunks are bytes
    length += chunk.length;
    if (length > bodyLimitBytes) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
