/**
 * Stores: the shops of an organisation.
 */
import type { StoreFacts } from '../connector.ts';

/** One shop. */
export interface Store {
  readonly organisationId: string;
  readonly id: string;
  /** Unique in the organisation. */
  readonly slug: string;
  readonly name: string;
  /** Null when the operator gave none. */
  readonly websiteUrl: string | null;
  /** ISO 4217; what an order without a currency is in. */
  readonly currency: string;
  /** IANA name. */
  readonly timezone: string;
  /** The formats that its connectors may have; null means all that are loaded. */
  readonly adapters: readonly string[] | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What adapters may know of a store. */
export function factsOf({ id, currency, timezone, websiteUrl }: Store): StoreFacts {
  return { id, currency, timezone, ...(websiteUrl === null ? {} : { websiteUrl }) };
}
