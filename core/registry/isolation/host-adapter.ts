/**
 * Gives an adapter the host that plugins.yaml asks for, and checks what comes back from one that is isolated.
 */
import { AdapterFailure } from '../../domain/adapter-failure.ts';
import type { Log } from '../../domain/ports.ts';
import type { AdapterHealth, HostedAdapter, HostedRoute, Isolation, LoadedAdapter } from '../../sdk/catalogue.ts';
import type { PayloadFormatAdapter } from '../../sdk/contract.ts';
import { findAdapterFault, settleExport, Unloadable } from '../check-adapter.ts';
import { compileSchema } from '../json-schema.ts';
import { provideSdk } from '../sdk-resolution.ts';
import { startAdapterHost } from './adapter-host.ts';
import { adapterOf } from './description.ts';
import { createFailureRecord } from './failure-record.ts';
import { hostInProcess } from './in-process.ts';
import { mounted, unmounted } from './mount.ts';
import { inPermittedProcess } from './permitted-process.ts';
import { inWorkerThread } from './worker-thread.ts';

/** Not more than one line of the log in this time tells that an adapter prints. */
const printPauseMilliseconds = 10_000;

/** How an adapter is to run. */
export interface HostingOptions {
  readonly isolation: Isolation;
  readonly timeoutMilliseconds: number;
  readonly memoryMegabytes: number;
  /** What its paths begin with beside what it says itself; absent means nothing. */
  readonly mount?: string;
  /** Absent when plugins.yaml gives none. */
  readonly options?: unknown;
}

/** What hosting stands on. */
export interface HostingPorts {
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The networks that adapters may be told are trusted. */
  readonly trustedNetworks: readonly string[];
}

/** A hosted adapter, without where it came from. */
export interface Hosting extends Omit<LoadedAdapter, 'source'> {
  readonly isolation: Isolation;
  health(): AdapterHealth;
  close(): Promise<void>;
}

/** Loads and hosts the adapter that a module exports. Rejects with a sentence that says why it cannot. */
export async function hostAdapter(module: string, options: HostingOptions, ports: HostingPorts): Promise<Hosting> {
  const record = createFailureRecord(ports.now);
  const onFailure = (failure: AdapterFailure): void => {
    record.note(failure);
    ports.log.error('an adapter failed', { adapter: failure.format, reason: failure.reason, detail: failure.message });
  };
  const hosting =
    options.isolation === 'none'
      ? await hostHere(module, options, onFailure)
      : await hostElsewhere(module, options, options.isolation, ports, onFailure);
  return { ...hosting, isolation: options.isolation, health: record.health };
}

async function hostHere(
  module: string,
  { options, mount }: HostingOptions,
  onFailure: (failure: AdapterFailure) => void,
): Promise<Pick<Hosting, 'adapter' | 'checkConfig' | 'close'>> {
  provideSdk();
  const value = settleExport(await import(module), options);
  const fault = findAdapterFault(value);
  if (fault !== undefined) throw new Unloadable(fault);
  const adapter = hostInProcess(value as PayloadFormatAdapter, mount, onFailure); // no fault was found
  const { fields } = compileSchema(adapter.configSchema);
  return { adapter, checkConfig: checkConfigOf(adapter, fields), close: () => Promise.resolve() };
}

async function hostElsewhere(
  module: string,
  { options, mount, memoryMegabytes, timeoutMilliseconds }: HostingOptions,
  isolation: 'worker' | 'process',
  { log, now, trustedNetworks }: HostingPorts,
  onFailure: (failure: AdapterFailure) => void,
): Promise<Pick<Hosting, 'adapter' | 'checkConfig' | 'checkBody' | 'close'>> {
  const start = isolation === 'worker' ? inWorkerThread(memoryMegabytes) : inPermittedProcess(memoryMegabytes);
  const assignment = { module, trustedNetworks, ...(options === undefined ? {} : { options }) };
  let format = 'that is being loaded';
  let printedAt = 0;
  const onPrint = (text: string): void => {
    if (now() < printedAt + printPauseMilliseconds) return;
    printedAt = now();
    log.info('an adapter printed, which is not shown: it may hold what a request brought', {
      adapter: format,
      characters: text.length,
    });
  };
  const host = await startAdapterHost({ start, assignment, timeoutMilliseconds, onPrint, onFailure, now });
  const call = (place: string, given: readonly unknown[]): Promise<unknown> => host.call(place, unmounted(place, given, mount));
  const adapter = adapterOf(mounted(host.description, mount), call);
  const fault = findAdapterFault(adapter, false);
  if (fault !== undefined) {
    await host.close();
    throw new Unloadable(fault);
  }
  format = adapter.format;
  host.name(format);
  return { adapter, close: () => host.close(), ...schemaChecks(adapter, call) };
}

type Call = (place: string, given: readonly unknown[]) => Promise<unknown>;

function schemaChecks(adapter: HostedAdapter, call: Call): Pick<Hosting, 'checkConfig' | 'checkBody'> {
  const fields = (config: unknown) => call('configSchema#fields', [config]) as ReturnType<Hosting['checkConfig']>; // its shape was checked
  return {
    checkConfig: checkConfigOf(adapter, fields),
    checkBody: (route: HostedRoute, json) => {
      const index = adapter.inbound?.routes.indexOf(route) ?? -1;
      return call(`inbound.routes.${index}.bodySchema#first`, [json]) as Promise<string | undefined>; // its shape was checked
    },
  };
}

/** The schema first: the adapter's own check is asked only about settings of the right shape. */
function checkConfigOf(adapter: HostedAdapter, fields: Hosting['checkConfig']): Hosting['checkConfig'] {
  return async (config) => {
    try {
      const faults = await fields(config);
      return faults.length > 0 ? faults : ((await adapter.checkConfig?.(config as object)) ?? []); // the schema asks for an object
    } catch (error) {
      if (!(error instanceof AdapterFailure)) throw error;
      return [{ path: '', message: `cannot be checked: ${error.message}` }];
    }
  };
}
