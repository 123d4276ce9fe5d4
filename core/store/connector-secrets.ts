/**
 * Opens what a row of `connectors` keeps sealed: its signing secrets and its secret settings.
 */
import type { SecretBox } from '../domain/ports.ts';

/** The sealed columns of a connector, and what is needed to open them. `Bytes` is how the driver gives `bytea`. */
export interface SealedConnector<Bytes = Buffer> {
  readonly org_id: string;
  readonly id: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly sealed_config: Bytes | null;
  readonly sealed_secret: Bytes;
  readonly sealed_previous_secret: Bytes | null;
  readonly previous_secret_expires_at: string | null;
}

/** The secret of before, once its grace has ended; undefined when there is none. Throws as `openConnector` does. */
export function openFormerSecret(row: SealedConnector, box: SecretBox, now: number): string | undefined {
  const isOver = row.previous_secret_expires_at !== null && Date.parse(row.previous_secret_expires_at) <= now;
  return row.sealed_previous_secret && isOver ? box.open(row.sealed_previous_secret, contextOf(row)) : undefined;
}

/** The settings whole, and the live secrets, newest first. Throws when they cannot be read with this master key. */
export function openConnector(row: SealedConnector, box: SecretBox, now: number) {
  const context = contextOf(row);
  const secrets = [box.open(row.sealed_secret, context)];
  if (row.sealed_previous_secret && row.previous_secret_expires_at && Date.parse(row.previous_secret_expires_at) > now) {
    secrets.push(box.open(row.sealed_previous_secret, context));
  }
  const secretSettings: unknown = row.sealed_config ? JSON.parse(box.open(row.sealed_config, `${context}/config`)) : {};
  const config: Readonly<Record<string, unknown>> = { ...row.config, ...(secretSettings as object) }; // sealed by the operator API, always an object
  return { secrets, config };
}

/** Where they are sealed for. */
function contextOf({ org_id, id }: Pick<SealedConnector, 'org_id' | 'id'>): string {
  return `connectors/${org_id}/${id}`;
}
