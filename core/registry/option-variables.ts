/**
 * Puts environment variables into the options of an adapter, after the file was parsed, so that no value can become YAML. It
 * gives none of the hub's own: those hold the keys to everything.
 */

import { Unloadable } from './check-adapter.ts';

/** The environment variables to choose from. */
export type Variables = Readonly<Record<string, string | undefined>>;

const reference = /\$\{([^}]*)\}/g;
const nameSyntax = /^[A-Z_][A-Z0-9_]*$/;
const hubsOwn = /^(CROSSDOCK_|DATABASE_URL|TEST_DATABASE_URL|PG|NODE_)/;

/** The options with each `${NAME}` in a text replaced. Throws a sentence for the operator when one cannot be. */
export function expandOptions(options: unknown, variables: Variables): unknown {
  if (typeof options === 'string') return options.replaceAll(reference, (_whole, name: string) => valueOf(name, variables));
  if (Array.isArray(options)) return options.map((part) => expandOptions(part, variables));
  if (typeof options !== 'object' || options === null) return options;
  return Object.fromEntries(Object.entries(options).map(([name, part]) => [name, expandOptions(part, variables)]));
}

function valueOf(name: string, variables: Variables): string {
  if (!nameSyntax.test(name)) throw new Unloadable(`has options with \${${name}}, which is not the name of a variable`);
  if (hubsOwn.test(name)) throw new Unloadable(`has options with \${${name}}, which is the hub's own: no adapter is given it`);
  const value = variables[name];
  if (value === undefined) throw new Unloadable(`has options with \${${name}}, which is not set`);
  return value;
}
