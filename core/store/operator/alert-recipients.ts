/**
 * Keeps whom an organisation's alerts are mailed to. Each is a webhook endpoint of the hub's own format, so that its mail is a
 * delivery like any other.
 */
import { alertMailFormat, platformOrganisationId } from '../../domain/alert.ts';
import type { AlertRecipient, AlertRecipients } from '../../domain/provisioning/alert-recipient.ts';
import type { Database } from '../database.ts';

interface RecipientRow extends Omit<AlertRecipient, 'confirmedAt'> {
  readonly confirmedAt: string | null;
}

/** The platform has no endpoints but its recipients; a tenant's webhooks are listed elsewhere. */
const list = `
  select e.id as "endpointId", e.url as target, e.transport, e.enabled, rfc3339(r.confirmed_at) as "confirmedAt"
  from webhook_endpoints e left join mail_recipients r on r.org_id = e.org_id and r.address_key = lower(e.url)
  where e.org_id = ? and (e.format = ? or e.org_id = ?) and e.deleted_at is null
  order by e.id`;

/** Makes the repository. */
export function createAlertRecipients(database: Database): AlertRecipients {
  return {
    async list(organisationId) {
      const values = [organisationId, alertMailFormat, platformOrganisationId];
      const rows = await database.asTenant(organisationId, (em) => em.execute<RecipientRow[]>(list, values));
      return rows.map((row) => ({ ...row, confirmedAt: row.confirmedAt === null ? null : new Date(row.confirmedAt) }));
    },
    async set(organisationId, emails, tokens) {
      await database.asTenant(organisationId, (em) =>
        em.execute('select set_alert_recipients(?, ?::text[], ?::text[], ?, false)', [
          organisationId,
          arrayOf(emails),
          arrayOf(tokens),
          alertMailFormat,
        ]),
      );
    },
  };
}

/** As PostgreSQL writes an array of texts. */
export function arrayOf(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
