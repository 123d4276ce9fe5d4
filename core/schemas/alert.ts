/**
 * The schema of an alert as it is told: what is wrong, and what to do. Its fields are those of the SQL function alert_document.
 */
import { alertCodes } from '../domain/alert.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import { type Fields, oneOf, orNull, record, text, time, uuid, whole } from './field.ts';

/** What an alert says, wherever it is shown. */
export const alertFields = {
  code: oneOf(alertCodes, 'What kind of alert it is.'),
  severity: oneOf(
    ['error', 'warning', 'info'],
    '`error`: something does not work. `warning`: it is about to fail, or needs a look. `info`: something to plan for.',
  ),
  title: text('One line.', 'Signatures of "shop.example.com" do not match'),
  detail: text('What was seen, and what to do.'),
  since: time('As far back as is known.'),
} satisfies Fields;

const alert = record('Something that is wrong, or was. It holds no personal data.', {
  id: uuid('The id of this alert; what comes again after its end has another.'),
  status: oneOf(['raised', 'ended'], 'Whether it is still so.'),
  ...alertFields,
  store_id: orNull(uuid('The store of the connector or endpoint that it is about.'), 'it has none'),
  connector_id: orNull(uuid('The connector that it is about.'), 'it is about something else'),
  endpoint_id: orNull(uuid('The webhook endpoint that it is about.'), 'it is about something else'),
  count: orNull(whole('How many requests or deliveries, when it was raised.', 0, 3), 'it is about none'),
  link: text(
    'Where it can be seen in the console.',
    'https://hub.example.com/console/orgs/0198c1a2-7b3c-7d4e-8f50-617283940a5b/overview',
  ),
  raised_at: time('When the hub found it.'),
  ended_at: orNull(time('When the hub took it for over.'), 'it is not'),
});

/** The schemas, by the names of their components. */
export const alertSchemas: Readonly<Record<string, JsonSchema>> = { Alert: alert };
