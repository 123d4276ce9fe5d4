/**
 * `crossdock listen`: a receiver on this machine that verifies what a hub delivers and prints it. It says "verified" only of
 * what it has verified, refuses what does not hold as a receiver should, and says from time to time that it is still there.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { judgeDelivery, type DeliveryVerdict } from './received-signature.ts';
import { answer, jsonOption, type JsonOption } from './terminal.ts';

interface ListenOptions extends JsonOption {
  readonly port: number;
  readonly secret: readonly string[];
  readonly template?: string;
  readonly heartbeat: number;
}

const bodyLimitBytes = 10 * 1024 ** 2;

/** Adds the subcommand. */
export function addListen(program: Command): void {
  const { CROSSDOCK_SIGNING_SECRET } = process.env;
  program
    .command('listen')
    .description('receive, verify and print what a hub delivers to this machine')
    .option('--port <port>', 'where to listen on 127.0.0.1; 0 takes a free one', wholeNumber, 9099)
    .addOption(
      new Option('--secret <secret...>', "the endpoint's signing secret; two during a rotation").default(
        CROSSDOCK_SIGNING_SECRET ? [CROSSDOCK_SIGNING_SECRET] : [],
        'CROSSDOCK_SIGNING_SECRET', // in place of the value, which --help would show
      ),
    )
    .option('--template <template>', 'what X-CW-Signature covers, where the connector sets signature_template')
    .option('--heartbeat <seconds>', 'how often it says that it is still listening', wholeNumber, 30)
    .option(...jsonOption)
    .action(listen);
}

async function listen(options: ListenOptions): Promise<void> {
  const { port, secret, heartbeat } = options;
  const counts = { received: 0, verified: 0 };
  const server = createServer((request, response) => {
    receive(request, response, options).then(
      (verdict) => {
        counts.received += 1;
        if (verdict.state === 'verified') counts.verified += 1;
      },
      () => response.destroy(), // the sender went away, or sent more than anybody should
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    throw new Error(`port ${port} cannot be used (${String(Reflect.get(Object(error), 'code'))}): choose another with --port`);
  });

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // a TCP server's address is never a path
  const advice =
    secret.length > 0 ? '' : '\nWithout --secret nothing is verified: give the one that creating the endpoint showed.';
  answer(
    options,
    { listening: url, secrets: secret.length },
    `listening on ${url}${advice}\nNext: make ${url} an endpoint of a hub that runs with CROSSDOCK_OUTBOUND_ALLOW=127.0.0.0/8.`,
  );
  const summary = () => `${counts.received} received, ${counts.verified} verified`;
  const timer = setInterval(
    () => answer(options, { still_listening: true, ...counts }, `still listening, ${summary()}`),
    heartbeat * 1000,
  );

  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(timer);
  server.closeAllConnections();
  server.close();
  answer(options, { stopped: true, ...counts }, `stopped, ${summary()}`);
}

async function receive(request: IncomingMessage, response: ServerResponse, options: ListenOptions): Promise<DeliveryVerdict> {
  const body = await readBytes(request);
  const nowSeconds = Math.floor(Date.now() / 1000);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const verdict = judgeDelivery({ headers, body }, { secrets: options.secret, template: options.template, nowSeconds });
  const status = verdict.state === 'refused' ? 400 : 200;
  response.writeHead(status, { 'content-type': 'text/plain' }).end(verdict.state);
  const text = new TextDecoder().decode(body);
  const about = `${request.method} ${request.url} ${headers['x-pc-event-type'] ?? headers['webhook-id'] ?? ''}`.trimEnd();
  answer(
    options,
    { ...verdict, status, method: request.method, path: request.url, headers, body: text },
    `${verdict.state} (${verdict.reason}): ${about}, answered ${status}\n${text}`,
  );
  return verdict;
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

function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return Number(text);
}
