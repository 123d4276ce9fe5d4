/**
 * Confirms e-mail addresses: one statement in the system role, since a link says nothing of the tenant that it belongs to.
 */
import type pg from 'pg';
import type { MailRecipients } from '../domain/mail-recipients.ts';
import { classify } from './failure.ts';

/** Works on the system pool. */
export function createMailRecipients(pool: pg.Pool): MailRecipients {
  return {
    async confirm(token) {
      try {
        const { rows } = await pool.query<{ known: boolean }>({
          name: 'confirm-recipient',
          text: 'select confirm_recipient($1) as known',
          values: [token],
        });
        return rows[0]?.known ?? false;
      } catch (error) {
        throw classify(error);
      }
    },
  };
}
