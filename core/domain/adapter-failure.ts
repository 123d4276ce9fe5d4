/**
 * What is known of an adapter that failed at its work, in words that hold nothing of the request it failed at.
 */

/**
 * `threw`: an exception or a rejected promise. `timeout`: no answer within the time limit. `memory`: more than the memory
 * limit. `exited`: its thread or process ended by itself. `bad_result`: an answer that is not what the contract says.
 * `unavailable`: it is not running and could not be started.
 */
export type AdapterFailureReason = 'threw' | 'timeout' | 'memory' | 'exited' | 'bad_result' | 'unavailable';

/** Thrown instead of an adapter's answer. Its message is for operators: which adapter, at what, and why. */
export class AdapterFailure extends Error {
  override readonly name = 'AdapterFailure';
  readonly format: string;
  readonly reason: AdapterFailureReason;

  /** `call` is the function's place in the adapter; `explanation` must hold nothing that a request brought. */
  constructor(format: string, call: string, reason: AdapterFailureReason, explanation: string) {
    super(`the adapter ${format} failed in ${call}: ${reason} (${explanation})`);
    this.format = format;
    this.reason = reason;
  }
}
