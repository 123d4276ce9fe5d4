/**
 * `crossdock send`: one request to a hub, made and signed as a storefront would. The knowledge of how is the adapter's own,
 * in its fixtures/samples.ts; this only puts the pieces together and shows the answer.
 */
import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { findAdapterFolder } from '../registry/adapter-folder.ts';
import type { AdapterSamples } from '../sdk/conformance/adapter-samples.ts';
import type { SampleRequest } from '../sdk/conformance.ts';
import { hubOptions, reach } from './hub-client.ts';
import { pathFor, storefrontHeaders } from './storefront-request.ts';
import { answer, type JsonOption } from './terminal.ts';

interface SendOptions extends JsonOption {
  readonly event?: string;
  readonly file?: string;
  readonly key?: string;
  readonly secret?: string;
  readonly hub: string;
  readonly url?: string;
  readonly connector?: string;
  readonly config?: object;
  readonly header: Readonly<Record<string, string>>;
}

/** Adds the subcommand. */
export function addSend(program: Command): void {
  program
    .command('send')
    .description('send one request to a hub, made and signed as that storefront would')
    .argument('<format>', 'a format of plugins.yaml')
    .option('--event <name>', 'which of its samples: the name, or a part of it; the first that is signed when absent')
    .option('--file <path>', 'send these bytes instead of the sample’s')
    .addOption(new Option('--key <key>', "the connector's key").env('CROSSDOCK_CONNECTOR_KEY')) // a default would be shown by --help
    .addOption(new Option('--secret <secret>', "the connector's signing secret").env('CROSSDOCK_SIGNING_SECRET'))
    .option(...hubOptions.hub)
    .option('--url <url>', 'a delivery URL of the connector, where the path of the sample is not the right one')
    .option('--connector <id>', 'the connector, where the path names it')
    .option('--config <json>', "the connector's settings, where its signature depends on them", readObject)
    .option('--header <line>', 'one more header, as "Name: value"; may be repeated', readHeader, {})
    .option(...hubOptions.json)
    .action(send);
}

async function send(format: string, options: SendOptions): Promise<void> {
  const found = await findAdapterFolder(format, process.env['CROSSDOCK_PLUGINS'] || undefined, process.env);
  if (typeof found === 'string') throw new Error(found);
  const { name, request } = choose(found.samples, format, options.event);
  const body = options.file === undefined ? request.body : readBytes(options.file);
  const headers = { ...storefrontHeaders(found.samples, { ...request, body }, options), ...options.header };
  const query = request.query.toString();
  const url =
    options.url ??
    `${options.hub.replace(/\/+$/, '')}${found.mount}${pathFor(request, options.connector)}${query === '' ? '' : `?${query}`}`;

  const isRead = request.method === 'GET' || body.length === 0;
  const response = await reach(url, { method: request.method, headers, ...(!isRead && { body: Uint8Array.from(body) }) });
  const text = await response.text();
  const requestId = response.headers.get('x-request-id');
  const result = { sent: name, method: request.method, url, status: response.status, request_id: requestId, body: text };
  answer(options, result, `${request.method} ${url} (${name}, ${body.length} bytes)\n${response.status} ${text}`);
  if (!response.ok) throw new Error(`the hub answered ${response.status}: ${adviceFor(text, options)}`);
  if (!options.json)
    process.stdout.write(
      `Next: crossdock listen shows what a hub delivers; request ${requestId ?? ''} is in the connector's log.\n`,
    );
}

/** The sample of that name, or of which it is a part; when none is asked for, the first with a proof, else the first with a body. */
function choose({ requests }: AdapterSamples, format: string, event: string | undefined): SampleRequest {
  const chosen =
    event === undefined
      ? (requests.find(({ proof }) => proof !== undefined) ?? requests.find(({ request }) => request.body.length > 0))
      : (requests.find(({ name }) => name === event) ?? requests.find(({ name }) => name.includes(event)));
  if (chosen) return chosen;
  throw new Error(`${format} has no sample ${event ?? 'with a body'}; there are: ${requests.map(({ name }) => name).join(', ')}`);
}

/** What to do about a refusal, where it is about who sent it: formats word and number that differently. */
function adviceFor(body: string, { key, secret }: SendOptions): string {
  if (!/signature|api_key|authorization|unauthorized/i.test(body)) return 'its body says why, and docs/errors.md what to do';
  const isAboutSignature = /signature/i.test(body);
  if (isAboutSignature && !secret) return "give the connector's signing secret with --secret; creating a connector shows it once";
  if (isAboutSignature && !key) return 'is this secret of the connector that it was sent to?';
  if (!key) return 'give the key of a connector with --key; creating a connector shows it once';
  return secret ? 'is this key and this secret of the same connector?' : 'give its signing secret with --secret';
}

function readBytes(path: string): Uint8Array {
  try {
    return Uint8Array.from(readFileSync(path));
  } catch {
    throw new Error(`${path} cannot be read: --file names the file whose bytes are sent`);
  }
}

function readObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // said below
  }
  throw new InvalidArgumentError('It must be a JSON object.');
}

function readHeader(line: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It must look like "Name: value".');
  return { ...before, [name.toLowerCase()]: value };
}
