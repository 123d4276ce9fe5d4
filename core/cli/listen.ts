/**
 * `crossdock listen`: a receiver on this machine that verifies what a hub delivers and prints it. It says "verified" only of
 * what it has verified, refuses what does not hold as a receiver should, and says from time to time that it is still there.
 */
import { once } from 'node:events';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ReceivedDelivery, startDeliveryReceiver } from './delivery-receiver.ts';
import { answer, jsonOption, type JsonOption } from './terminal.ts';

interface ListenOptions extends JsonOption {
  readonly port: number;
  readonly secret: readonly string[];
  readonly template?: string;
  readonly heartbeat: number;
}

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
  const { port, secret, template, heartbeat } = options;
  const counts = { received: 0, verified: 0 };
  const { url, close } = await startDeliveryReceiver(
    port,
    () => ({ secrets: secret, template }),
    (delivery) => {
      counts.received += 1;
      if (delivery.verdict.state === 'verified') counts.verified += 1;
      tell(delivery, options);
    },
  );
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
  close();
  answer(options, { stopped: true, ...counts }, `stopped, ${summary()}`);
}

function tell({ verdict, status, method, path, headers, body }: ReceivedDelivery, options: ListenOptions): void {
  const about = `${method} ${path} ${headers['x-pc-event-type'] ?? headers['webhook-id'] ?? ''}`.trimEnd();
  answer(
    options,
    { ...verdict, status, method, path, headers, body },
    `${verdict.state} (${verdict.reason}): ${about}, answered ${status}\n${body}`,
  );
}

function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return Number(text);
}
