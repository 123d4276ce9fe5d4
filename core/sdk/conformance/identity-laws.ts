/**
 * Laws about what an adapter says of itself: its name, settings, scopes and routes.
 */
import { scopes as knownScopes } from '../../domain/scope.ts';
import type { PayloadFormatAdapter } from '../contract.ts';
import type { SetupGuide } from '../setup.ts';
import { deliveryPaths } from '../delivery-paths.ts';
import { compileSchema } from './schema.ts';
import { answers, broken, settles, type Subject, survives } from './subject.ts';
import { variantsOf } from './value.ts';

const headerSyntax = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const formatSyntax = /^[a-z][a-z0-9-]*$/;
const versionSyntax = /^\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/;
const keyPrefixSyntax = /^[a-z]+(_[a-z]+)*_$/;
const spoiltSettings = [undefined, '', ' ', '{', 'x'.repeat(5_000), '(', -1, [], {}, null, false];
const pathSyntax = /^(\/(:[A-Za-z][A-Za-z0-9]*|[A-Za-z0-9._~-]+))+$/;

/** Format, version and apiVersion are there and well-formed, and the adapter can do something. */
export function namesItself<Config extends object>({ adapter }: Subject<Config>): void {
  if (adapter.apiVersion !== 1) broken('apiVersion has to be 1');
  if (!formatSyntax.test(adapter.format)) broken('format has to be lower-case letters, digits and dashes');
  if (!versionSyntax.test(adapter.version)) broken('version has to be a semantic version such as 1.0.0');
  if (adapter.keyPrefix !== undefined && !keyPrefixSyntax.test(adapter.keyPrefix))
    broken('keyPrefix has to be lower-case words, each ended by an underscore');
  if (adapter.inbound === undefined && adapter.outbound === undefined) broken('the adapter neither receives nor sends');
}

/** The settings' schema takes the sample and refuses a setting it does not know. */
export function refusesUnknownSettings<Config extends object>({ adapter, samples }: Subject<Config>): void {
  const isValid = compileSchema(adapter.configSchema);
  if (!isValid(samples.config)) broken('configSchema refuses the sample settings');
  if (isValid({ ...samples.config, conformance_unknown_setting: 'x' }))
    broken('configSchema accepts a setting that it does not know: say additionalProperties: false');
  if (isValid([]) || isValid('x') || isValid(null)) broken('configSchema accepts settings that are not an object');
}

/** What the schema accepts can be judged, the sample's settings are in order, and spoilt ones are judged without throwing. */
export async function judgesItsSettings<Config extends object>({ adapter, samples }: Subject<Config>): Promise<void> {
  const isValid = compileSchema(adapter.configSchema);
  const judge = (config: Config) => settles('checkConfig', async () => (await adapter.checkConfig?.(config)) ?? []);
  describesItsSignatures(adapter, samples.config);
  if ((await judge(structuredClone(samples.config))).length > 0) broken('checkConfig refuses the sample settings');
  for (const variant of variantsOf(samples.config, spoiltSettings)) {
    if (!isValid(variant)) continue;
    const faults = await judge(variant as Config); // the schema accepts it
    if (faults.length === 0) describesItsSignatures(adapter, variant as Config);
    if (!Array.isArray(faults) || !faults.every(({ path, message }) => typeof path === 'string' && typeof message === 'string'))
      broken('checkConfig gives something other than a list of paths and messages');
  }
}

function describesItsSignatures<Config extends object>({ inbound }: PayloadFormatAdapter<Config>, config: Config): void {
  const described = survives('scheme', () => inbound?.signature?.scheme?.(structuredClone(config)));
  if (described === undefined) return;
  const { description, header = 'x', toleranceSeconds = 0 } = described;
  if (description.trim() === '' || /\p{Cc}/u.test(description)) broken('scheme has no description of one line');
  if (!headerSyntax.test(header)) broken('scheme names a header that is none');
  if (!Number.isSafeInteger(toleranceSeconds) || toleranceSeconds < 0)
    broken('scheme has a tolerance that is no number of seconds');
}

/** Scopes come from the closed set, and every route asks for one that a connector of the format can have. */
export function declaresItsScopes<Config extends object>({ adapter }: Subject<Config>): void {
  const known: ReadonlySet<string> = new Set(knownScopes);
  for (const scope of adapter.scopes) if (!known.has(scope)) broken(`there is no scope ${scope}`);
  if (new Set(adapter.scopes).size !== adapter.scopes.length) broken('a scope is declared twice');
  for (const { scope, method, path } of adapter.inbound?.routes ?? []) {
    if (scope !== null && !adapter.scopes.includes(scope))
      broken(`${method} ${path} asks for ${scope}, which no connector of this format can have`);
  }
}

/** What people are told is text, and asks for nothing that a connector of the format does not have. */
export function tellsPeopleHowToConnect<Config extends object>({ adapter }: Subject<Config>): void {
  const { setup } = adapter;
  if (setup === undefined) return;
  for (const guide of [setup, ...Object.values(setup.others ?? {})]) asksForWhatThereIs(guide, adapter);
}

function asksForWhatThereIs<Config extends object>(guide: SetupGuide, { keyPrefix, inbound }: Subject<Config>['adapter']): void {
  const { title, description, steps, firstRequest = '' } = guide;
  for (const text of [title, description, ...steps])
    if (text.trim() === '' || /\p{Cc}/u.test(text)) broken('setup has a text that is blank or has line breaks');
  const count = deliveryPaths(inbound?.routes ?? [], '').length;
  for (const [, name = ''] of [...steps, firstRequest].join('\n').matchAll(/\{(\w+)\}/g)) {
    const [, number] = /^delivery_url(?:_([2-9]|[1-9]\d))?$/.exec(name) ?? [];
    const isUrl = name.startsWith('delivery_url') && (name === 'delivery_url' || number !== undefined);
    if (isUrl && Number(number ?? 1) > count) broken(`setup names {${name}}, and the format has ${count} delivery URLs`);
    if (name === 'key' && keyPrefix === undefined) broken('setup names {key}, and connectors of this format have none');
    if (!isUrl && name !== 'key' && name !== 'secret') broken(`setup names {${name}}, which nobody fills in`);
  }
}

/** Method and path are well-formed and occur once; names of parameters do not tell two routes apart. */
export function hasEachRouteOnce<Config extends object>({ adapter, samples }: Subject<Config>): void {
  const routes = adapter.inbound?.routes ?? [];
  const probes = adapter.inbound?.probes ?? [];
  for (const { path } of [...routes, ...probes])
    if (!pathSyntax.test(path))
      broken(`${path} is not a path: it begins with a slash, ends without one, and writes parameters as :name`);
  const seen = new Set<string>();
  for (const { method, path } of routes) {
    const place = `${method} ${path.replace(/:[^/]+/g, ':')}`;
    if (seen.has(place)) broken(`${method} ${path} is there twice`);
    seen.add(place);
  }
  for (const { name, request } of samples.requests) {
    if (![...routes, ...probes].some((where) => answers(where, request))) broken(`no route or probe answers the sample ${name}`);
  }
}
