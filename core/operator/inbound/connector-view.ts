/**
 * How a connector is shown. Nothing here is secret: the key and the signing secret are added once, by who makes them.
 */
import type { Traffic } from '../../domain/provisioning/connector-repository.ts';
import type { StoredConnector } from '../../domain/provisioning/stored-connector.ts';
import type { HostedAdapter } from '../../sdk/catalogue.ts';
import { deliveryPaths } from '../../sdk/delivery-paths.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { graceEnd } from '../secrets.ts';

/** Which connectors may still be used. Revocation is final and shown first. */
export type ConnectorStatus = 'active' | 'revoked' | 'expired';

/** Makes the view; counts are 0 where no traffic is given. */
export function connectorView({ catalogue, publicUrl, clock }: Pick<OperatorDependencies, 'catalogue' | 'publicUrl' | 'clock'>) {
  return (connector: StoredConnector, traffic: Traffic | undefined) => ({
    id: connector.id,
    org_id: connector.organisationId,
    store_id: connector.storeId,
    name: connector.name,
    payload_format: connector.format,
    key_prefix: connector.keyPrefix,
    scopes: connector.scopes,
    require_signature: connector.requireSignature,
    ip_allowlist: connector.ipAllowlist,
    rate_limit_per_minute: connector.rateLimitPerMinute,
    expires_at: connector.expiresAt,
    status: statusOf(connector, clock.now()),
    config: connector.config,
    delivery_urls: deliveryUrls(catalogue.find(connector.format)?.adapter, connector.id, publicUrl),
    previous_secret_expires_at: graceEnd(connector, clock.now()),
    last_used_at: connector.lastUsedAt,
    created_at: connector.createdAt,
    updated_at: connector.updatedAt,
    requests_24h: traffic?.requests ?? 0,
    errors_24h: traffic?.errors ?? 0,
  });
}

function statusOf({ revokedAt, expiresAt }: StoredConnector, now: number): ConnectorStatus {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt.getTime() <= now ? 'expired' : 'active';
}

/** What to paste into the storefront; empty for a format that is not loaded. */
export function deliveryUrls(adapter: HostedAdapter | undefined, connectorId: string, publicUrl: string): readonly string[] {
  return deliveryPaths(adapter?.inbound?.routes ?? [], connectorId).map((path) => publicUrl.replace(/\/+$/, '') + path);
}
