/**
 * Runs a transaction again when the database ended it in favour of another one.
 */
import { isRetryable } from '../failure.ts';

const maximumTries = 4;

/** The result of the first try that was not a deadlock's victim. The transaction must be repeatable. */
export async function retrying<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (tries === maximumTries || !isRetryable(error)) throw error;
    }
  }
}
