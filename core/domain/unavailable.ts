/**
 * The one error that says "not now": broken infrastructure, as opposed to a bug.
 */

/** Thrown when the database cannot be reached or refuses work. Nothing that depends on it may be pretended. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}
