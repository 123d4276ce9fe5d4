/**
 * The schemas of organisations, their stores and their keys of the read API.
 */
import { currency, type Fields, listOf, oneOf, orNull, record, text, time, uuid } from '../../schemas/field.ts';
import type { JsonSchema } from '../../sdk/contract.ts';

const apiKey: Fields = {
  id: uuid('The id of the key.'),
  org_id: uuid('The organisation that it reads.'),
  name: text('What people call it.', 'reader'),
  scope: oneOf(['read_only', 'read_write'], 'What it may do; `read_write` may also ask for test deliveries.'),
  key_prefix: text('How the key begins, to tell it from others.', 'pck_live_Ab3dE5fG'),
  status: oneOf(['active', 'revoked'], 'Whether it still opens anything.'),
  last_used_at: orNull(time('When it was last used; written about once a minute.'), 'never, so far'),
  created_at: time('When it was made.'),
};

/** The schemas by the names of their components. */
export const tenantSchemas: Readonly<Record<string, JsonSchema>> = {
  Organisation: record('A tenant of the hub.', {
    id: uuid('The id of the organisation.'),
    slug: text('Its name in paths.', 'acme'),
    name: text('What people call it.', 'Acme Ltd'),
    created_at: time('When it was made.'),
  }),
  Store: record('A shop of an organisation.', {
    id: uuid('The id of the store.'),
    org_id: uuid('The organisation that it belongs to.'),
    slug: text('Its name in paths, unique in the organisation.', 'main'),
    name: text('What people call it.', 'Main shop'),
    website_url: orNull(text('Where the shop is.', 'https://shop.example.com'), 'not known'),
    currency: currency('The currency of what comes without one.'),
    timezone: text('The IANA time zone of times that come without one.', 'Europe/London'),
    adapters: orNull(listOf({ type: 'string' }, 'The formats that its connectors may have.'), 'all that are loaded'),
    created_at: time('When it was made.'),
    updated_at: time('When it last changed.'),
  }),
  ApiKey: record('A key of the read API.', apiKey),
  ApiKeyCreated: record('A new key of the read API.', {
    ...apiKey,
    key: text('The whole key: shown here, and never again.', 'pck_live_...'),
  }),
};
