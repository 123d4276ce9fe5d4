/**
 * Sessions: visits of a storefront, and where they came from. An order that names one inherits what is known of it.
 */

/** One visit. */
export interface SessionRecord {
  /** The storefront's id of the session, unique for ever in the store. */
  readonly externalId: string;
  /** Landing page, referrer, click ids and campaign parameters, under the storefront's own names. */
  readonly attributes: Readonly<Record<string, string>>;
}
