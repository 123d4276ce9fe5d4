/**
 * A sample as this connector's storefront would send it: its own key, its own path and a fresh signature in the place of the
 * sample's. How a storefront signs is the adapter's own knowledge, in its fixtures/samples.ts.
 */
import type { AdapterSamples } from '../sdk/conformance/adapter-samples.ts';
import type { InboundRequest } from '../sdk/index.ts';

/** Who the storefront is to the hub. */
export interface StorefrontIdentity {
  /** Absent for a storefront that sends none. */
  readonly key?: string;
  readonly secret?: string;
  /** The connector's settings; the samples' own when absent. */
  readonly config?: object;
}

/** Headers of a capture that were about its own journey. */
const travelHeader = /^(authorization|host|connection|content-length|accept-encoding|transfer-encoding|cookie|x-forwarded-.*)$/;

/** The sample's headers, this connector's key, and a fresh signature. */
export function storefrontHeaders(
  samples: AdapterSamples,
  request: InboundRequest,
  { key, secret, config }: StorefrontIdentity,
): Record<string, string> {
  const kept = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined || travelHeader.test(name) ? [] : [[name, value] as const],
  );
  const headers: Record<string, string> = { ...Object.fromEntries(kept), ...(key && { authorization: `Bearer ${key}` }) };
  const proved = new Set(samples.requests.flatMap(({ proof }) => proof?.headers ?? []));
  for (const name of proved) delete headers[name]; // of the sample, made with another secret
  if ((secret === undefined && config === undefined) || samples.sign === undefined) return headers;
  const settings = { ...(config ?? samples.config), ...secretAsSetting(samples, secret) };
  const credentials = { secret: secret ?? '', nowSeconds: Math.floor(Date.now() / 1000), config: settings };
  return { ...headers, ...samples.sign({ ...request, headers }, credentials) };
}

/** The secret once more, for formats that keep it in the connector's settings. */
function secretAsSetting({ requests }: AdapterSamples, secret: string | undefined): Readonly<Record<string, string>> {
  const setting = requests.find(({ proof }) => proof?.secretSetting !== undefined)?.proof?.secretSetting;
  return setting === undefined || secret === undefined ? {} : { [setting]: secret };
}

/** The sample's path with this connector in the place of its own. */
export function pathFor({ path, params }: InboundRequest, connector: string | undefined): string {
  if (connector === undefined) return path;
  const [, own] = Object.entries(params).find(([name]) => /^connector(_?id)?$/i.test(name)) ?? [];
  if (own === undefined) throw new Error('the path of this sample names no connector: give its delivery URL with --url');
  return path
    .split('/')
    .map((segment) => (segment === own ? connector : segment))
    .join('/');
}
