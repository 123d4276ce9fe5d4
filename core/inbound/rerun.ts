/**
 * Runs requests for operators: a logged one once more, or a sample of the format, signed as its storefront would.
 */
import type { Connector, ConnectorDirectory } from '../domain/connector.ts';
import { fault, type Fault } from '../domain/fault.ts';
import type { Clock, RandomBytes } from '../domain/ports.ts';
import type { PastRequest } from '../domain/provisioning/past-request.ts';
import type { Rerun, Reruns } from '../domain/provisioning/rerun.ts';
import { uuidV7 } from '../domain/uuid.ts';
import type { AdapterSamples } from '../sdk/conformance/adapter-samples.ts';
import type { InboundRequest } from '../sdk/contract.ts';
import type { Arrival, MountedRoute } from './exchange.ts';
import type { Pipeline } from './pipeline.ts';
import { checkSignature } from './verify.ts';

/** What reruns stand on. */
export interface RerunPorts {
  readonly routes: readonly MountedRoute[];
  readonly pipeline: Pick<Pipeline, 'resume'>;
  readonly directory: Pick<ConnectorDirectory, 'byId'>;
  /** The samples of a format, or a sentence that says why there are none. */
  readonly samplesOf: (format: string) => Promise<AdapterSamples | string>;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** Some senders sign with a key of their own, of which the hub has the public half alone. */
const cannotSign =
  'the hub cannot prove a sample as this sender does; send one with `crossdock send`, its own proof as --header "Authorization: ..."';

const maskedBody =
  'the log masked what reads like a card number or a key in this body, so it is not what was sent: have the storefront send it again';

type Facts = Pick<InboundRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>;

/** Makes them. */
export function createReruns({ routes, pipeline, directory, samplesOf, clock, randomBytes }: RerunPorts): Reruns {
  async function run(connector: Connector, facts: Facts, clientIp: string, mark: Record<string, string>): Promise<Rerun | Fault> {
    const found = findRoute(routes, connector.format, facts);
    if (found === undefined) return fault('conflict', 'no loaded adapter answers this request any more');
    const request: InboundRequest = { ...facts, params: found.params };
    const id = uuidV7(clock.now(), randomBytes);
    const logged = Object.entries(facts.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    const arrival: Arrival = {
      id,
      request,
      clientIp,
      readBody: () => Promise.resolve(facts.body),
      loggedHeaders: { ...Object.fromEntries(logged), ...mark },
    };
    const { reply } = await pipeline.resume(found.mounted, arrival, request, connector);
    return { requestId: id, statusCode: reply.status };
  }

  async function live(connectorId: string): Promise<Connector | Fault> {
    const connector = await directory.byId(connectorId);
    if (connector === undefined) return fault('not_found');
    return connector.revoked
      ? fault('conflict', 'the connector is revoked, or its store may not use the format any more')
      : connector;
  }

  return {
    async replay(past: PastRequest, clientIp) {
      if (past.connectorId === null)
        return fault('conflict', 'nobody knows whose request this was, so nothing can be done for them');
      if (past.body === null && past.method !== 'GET') return fault('conflict', 'nothing was kept of the body of this request');
      if (past.bodyMasked) return fault('conflict', maskedBody);
      const connector = await live(past.connectorId);
      if ('kind' in connector) return connector;
      const { method, path, headers } = past;
      const facts = { method, path, headers, query: new URLSearchParams(), body: past.body ?? new Uint8Array() };
      return run(connector, facts, clientIp, { 'x-crossdock-replay-of': past.id });
    },
    async test(connectorId, clientIp) {
      const connector = await live(connectorId);
      if ('kind' in connector) return connector;
      const samples = await samplesOf(connector.format);
      if (typeof samples === 'string') return fault('conflict', `there is no sample to send: ${samples}`);
      const sample = samples.requests.find(({ proof }) => proof !== undefined) ?? samples.requests.find(hasBody);
      const [secret = ''] = connector.secrets;
      if (sample === undefined) return fault('conflict', 'the format has no sample with a body');
      const nowSeconds = Math.floor(clock.now() / 1000);
      const signed = samples.sign?.(sample.request, { secret, nowSeconds, config: connector.config }) ?? {};
      const request: InboundRequest = { ...sample.request, headers: { ...sample.request.headers, ...signed } };
      const mounted = findRoute(routes, connector.format, request)?.mounted;
      // As if the key had been shown: the hub has only its hash.
      const refusal = mounted && (await checkSignature(mounted.loaded.adapter, request, connector, nowSeconds, true));
      // An operator who reads 401 looks for what is wrong with their own key.
      if (refusal) return refusal.status === 401 ? fault('conflict', cannotSign) : refusal;
      return run(connector, { ...request, headers: withoutProof(request.headers, signed) }, clientIp, {
        'x-crossdock-test': '1',
      });
    },
  };
}

function hasBody({ request }: AdapterSamples['requests'][number]): boolean {
  return request.body.length > 0;
}

/** What the log keeps of a sample: its signature is as secret as any. */
function withoutProof(headers: InboundRequest['headers'], signed: Readonly<Record<string, string>>): InboundRequest['headers'] {
  const hidden = new Set([...Object.keys(signed).map((name) => name.toLowerCase()), 'authorization']);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hidden.has(name)));
}

/** The route of the format that answers a method and path, with what stands at its parameters. */
export function findRoute(
  routes: readonly MountedRoute[],
  format: string,
  { method, path }: Pick<InboundRequest, 'method' | 'path'>,
): { readonly mounted: MountedRoute; readonly params: Readonly<Record<string, string>> } | undefined {
  for (const mounted of routes) {
    if (mounted.loaded.adapter.format !== format || mounted.route.method !== method) continue;
    const params = matchPath(mounted.route.path, path);
    if (params) return { mounted, params };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [names, texts] = [pattern.split('/'), path.split('/')];
  if (names.length !== texts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const text = texts[index] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = decodeURIComponent(text); // it was decoded once when it came
    else if (name !== text) return undefined;
  }
  return params;
}
