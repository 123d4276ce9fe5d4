/**
 * The schemas of alerts, and of who is told of them, as the operator API answers them.
 */
import { alertFields } from '../../schemas/alert.ts';
import { flag, listOf, oneOf, orNull, record, text, time, uuid, whole } from '../../schemas/field.ts';
import type { JsonSchema } from '../../sdk/contract.ts';

const optional = {
  connector_id: uuid('The connector that it is about.'),
  endpoint_id: uuid('The webhook endpoint that it is about.'),
  count: whole('How many requests or deliveries.', 0, 3),
};

const recipient = record('Somebody who is told.', {
  endpoint_id: uuid('Shows the deliveries at `/webhook-endpoints/{id}/deliveries`.'),
  transport: oneOf(['email', 'http'], 'How they are told.'),
  target: text('The address or the URL.', 'ops@example.com'),
  confirmed_at: orNull(time('When the link that was mailed to the address was followed.'), 'not yet; or a URL, which needs none'),
  enabled: flag('False when the hub has given up on it, or an operator stopped it.'),
});

/** All of them. */
export const alertSchemas: Readonly<Record<string, JsonSchema>> = {
  AlertRow: record('Something that is wrong now.', alertFields, optional),
  PlatformAlertRow: record(
    'Something that is wrong now, with the hub or in an organisation.',
    { org_id: orNull(uuid('The organisation.'), 'the hub itself'), ...alertFields },
    optional,
  ),
  AlertRecipients: record('Who is told of alerts.', {
    emails: listOf({ type: 'string' }, 'The addresses, oldest first.'),
    recipients: listOf(recipient, 'The same, and the webhook that the environment may name, with what came of each.'),
  }),
};
