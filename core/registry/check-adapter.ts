/**
 * Says what is wrong with a module that claims to be an adapter, in a sentence for its author. It runs none of it but the
 * compilation of its schemas.
 */
import { scopes } from '../domain/scope.ts';
import type { PayloadFormatAdapter, Route } from '../sdk/contract.ts';
import type { Setup, SetupGuide } from '../sdk/setup.ts';
import { deepFreeze } from './isolation/deep-freeze.ts';
import { compileSchema } from './json-schema.ts';

const supportedApiVersion = 1;
const formatSyntax = /^[a-z][a-z0-9-]{0,62}$/;
const pathSyntax = /^(\/(:[A-Za-z]+|[A-Za-z0-9._-]+))+$/;
const bodyKinds: ReadonlySet<string> = new Set(['json', 'optional', 'none', 'raw']);
const knownScopes: ReadonlySet<string> = new Set(scopes);

/** Says in its message what is wrong with an adapter, so that the sentence can stand after its name. */
export class Unloadable extends Error {}

/**
 * The adapter that a module exports: its default export, or what that gives for the `options` of plugins.yaml when it is a
 * function. Throws a sentence when there are options and nobody to take them.
 */
export function settleExport(module: unknown, options: unknown): unknown {
  const found = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  if (typeof found === 'function') return Reflect.apply(found, undefined, [deepFreeze(options ?? {})]);
  if (options !== undefined) throw new Unloadable('takes no options: its default export is no function of them');
  return found;
}

/** Undefined when the value is an adapter that this hub can run. Without `compile` its schemas are taken for valid. */
export function findAdapterFault(value: unknown, compile = true): string | undefined {
  if (typeof value !== 'object' || value === null)
    return 'has no default export that is an adapter: export default defineAdapter({ … })';
  const adapter = value as Partial<PayloadFormatAdapter>; // every property is looked at before it is believed
  if (adapter.apiVersion !== supportedApiVersion) {
    return `is written for apiVersion ${String(adapter.apiVersion)}; this hub runs apiVersion ${supportedApiVersion}: install a matching release of the adapter`;
  }
  if (typeof adapter.format !== 'string' || !formatSyntax.test(adapter.format))
    return 'needs a format of lower case letters, digits and dashes';
  if (typeof adapter.version !== 'string' || !/^\d+\.\d+\.\d+/.test(adapter.version))
    return 'needs a semantic version such as 1.0.0';
  const declaredScopes: unknown = adapter.scopes;
  if (!Array.isArray(declaredScopes)) return 'needs a list of scopes, which may be empty';
  const strange = declaredScopes.filter((scope: unknown) => typeof scope !== 'string' || !knownScopes.has(scope));
  if (strange.length > 0) return `declares scopes that this hub does not know: ${JSON.stringify(strange)}`;
  if (adapter.keyPrefix !== undefined && !/^[a-z]+_(?:[a-z]+_)?$/.test(adapter.keyPrefix))
    return 'has a keyPrefix that does not look like "abc_"';
  const schemaFault = findSchemaFault('configSchema', adapter.configSchema, compile);
  if (schemaFault !== undefined) return schemaFault;
  if (!adapter.inbound && !adapter.outbound) return 'has neither an inbound nor an outbound side';
  return (
    findMissingFunction(adapter) ??
    (adapter.inbound ? findRouteFault(adapter.inbound.routes, compile) : undefined) ??
    findSetupFault(adapter.setup)
  );
}

/** What a function stands at is called without another look. */
function findMissingFunction({ inbound, outbound }: Partial<PayloadFormatAdapter>): string | undefined {
  if (inbound && !Array.isArray(inbound.routes)) return 'needs a list of routes in inbound';
  const needed: readonly (readonly [string, unknown])[] = [
    ...(inbound
      ? ([
          ['inbound.identify', inbound.identify],
          ['inbound.refuse', inbound.refuse],
        ] as const)
      : []),
    ...(inbound?.signature ? ([['inbound.signature.verify', inbound.signature.verify]] as const) : []),
    ...(inbound?.routes ?? []).flatMap(({ method, path, translate, reply }) => [
      [`translate of ${method} ${path}`, translate] as const,
      [`reply of ${method} ${path}`, reply] as const,
    ]),
    ...(outbound
      ? ([
          ['outbound.build', outbound.build],
          ['outbound.judge', outbound.judge],
        ] as const)
      : []),
  ];
  const missing = needed.find(([, value]) => typeof value !== 'function');
  return missing && `needs the function ${missing[0]}`;
}

function findRouteFault(routes: readonly Route[], compile: boolean): string | undefined {
  const seen = new Set<string>();
  for (const { method, path, body, bodySchema, requires } of routes) {
    const route = `${method} ${path}`;
    if (!bodyKinds.has(body)) return `has the route ${route}, whose body is none of ${[...bodyKinds].join(', ')}`;
    if (body === 'raw' && (bodySchema !== undefined || requires !== undefined))
      return `has the route ${route}, whose raw body only translate reads: leave bodySchema and requires out`;
    if (!pathSyntax.test(path)) return `has the route ${route}, whose path is not made of /names and /:parameters`;
    if (seen.has(route)) return `has the route ${route} twice`;
    seen.add(route);
    const schemaFault = bodySchema && findSchemaFault(`bodySchema of ${route}`, bodySchema, compile);
    if (schemaFault !== undefined) return schemaFault;
  }
  return undefined;
}

/** It is shown to people as it is, so it has to be text and end somewhere. */
function findSetupFault(setup: unknown): string | undefined {
  if (setup === undefined) return undefined;
  const { others = {} }: Partial<Setup> = typeof setup === 'object' && setup !== null ? setup : {};
  if (typeof others !== 'object' || others === null) return 'has a setup whose others are not an object';
  const strange = Object.keys(others).find((name) => !guideName.test(name));
  if (strange !== undefined) return `has a setup with another one of the name ${strange}, which is not a short name`;
  return [setup, ...Object.values(others)].map(findGuideFault).find((found) => found !== undefined);
}

/** A name that stands in an address. */
const guideName = /^[a-z][a-z0-9-]{0,39}$/;

function findGuideFault(guide: unknown): string | undefined {
  if (typeof guide !== 'object' || guide === null) return 'has a setup that is not an object';
  const { title, description, steps, firstRequest = '' } = guide as Partial<SetupGuide>; // every property is looked at below
  const isLine = (text: unknown): boolean => typeof text === 'string' && /^[^\p{Cc}]{1,200}$/u.test(text);
  if (!isLine(title) || !isLine(description)) return 'has a setup whose title and description are not one line each';
  const known: unknown = steps; // its author's word is not enough
  const areTexts = Array.isArray(known) && known.every((step: unknown) => typeof step === 'string' && step.length <= 2_000);
  if (!areTexts || known.length > 30) return 'has a setup whose steps are not a list of at most 30 texts';
  if (typeof firstRequest !== 'string' || firstRequest.length > 5_000) return 'has a setup whose firstRequest is no text';
  return undefined;
}

function findSchemaFault(name: string, schema: unknown, compile: boolean): string | undefined {
  if (typeof schema !== 'object' || schema === null) return `needs a ${name}`;
  if (!compile) return undefined;
  try {
    compileSchema(schema as Record<string, unknown>); // an object that is not null
    return undefined;
  } catch (error) {
    return `has a ${name} that is not a valid JSON Schema: ${error instanceof Error ? error.message : 'unknown reason'}`;
  }
}
