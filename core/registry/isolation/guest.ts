/**
 * An adapter on its own: imports it, describes it, and answers calls with frozen inputs. It runs inside the thread or
 * process of one adapter, and knows of the hub only what it is sent.
 */
import { compileCidrs } from '../../domain/cidr.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import { findAdapterFault, settleExport, Unloadable } from '../check-adapter.ts';
import { importFaultOf } from '../import-fault.ts';
import { compileSchema } from '../json-schema.ts';
import { provideSdk } from '../sdk-resolution.ts';
import { deepFreeze } from './deep-freeze.ts';
import { at, describe } from './description.ts';
import { type AnswerMessage, type Assignment, type CallMessage, type Readiness, unpackGiven } from './messages.ts';
import { watchSharedObjects } from './shared-objects.ts';
import { takeAwayReach } from './take-away.ts';

/** Answers calls once the adapter is there. */
export interface Guest {
  readonly readiness: Readiness;
  answer(call: CallMessage): Promise<AnswerMessage>;
}

/** Imports the adapter. Never rejects: what goes wrong is in `readiness`. */
export async function startGuest({ module, options, trustedNetworks }: Assignment): Promise<Guest> {
  const isListed = compileCidrs(trustedNetworks);
  const isTrustedHost = (hostname: string): boolean =>
    isListed(/^localhost$/i.test(hostname) ? '127.0.0.1' : hostname.replace(/^\[(.*)\]$/, '$1'));
  const loaded = await load(module, options);
  if ('reason' in loaded) return { readiness: { kind: 'failed', reason: loaded.reason }, answer: refuseToAnswer };
  const { adapter } = loaded;
  const isSpoiled = watchSharedObjects(); // what it changed while it was loaded is how it wants things to be
  const checks = new Map<string, (value: unknown) => unknown>();

  return {
    readiness: { kind: 'ready', description: describe(adapter) },
    async answer({ id, place, given }) {
      if (isSpoiled()) return spoiledAnswer(id, 'before');
      try {
        const ready = unpackGiven(place, given, isTrustedHost).map(deepFreeze);
        const value: unknown = await call(place, ready);
        if (isSpoiled()) return spoiledAnswer(id, 'after');
        return value === undefined ? { id } : { id, value };
      } catch (error) {
        return isSpoiled() ? spoiledAnswer(id, 'after') : { id, error: kindOf(error) };
      }
    },
  };

  function call(place: string, given: readonly unknown[]): unknown {
    if (place.endsWith('#first') || place.endsWith('#fields')) return checkOf(place)(given[0]);
    const dot = place.lastIndexOf('.');
    const parent = at(adapter, place.slice(0, Math.max(dot, 0)));
    const called: unknown = at(parent, place.slice(dot + 1));
    if (typeof called !== 'function') throw new TypeError('there is no such function');
    return Reflect.apply(called, parent, given);
  }

  /** `<place of a schema>#first` or `#fields`: schemas are judged here, because their patterns are the adapter's code too. */
  function checkOf(place: string): (value: unknown) => unknown {
    const known = checks.get(place);
    if (known) return known;
    const [where = '', which = ''] = place.split('#');
    const compiled = compileSchema(at(adapter, where) as JsonSchema); // it was compiled once when the adapter was checked
    const check = which === 'first' ? compiled.first : compiled.fields;
    checks.set(place, check);
    return check;
  }
}

async function load(module: string, options: unknown): Promise<{ readonly adapter: unknown } | { readonly reason: string }> {
  provideSdk();
  takeAwayReach();
  try {
    const imported: unknown = await import(module);
    const adapter = settleExport(imported, options);
    const reason = findAdapterFault(adapter);
    return reason === undefined ? { adapter } : { reason };
  } catch (error) {
    return { reason: error instanceof Unloadable ? error.message : `could not be loaded: ${importFaultOf(error)}` };
  }
}

/** Without a prototype, because a toJSON that was put there would be asked when it is written. */
function spoiledAnswer(id: number, spoiled: 'before' | 'after'): AnswerMessage {
  const error = 'it changed what all its calls share, such as Array.prototype';
  return { __proto__: null, id, error, spoiled } as AnswerMessage; // the language's own way to say so
}

function refuseToAnswer({ id }: CallMessage): Promise<AnswerMessage> {
  return Promise.resolve({ id, error: 'the adapter is not loaded' });
}

/** The class of an error and the place that threw it: its message may hold what a request brought. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no Error';
  const kind = /^[A-Za-z]{1,40}$/.exec(error.name)?.[0] ?? 'Error';
  const [, place] = /([\w.-]{1,80}:\d+:\d+)\)?\s*$/m.exec(String(error.stack).split('\n    at ')[1] ?? '') ?? [];
  return place === undefined ? kind : `${kind} at ${place}`;
}
