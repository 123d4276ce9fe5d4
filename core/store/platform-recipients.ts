/**
 * Brings the recipients of the platform's own alerts to what the environment says: the ones it names are told, and nobody else.
 * It vouches for the addresses, since whoever writes them owns the mail server too.
 */
import { alertMailFormat, platformOrganisationId } from '../domain/alert.ts';
import { mintToken, recipientTokenPrefix } from '../domain/key-token.ts';
import type { Clock, RandomBytes, SecretBox } from '../domain/ports.ts';
import type { PlatformRecipients } from '../domain/provisioning/alert-recipient.ts';
import type { WebhookEndpoint } from '../domain/provisioning/webhook-endpoint.ts';
import { uuidV7 } from '../domain/uuid.ts';
import type { Database } from './database.ts';
import { WebhookEndpointEntity } from './entities/webhook-endpoint.ts';
import { arrayOf } from './operator/alert-recipients.ts';
import { lockOrganisation } from './operator/row-lock.ts';

/** What signs the webhook: the format of every endpoint that an operator makes. */
const format = 'peptideclients';
const maxAttempts = 5;

/** What bringing them there takes. */
export interface PlatformRecipientPorts {
  readonly database: Database;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** One transaction. Workers that start together with different environments leave what the last of them says. */
export async function setPlatformRecipients(
  { emails, webhook }: PlatformRecipients,
  { database, secretBox, clock, randomBytes }: PlatformRecipientPorts,
): Promise<void> {
  const tokens = emails.map(() => mintToken(recipientTokenPrefix, randomBytes));
  await database.asTenant(platformOrganisationId, async (em) => {
    await lockOrganisation(em, platformOrganisationId);
    const mailed = [platformOrganisationId, arrayOf(emails), arrayOf(tokens), alertMailFormat];
    await em.execute('select set_alert_recipients(?, ?::text[], ?::text[], ?, true)', mailed);

    const row = await em.findOne(WebhookEndpointEntity, { organisationId: platformOrganisationId, format, deletedAt: null });
    const now = new Date(clock.now());
    if (row !== null && webhook?.url !== row.url) {
      em.assign(row, { enabled: false, deletedAt: now, updatedAt: now });
      await em.execute('select cancel_deliveries(?, ?)', [platformOrganisationId, row.id]);
    }
    if (webhook === undefined) return;
    if (row !== null && row.url === webhook.url) {
      const context = `webhook_endpoints/${platformOrganisationId}/${row.id}`;
      if (opens(secretBox, row.sealedSecret, context) !== webhook.secret)
        em.assign(row, { sealedSecret: Buffer.from(secretBox.seal(webhook.secret, context)), secretChangedAt: now });
      if (!row.enabled) await em.execute('select forgive_endpoint(?, ?)', [platformOrganisationId, row.id]);
      em.assign(row, { enabled: true, disabledReason: null });
      return;
    }
    const id = uuidV7(now.getTime(), randomBytes);
    const sealed = secretBox.seal(webhook.secret, `webhook_endpoints/${platformOrganisationId}/${id}`);
    await em.insert(WebhookEndpointEntity, { ...newEndpoint(id, webhook.url, now), sealedSecret: Buffer.from(sealed) });
  });
}

/** Undefined for a secret that another master key sealed: a new one takes its place. */
function opens(box: SecretBox, sealed: Uint8Array | null | undefined, context: string): string | undefined {
  try {
    return sealed ? box.open(sealed, context) : undefined;
  } catch {
    return undefined;
  }
}

function newEndpoint(id: string, url: string, now: Date): Omit<WebhookEndpoint, 'sealedSecret'> {
  return {
    organisationId: platformOrganisationId,
    id,
    storeId: null,
    format,
    connectorId: null,
    transport: 'http',
    url,
    description: 'Alert recipient',
    eventTypes: ['alert.raised', 'alert.ended'],
    headers: {},
    maxAttempts,
    retrySchedule: null,
    ratePerSecond: null,
    concurrency: null,
    paused: false,
    standardWebhooks: false,
    enabled: true,
    disabledReason: null,
    sealedPreviousSecret: null,
    previousSecretExpiresAt: null,
    secretChangedAt: now,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  };
}
