/**
 * The closed set of permissions that a connector's key can carry. Who holds which is the store's business.
 */

/** Every scope that an adapter may declare. */
export const scopes = [
  'orders:write',
  'orders:cancel',
  'payments:write',
  'payments:refund',
  'clients:write',
  'webhooks:read',
  'webhooks:write',
  'sessions:write',
  'messages:write',
] as const;

/** One permission of a connector's key, for example `orders:write`. */
export type Scope = (typeof scopes)[number];
