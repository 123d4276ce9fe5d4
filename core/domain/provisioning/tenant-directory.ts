/**
 * Which organisation a bare id belongs to. The one question that crosses tenants; everything after it names its tenant.
 */

/** The kinds of objects that have an address of their own in the operator API. */
export type Addressable =
  | 'connector'
  | 'api_key'
  | 'webhook_endpoint'
  | 'delivery'
  | 'order'
  | 'payment'
  | 'conversation'
  | 'reply'
  | 'client'
  | 'vendor'
  | 'recovery';

/** Answers it. */
export interface TenantDirectory {
  /** Undefined when there is no such object. `id` must be a UUID. */
  organisationOf(kind: Addressable, id: string): Promise<string | undefined>;
}
