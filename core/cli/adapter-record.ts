/**
 * `crossdock adapter record`: real requests of a running hub as redacted fixtures beside an adapter. It reads the request log
 * and changes nothing at the hub; what it writes has gone through redaction/, and its reader is told to look all the same.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { loadAdapterFolder } from '../registry/adapter-folder.ts';
import { type RequestFile, requestFileEnding } from '../sdk/conformance/request-files.ts';
import type { PayloadFormatAdapter } from '../sdk/contract.ts';
import { askHub, type HubAccess, hubOptions, requireToken } from './hub-client.ts';
import { type LoggedRequest, redactRequest } from './redaction/redact-request.ts';
import { type JsonOption, say, sayJson } from './terminal.ts';

interface RecordOptions extends JsonOption {
  readonly connector: string;
  readonly request?: string;
  readonly limit: number;
  readonly mount: string;
  readonly hub: string;
  readonly token?: string;
}

interface Recorded {
  readonly request_id: string;
  /** Absent for a request that was left out. */
  readonly file?: string;
  readonly redacted?: readonly string[];
  /** Why it was left out. */
  readonly reason?: string;
}

/** Adds the subcommand to `crossdock adapter`. */
export function addAdapterRecord(adapter: Command): void {
  adapter
    .command('record')
    .description(
      'write the latest requests that a connector was answered 2xx into the fixtures of an adapter, with e-mail addresses, names, phones, addresses, ' +
        'card numbers, links and secrets replaced. Look at the files before you share them: no list of fields knows them all',
    )
    .argument('<path>', "the adapter's folder")
    .requiredOption('--connector <id>', 'whose requests')
    .option('--request <id>', 'only this one')
    .option('--limit <count>', 'how many at most, 1 to 100', readLimit, 10)
    .option('--mount <path>', 'what plugins.yaml mounts the adapter below, which its fixtures leave out', '')
    .option(...hubOptions.hub)
    .option(...hubOptions.token)
    .option(...hubOptions.json)
    .action(record);
}

async function record(
  adapterPath: string,
  { connector, request, limit, mount, hub, token, json = false }: RecordOptions,
): Promise<void> {
  const loaded = await loadAdapterFolder(adapterPath);
  if (typeof loaded === 'string') throw new Error(loaded);
  const access: HubAccess = { hub, token: requireToken(token) };
  const ids = request === undefined ? await latest(access, connector, limit) : [request];
  if (ids.length === 0) throw new Error(`the connector ${connector} has no requests yet: send one with crossdock send`);

  const folder = join(loaded.folder, 'fixtures');
  const recorded: Recorded[] = [];
  for (const id of ids) {
    const logged = (await askHub(access, `/requests/${encodeURIComponent(id)}`)) as LoggedRequest; // as the operator API documents it
    const path = logged.path.startsWith(mount) ? logged.path.slice(mount.length) : logged.path;
    recorded.push(write(folder, id, { ...logged, path }, loaded.adapter));
  }

  if (json) {
    sayJson({ folder, requests: recorded });
    return;
  }
  for (const { request_id, file, redacted = [], reason } of recorded) {
    if (file === undefined) say(`left out ${request_id}: ${reason}`);
    else say(`${file}: ${redacted.length === 0 ? 'nothing was taken out' : `taken out: ${redacted.join(', ')}`}`);
  }
  say('Look at the files: personal data is found by the names of fields and by its look, and free text may hold more.');
  say(`Next: crossdock adapter check ${adapterPath}`);
}

async function latest(access: HubAccess, connector: string, limit: number): Promise<readonly string[]> {
  const answer = await askHub(access, `/connectors/${encodeURIComponent(connector)}/requests?status_class=2xx&limit=${limit}`);
  const { rows } = answer as { readonly rows: readonly { readonly id: string }[] }; // as the operator API documents it
  return rows.map(({ id }) => id);
}

function write(folder: string, id: string, logged: LoggedRequest, adapter: PayloadFormatAdapter): Recorded {
  const redacted = redactRequest(logged);
  if (typeof redacted === 'string') return { request_id: id, reason: redacted };
  const params = paramsOf(adapter, redacted.file);
  if (params === undefined)
    return { request_id: id, reason: `no route of ${adapter.format} answers ${logged.method} ${logged.path}` };
  const name = `recorded-${id}`;
  const file = join(folder, name + requestFileEnding);
  if (existsSync(file)) return { request_id: id, reason: `${file} is there already` };
  const contents: RequestFile = { ...redacted.file, ...(Object.keys(params).length > 0 && { params }) };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(contents, null, 2)}\n`);
  if (redacted.body !== undefined) writeFileSync(join(folder, `${name}.body.json`), redacted.body);
  return { request_id: id, file, redacted: redacted.redacted };
}

/** What stands at the `:names` of the route that answered; undefined when none of the adapter's could. */
function paramsOf(
  { inbound }: PayloadFormatAdapter,
  { method, path }: RequestFile,
): Readonly<Record<string, string>> | undefined {
  const actual = path.split('/');
  for (const route of inbound?.routes ?? []) {
    const expected = route.path.split('/');
    const fits = expected.every((segment, index) => segment.startsWith(':') || segment === actual[index]);
    if (route.method !== method || expected.length !== actual.length || !fits) continue;
    return Object.fromEntries(
      expected.flatMap((segment, index) => (segment.startsWith(':') ? [[segment.slice(1), actual[index] ?? '']] : [])),
    );
  }
  return undefined;
}

function readLimit(text: string): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > 100) throw new InvalidArgumentError('It must be a number from 1 to 100.');
  return limit;
}
