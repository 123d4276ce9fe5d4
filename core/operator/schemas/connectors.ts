/**
 * The schemas of connectors: what they are, what their secrets become, and what they would make of a request.
 */
import { dictionary, type Fields, listOf, oneOf, orNull, record, text, time, uuid, whole } from '../../schemas/field.ts';
import type { JsonSchema } from '../../sdk/contract.ts';

const connector: Fields = {
  id: uuid('The id of the connector.'),
  org_id: uuid('The organisation.'),
  store_id: uuid('The store that it speaks for.'),
  name: text('What people call it.', 'my shop'),
  payload_format: text('The format of what it sends.', 'woocommerce'),
  key_prefix: orNull(text('How its key begins, to tell it from others.', 'pck_int_Ab3dE5fG'), 'the format has no keys'),
  scopes: listOf({ type: 'string' }, 'What it may do.'),
  require_signature: { type: 'boolean', description: 'Whether its requests have to be signed.' },
  ip_allowlist: listOf({ type: 'string' }, 'The addresses and ranges that it may send from; empty means any.'),
  rate_limit_per_minute: whole('How many requests it may make in a minute.', 1, 600),
  expires_at: orNull(time('When it stops working.'), 'never'),
  status: oneOf(['active', 'revoked', 'expired'], 'Whether it may still be used.'),
  config: dictionary("Its settings, as its format's `config_schema` describes them, without the secret ones."),
  delivery_urls: listOf({ type: 'string' }, 'What to paste into the storefront; empty for a format that is not loaded.'),
  previous_secret_expires_at: orNull(time('Until when the secret before the last rotation still holds.'), 'there is none'),
  last_used_at: orNull(time('When it last sent something.'), 'never, so far'),
  created_at: time('When it was made.'),
  updated_at: time('When it last changed.'),
  requests_24h: whole('Its requests of the last 24 hours.', 0, 120),
  errors_24h: whole('Those of them that were answered with 400 or above.', 0, 3),
};

/** The plain secret of who signs; for components that show it once. */
export const secretShownOnce = text('The signing secret: shown here, and never again.');

/** The schemas by the names of their components. */
export const connectorSchemas: Readonly<Record<string, JsonSchema>> = {
  Connector: record('Who may speak for a store, in one format.', connector),
  ConnectorCreated: record('A new connector with its key and its secret.', {
    ...connector,
    key: orNull(text('The whole key: shown here, and never again.', 'pck_int_...'), 'the format has no keys'),
    signing_secret_plain: secretShownOnce,
  }),
  SecretRotated: record('A new signing secret.', {
    signing_secret_plain: secretShownOnce,
    previous_secret_expires_at: orNull(time('Until when the one before it still holds.'), 'it holds no more'),
  }),
  DryRun: record('What a connector would make of a request. Nothing was stored.', {
    translation: orNull(
      dictionary('The command or the query that was understood; or, by its `name`, that it would be ignored or quarantined.'),
      'it was refused',
    ),
    refusal: orNull(
      record('Why nothing was understood.', {
        error: text('The code.', 'validation_failed'),
        detail: text('One sentence for people.'),
        fields: listOf(
          record('One of them.', {
            path: text('Which part of what was read, in the words of the format.', 'items[0].sku'),
            message: text('What is wrong with it.', 'is required'),
          }),
          'The parts that are wrong; empty where the format names none.',
        ),
      }),
      'it was understood',
    ),
    reply: record('How the sender would be answered if nothing else came in between.', {
      status: { type: 'integer', description: 'The HTTP status.', examples: [201] },
      body: text('The body, as text.'),
    }),
  }),
};
