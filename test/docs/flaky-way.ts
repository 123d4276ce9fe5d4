/**
 * A way to a hub on which answers get lost: what the senders of the recipes have to cope with. It changes no request.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** What becomes of one request: the hub's answer, no answer although the hub gave one, or a 503 before the hub. */
export type Fate = 'answered' | 'answer lost' | 'unavailable';

/** A running way. */
export interface FlakyWay {
  readonly url: string;
  /** The bodies that came, in order. */
  readonly bodies: readonly string[];
}

/** Starts one; the requests meet these fates in turn, and after the last one they are answered. */
export async function startFlakyWay(hubUrl: string, fates: readonly Fate[]): Promise<FlakyWay> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy()); // the sender sees a broken connection, and the test fails
  });
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fate = fates[bodies.length] ?? 'answered';
    const body = await buffer(request);
    bodies.push(body.toString());
    if (fate === 'unavailable') return void response.writeHead(503, { 'retry-after': '1' }).end('{}');
    const { authorization = '', 'idempotency-key': idempotencyKey, 'pc-signature': signature } = request.headers;
    const headers = {
      authorization,
      ...(idempotencyKey !== undefined && { 'idempotency-key': String(idempotencyKey) }),
      ...(signature !== undefined && { 'pc-signature': String(signature) }),
    };
    const answer = await fetch(hubUrl + request.url, { method: 'POST', headers, body: new Uint8Array(body) });
    const text = await answer.text();
    if (fate === 'answer lost') return void response.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  };
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies }; // a TCP server's address is never a path
}
