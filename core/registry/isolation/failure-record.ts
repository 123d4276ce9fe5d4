/**
 * What is remembered of an adapter's failures in this process, for the operator. It keeps no request and no message of one.
 */
import type { AdapterFailure } from '../../domain/adapter-failure.ts';
import type { AdapterHealth } from '../../sdk/catalogue.ts';

const windowMilliseconds = 60 * 60 * 1_000;
const maximumRemembered = 1_000;

/** Remembers failures. */
export interface FailureRecord {
  note(failure: AdapterFailure): void;
  health(): AdapterHealth;
}

/** Makes an empty record; `now` gives milliseconds since 1970. */
export function createFailureRecord(now: () => number): FailureRecord {
  let times: number[] = [];
  let last: AdapterHealth['lastFailure'];
  const recent = () => times.filter((time) => time > now() - windowMilliseconds);
  return {
    note({ reason, message }) {
      times = [...recent().slice(1 - maximumRemembered), now()];
      last = { at: now(), reason, detail: message };
    },
    health: () => ({ failuresRecently: recent().length, ...(last && { lastFailure: last }) }),
  };
}
