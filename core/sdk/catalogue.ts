/**
 * The adapters that are loaded, as the other rooms see them. Loading them is the registry's job.
 */
import type { FieldFault } from '../domain/fault.ts';
import type { PayloadFormatAdapter } from './contract.ts';

/** An adapter that passed the registry's checks. */
export interface LoadedAdapter {
  readonly adapter: PayloadFormatAdapter;
  /** The path or package that plugins.yaml names. */
  readonly source: string;
  /** What is wrong with a connector's settings; empty when they are valid. */
  checkConfig(config: unknown): readonly FieldFault[];
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
}
