/**
 * Tokens of the platform's own operators, and the port that keeps them. They belong to no tenant.
 */

/** What an operator may do. */
export type OperatorRole = 'platform_admin';

/** Keeps operator tokens; it never sees one, only its SHA-256. */
export interface OperatorTokenRepository {
  /** Undefined when no such token was issued. */
  findRole(tokenHash: Uint8Array): Promise<OperatorRole | undefined>;
  /** Stores the first token of the hub. False, and nothing stored, when there is one already, whoever else starts at once. */
  createFirst(tokenHash: Uint8Array): Promise<boolean>;
}
