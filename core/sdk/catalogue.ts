/**
 * The adapters that are loaded, as the other rooms see them. Loading them is the registry's job.
 */
import type { Awaitable } from '../domain/awaitable.ts';
import type { AdapterFailureReason } from '../domain/adapter-failure.ts';
import type { FieldFault } from '../domain/fault.ts';
import type { Inbound, Outbound, PayloadFormatAdapter, Route } from './contract.ts';

/**
 * What the hub calls instead of the author's own object: the same shape, but any answer may have to be waited for, because
 * the adapter may run elsewhere.
 */
export type Hosted<Part> = unknown extends Part
  ? Part
  : Part extends (...given: infer Given) => infer Result
    ? HostedFunction<Given, Result>
    : Part extends readonly (infer Element)[]
      ? readonly Hosted<Element>[]
      : string extends keyof Part // a JSON Schema, headers: data under names of their own
        ? Part
        : { [Name in keyof Part]: Hosted<Part[Name]> };

/** Written as a method, because methods may be assigned whatever settings they take, as in the contract itself. */
type HostedFunction<Given extends unknown[], Result> = { call(...given: Given): Awaitable<Awaited<Result>> }['call'];

/** An adapter as the hub calls it. */
export type HostedAdapter = Hosted<PayloadFormatAdapter>;
/** Its inbound side. */
export type HostedInbound = Hosted<Inbound>;
/** One of its routes. */
export type HostedRoute = Hosted<Route>;
/** Its outbound side. */
export type HostedOutbound = Hosted<Outbound>;

/**
 * Where an adapter runs. `none`: in the hub's own thread. `worker`: in a thread of its own. `process`: in a process of its own,
 * without files, network and environment. See docs/isolation.md.
 */
export type Isolation = 'none' | 'worker' | 'process';

/** How an adapter fares in this process. */
export interface AdapterHealth {
  /** Failures of the last hour. */
  readonly failuresRecently: number;
  /** Absent when there was none. `at` is milliseconds since 1970; `detail` is for operators and holds nothing of a request. */
  readonly lastFailure?: { readonly at: number; readonly reason: AdapterFailureReason; readonly detail: string };
}

/** An adapter that passed the registry's checks. */
export interface LoadedAdapter {
  readonly adapter: HostedAdapter;
  /** The path or package that plugins.yaml names. */
  readonly source: string;
  /** What is wrong with a connector's settings; empty when they are valid. */
  checkConfig(config: unknown): Awaitable<readonly FieldFault[]>;
  /** The first place in a body that breaks the schema of one of its routes; absent where the hub itself judges. */
  checkBody?(route: HostedRoute, json: unknown): Awaitable<string | undefined>;
  /** Absent means `none`. */
  readonly isolation?: Isolation;
  /** Absent where nobody keeps count. */
  health?(): AdapterHealth;
}

/** An adapter that could not be loaded; the hub serves the others. */
export interface FailedAdapter {
  readonly source: string;
  /** A sentence for the operator that says what to mend. */
  readonly reason: string;
}

/** All adapters of this process. */
export interface AdapterCatalogue {
  readonly loaded: readonly LoadedAdapter[];
  readonly failed: readonly FailedAdapter[];
  /** Absent when no loaded adapter has this format. */
  find(format: string): LoadedAdapter | undefined;
  /** Ends what runs outside of the hub's thread; absent when nothing does. */
  close?(): Promise<void>;
}
