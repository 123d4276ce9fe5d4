/**
 * The schemas of people and what they leave behind: clients, vendors, messages, visits. They describe what the document
 * functions of the migrations make; a test holds one against the other.
 */
import type { JsonSchema } from '../sdk/contract.ts';
import { component, dictionary, listOf, oneOf, orNull, record, text, time, uuid } from './field.ts';

const address = record('A postal address, as it was written.', {
  name: orNull(text('Who lives there.', 'Ada Lovelace'), 'not given'),
  company: orNull(text('Company.'), 'not given'),
  line1: orNull(text('Street and number.', '12 St James Square'), 'not given'),
  line2: orNull(text('What else belongs to the street.'), 'not given'),
  city: orNull(text('Town.', 'London'), 'not given'),
  region: orNull(text('State, county or province.'), 'not given'),
  postal_code: orNull(text('Postal code.', 'SW1Y 4JH'), 'not given'),
  country: orNull(text('ISO 3166-1 alpha-2.', 'GB'), 'not given'),
  phone: orNull(text('Telephone number, as it was written.'), 'not given'),
});

const client = record('A buyer: one for each store and e-mail address.', {
  id: uuid("The hub's id of the client."),
  store_id: uuid('The store that knows the client.'),
  email: orNull(text('E-mail address, as it was written.', 'ada@example.com'), 'not known'),
  name: orNull(text('Name.', 'Ada Lovelace'), 'not known'),
  phone: orNull(text('Telephone number, as it was written.', '+44 20 7946 0000'), 'not known'),
  type: orNull(oneOf(['retail', 'wholesale'], 'What kind of buyer.'), 'nobody said'),
  tags: listOf({ type: 'string' }, 'Words by which the storefront or an operator groups clients; often none.'),
  address: orNull(component('Address'), 'not known'),
  created_at: time('When the hub first knew of the client.'),
  updated_at: time('When the client last changed in the hub.'),
});

const vendor = record('Who supplies the organisation.', {
  id: uuid("The hub's id of the vendor."),
  name: text('Name.', 'Potters of Stoke'),
  email: orNull(text('E-mail address.', 'hello@potters.example'), 'not known'),
  phone: orNull(text('Telephone number, as it was written.'), 'not known'),
  website: orNull(text('Website.', 'https://potters.example'), 'not known'),
  notes: orNull(text('What the organisation notes about the vendor.'), 'nothing'),
  status: oneOf(['unclaimed', 'claimed'], "Whether the vendor's own people have taken the entry over."),
  claimed_at: orNull(time('When they took it over.'), 'they have not'),
  created_at: time('When the hub stored it.'),
  updated_at: time('When it last changed in the hub.'),
});

const message = record('What a buyer wrote to a store.', {
  id: uuid("The hub's id of the message."),
  conversation_id: uuid('The conversation that it belongs to, which replies go into.'),
  store_id: uuid('The store that it was written to.'),
  direction: { type: 'string', const: 'inbound', description: 'Always `inbound`: replies are not told of.' },
  channel_code: text('How it came.', 'website'),
  message_type_code: text('What it is.', 'buyer_question'),
  buyer_email: text("The buyer's e-mail address.", 'ada@example.com'),
  buyer_name: text("The buyer's name, as given with this message.", 'Ada'),
  external_id: text("The storefront's id of the message, unique for ever in the store.", 'sub-1'),
  body: text('The words, line breaks included; not escaped for HTML.', 'Is the mug dishwasher safe?'),
  details: dictionary('What else the storefront said, under its own names.', { type: 'string' }),
  created_at: time('When the hub received it.'),
});

const session = record('A visit of a storefront.', {
  id: uuid("The hub's id of the visit."),
  store_id: uuid('The store that was visited.'),
  external_id: text("The storefront's id of the visit, unique for ever in the store.", 'visit-1'),
  attributes: component('SessionAttributes'),
  created_at: time('When the hub was told.'),
});

/** Campaign fields are whatever begins with `utm_`, so none of them is promised. */
const sessionAttributes = dictionary(
  'Where the visit came from: `landing_url`, `referrer`, `fbclid`, `gclid` and `utm_...`, each only if it was given.',
  { type: 'string' },
);

/** The schemas by the names of their components. */
export const peopleSchemas: Readonly<Record<string, JsonSchema>> = {
  Address: address,
  Client: client,
  Vendor: vendor,
  Message: message,
  Session: session,
  SessionAttributes: sessionAttributes,
};
