/**
 * Finds connectors by key, id or hint, across tenants, and opens their secrets. What it found is remembered for a second:
 * a change made by another process holds here within two, one made by this process at once.
 */
import type pg from 'pg';
import type { Connector, ConnectorDirectory } from '../domain/connector.ts';
import type { Clock, Log, SecretBox } from '../domain/ports.ts';
import { scopes, type Scope } from '../domain/scope.ts';
import { classify } from './failure.ts';

interface ConnectorRow {
  readonly org_id: string;
  readonly id: string;
  readonly store_id: string;
  readonly payload_format: string;
  readonly scopes: readonly string[];
  readonly require_signature: boolean;
  readonly ip_allowlist: readonly string[];
  readonly rate_limit_per_minute: number;
  readonly config: Readonly<Record<string, unknown>>;
  readonly sealed_config: Buffer | null;
  readonly sealed_secret: Buffer;
  readonly sealed_previous_secret: Buffer | null;
  readonly previous_secret_expires_at: string | null;
  readonly expires_at: string | null;
  readonly revoked: boolean;
  readonly currency: string;
  readonly timezone: string;
  readonly website_url: string | null;
}

const selectConnector = `
  select c.org_id, c.id, c.store_id, c.payload_format, c.scopes, c.require_signature, c.ip_allowlist,
    c.rate_limit_per_minute, c.config, c.sealed_config, c.sealed_secret, c.sealed_previous_secret,
    rfc3339(c.previous_secret_expires_at) as previous_secret_expires_at, rfc3339(c.expires_at) as expires_at,
    c.revoked_at is not null as revoked, s.currency, s.timezone, s.website_url
  from connectors c join stores s on s.org_id = c.org_id and s.id = c.store_id`;

const memoryMilliseconds = 1_000;
const memoryLimit = 10_000;
const touchIntervalMilliseconds = 1_000;

/** Reads on the system pool. `close` writes the last `last_used_at` times. */
export function createConnectorDirectory(
  pool: pg.Pool,
  secretBox: SecretBox,
  clock: Clock,
  log: Log,
): ConnectorDirectory & { close(): Promise<void> } {
  const remembered = new Map<string, { readonly connector: Connector; readonly until: number }>();
  const used = new Map<string, Connector>();

  const load = async (name: string, condition: string, values: readonly unknown[]): Promise<readonly Connector[]> => {
    try {
      const { rows } = await pool.query<ConnectorRow>({ name, text: `${selectConnector} ${condition}`, values: [...values] });
      return rows.map((row) => open(row, secretBox, clock.now()));
    } catch (error) {
      throw classify(error);
    }
  };

  const remember = async (key: string, find: () => Promise<readonly Connector[]>): Promise<Connector | undefined> => {
    const known = remembered.get(key);
    if (known && known.until > clock.now()) return known.connector;
    const [connector] = await find();
    remembered.delete(key);
    if (connector) {
      if (remembered.size >= memoryLimit) remembered.clear();
      remembered.set(key, { connector, until: clock.now() + memoryMilliseconds });
    }
    return connector;
  };

  const writeUses = async (): Promise<void> => {
    if (used.size === 0) return;
    const connectors = [...used.values()];
    used.clear();
    try {
      await pool.query({
        name: 'touch-connectors',
        text: `update connectors c set last_used_at = now() from unnest($1::uuid[], $2::uuid[]) as used (org_id, id)
          where c.org_id = used.org_id and c.id = used.id`,
        values: [connectors.map(({ organisationId }) => organisationId), connectors.map(({ id }) => id)],
      });
    } catch (error) {
      log.warn('last_used_at could not be written', { reason: error instanceof Error ? error.message : 'unknown' });
    }
  };
  const timer = setInterval(() => void writeUses(), touchIntervalMilliseconds).unref();

  return {
    byKeyHash: (hash) =>
      remember(`key ${Buffer.from(hash).toString('hex')}`, () => load('connector-by-key', 'where c.key_hash = $1', [hash])),
    byId: (id) => remember(`id ${id}`, () => load('connector-by-id', 'where c.id = $1', [id])),
    candidates: (format, hint, limit) =>
      load(
        'connector-candidates',
        `where c.payload_format = $1 and c.revoked_at is null order by (c.hint = $2) desc nulls last, c.id desc limit $3`,
        [format, hint ?? null, limit],
      ),
    touch: (connector) => void used.set(connector.id, connector),
    forget(connectorId) {
      for (const [key, { connector }] of remembered) if (connector.id === connectorId) remembered.delete(key);
    },
    async close() {
      clearInterval(timer);
      await writeUses();
    },
  };
}

function open(row: ConnectorRow, box: SecretBox, now: number): Connector {
  const context = `connectors/${row.org_id}/${row.id}`;
  const secrets = [box.open(row.sealed_secret, context)];
  if (row.sealed_previous_secret && row.previous_secret_expires_at && Date.parse(row.previous_secret_expires_at) > now) {
    secrets.push(box.open(row.sealed_previous_secret, context));
  }
  const secretSettings: unknown = row.sealed_config ? JSON.parse(box.open(row.sealed_config, `${context}/config`)) : {};
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
    secrets,
    config: { ...row.config, ...(secretSettings as object) }, // sealed by the operator API, always an object
    store: {
      id: row.store_id,
      currency: row.currency,
      timezone: row.timezone,
      ...(row.website_url === null ? {} : { websiteUrl: row.website_url }),
    },
  };
}
