/**
 * Finds connectors by key, id or hint, across tenants, and opens their secrets.
 */
import type pg from 'pg';
import type { Connector, ConnectorDirectory } from '../domain/connector.ts';
import type { Clock, Log, SecretBox } from '../domain/ports.ts';
import { scopes, type Scope } from '../domain/scope.ts';
import { openConnector, openFormerSecret, type SealedConnector } from './connector-secrets.ts';
import { classify } from './failure.ts';
import { createLastUsed } from './last-used.ts';
import { createShortMemory } from './short-memory.ts';

interface ConnectorRow extends SealedConnector {
  readonly store_id: string;
  readonly payload_format: string;
  readonly scopes: readonly string[];
  readonly require_signature: boolean;
  readonly ip_allowlist: readonly string[];
  readonly rate_limit_per_minute: number;
  readonly expires_at: string | null;
  readonly revoked: boolean;
  readonly currency: string;
  readonly timezone: string;
  readonly website_url: string | null;
}

/** A store may use every format unless it says which. */
const isEnabled = 'coalesce(c.payload_format = any (s.adapters), true)';

const selectConnector = `
  select c.org_id, c.id, c.store_id, c.payload_format, c.scopes, c.require_signature, c.ip_allowlist,
    c.rate_limit_per_minute, c.config, c.sealed_config, c.sealed_secret, c.sealed_previous_secret,
    rfc3339(c.previous_secret_expires_at) as previous_secret_expires_at, rfc3339(c.expires_at) as expires_at,
    c.revoked_at is not null or not ${isEnabled} as revoked, s.currency, s.timezone, s.website_url
  from connectors c join stores s on s.org_id = c.org_id and s.id = c.store_id`;

/** Reads on the system pool. `close` writes the last `last_used_at` times. */
export function createConnectorDirectory(
  pool: pg.Pool,
  secretBox: SecretBox,
  clock: Clock,
  log: Log,
): ConnectorDirectory & { close(): Promise<void> } {
  const memory = createShortMemory<Connector>(clock);
  const lastUsed = createLastUsed(pool, 'connectors', log);

  const select = async (name: string, condition: string, values: readonly unknown[]): Promise<readonly ConnectorRow[]> => {
    try {
      return (await pool.query<ConnectorRow>({ name, text: `${selectConnector} ${condition}`, values: [...values] })).rows;
    } catch (error) {
      throw classify(error);
    }
  };

  /** Of many, those that can be read: one shop's damaged secret must not cost another one's order. */
  const openReadable = (row: ConnectorRow): readonly Connector[] => {
    try {
      return [open(row, secretBox, clock.now())];
    } catch (error) {
      log.error('a connector cannot be read', {
        connectorId: row.id,
        reason: error instanceof Error ? error.message : 'unknown',
      });
      return [];
    }
  };

  const loadOne = async (name: string, condition: string, value: unknown): Promise<Connector | undefined> => {
    const [row] = await select(name, condition, [value]);
    return row && open(row, secretBox, clock.now());
  };

  return {
    byKeyHash: (hash) =>
      memory.recall(`key ${Buffer.from(hash).toString('hex')}`, () => loadOne('connector-by-key', 'where c.key_hash = $1', hash)),
    byId: (id) => memory.recall(`id ${id}`, () => loadOne('connector-by-id', 'where c.id = $1', id)),
    // Oldest first: a newcomer that claims the same shop, and may even share its secret, takes nothing over.
    async candidates(format, hint, limit) {
      const rows = await select(
        'connector-candidates',
        `where c.payload_format = $1 and c.revoked_at is null and ${isEnabled} order by (c.hint = $2) desc nulls last, c.id limit $3`,
        [format, hint ?? null, limit],
      );
      return rows.flatMap(openReadable);
    },
    async formerSecret(connectorId) {
      const [row] = await select('connector-by-id', 'where c.id = $1', [connectorId]);
      return row && openFormerSecret(row, secretBox, clock.now());
    },
    touch: lastUsed.touch,
    forget: (connectorId) => memory.forget(({ id }) => id === connectorId),
    close: lastUsed.close,
  };
}

function open(row: ConnectorRow, box: SecretBox, now: number): Connector {
  return {
    organisationId: row.org_id,
    storeId: row.store_id,
    id: row.id,
    format: row.payload_format,
    scopes: row.scopes.filter((scope): scope is Scope => (scopes as readonly string[]).includes(scope)), // widened to compare with text
    requireSignature: row.require_signature,
    ipAllowlist: row.ip_allowlist,
    rateLimitPerMinute: row.rate_limit_per_minute,
    revoked: row.revoked,
    ...(row.expires_at === null ? {} : { expiresAt: Date.parse(row.expires_at) }),
    ...openConnector(row, box, now),
    store: {
      id: row.store_id,
      currency: row.currency,
      timezone: row.timezone,
      ...(row.website_url === null ? {} : { websiteUrl: row.website_url }),
    },
  };
}
