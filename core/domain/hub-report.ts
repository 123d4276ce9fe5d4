/**
 * What each process of the hub says of itself, so that the others can tell what is wrong with it, or that it is gone.
 */

/** A clock that is further off than this will be noticed by others: they allow 300 seconds, and are off themselves. */
export const clockToleranceSeconds = 30;

/** One process. */
export interface HubProcess {
  /** A UUID of its own. */
  readonly id: string;
  /** Its host name. */
  readonly machine: string;
  /** True when it makes deliveries. */
  readonly delivers: boolean;
}

/** Keeps what processes say. */
export interface HubReports {
  /** Compares this process's clock with the database's and writes that down; the next word is due within `milliseconds`. */
  report(process: HubProcess, milliseconds: number): Promise<void>;
}
