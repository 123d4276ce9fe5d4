/**
 * The one error of the embedded database: a sentence that a person can act on.
 * It never carries the password, a connection string or anything a statement contained.
 */

/** The embedded PostgreSQL cannot run here; `message` says why and what to do, so it needs no stack when printed. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}

/** What always helps: the last clause of every error that is about this machine rather than about the data. */
export const useYourOwnDatabase = 'set DATABASE_URL to a PostgreSQL of your own';

/** The system's code of a failed call ('ENOENT', '3D000'), or undefined when the error carries none. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
