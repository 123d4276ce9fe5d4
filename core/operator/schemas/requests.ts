/**
 * The schemas of the request log.
 */
import {
  component,
  dictionary,
  type Fields,
  flag,
  listOf,
  orNull,
  record,
  text,
  time,
  uuid,
  whole,
} from '../../schemas/field.ts';
import type { JsonSchema } from '../../sdk/contract.ts';

const statusCode: JsonSchema = { type: 'integer', description: 'The HTTP status of the answer.', examples: [201] };

const summary: Fields = {
  id: uuid('The id of the request, which its answer had as `X-Request-Id`.'),
  request_id: uuid('The same.'),
  at: time('When it came.'),
  method: text('The HTTP method.', 'POST'),
  path: text('The path, without the query string.', '/integrations/v1/orders'),
  status_code: statusCode,
  error_code: orNull(text('The code of the refusal.', 'signature_invalid'), 'it succeeded'),
  external_id: orNull(text("The storefront's id of what it was about.", 'shop-1001'), 'it names none'),
  client_ip: text('Where it came from.', '192.0.2.1'),
  duration_ms: whole('How long it took, in milliseconds.', 0, 12),
  adapter: orNull(text('The adapter that answered, as `format@version`.', 'peptideclients@1.0.0'), 'none did'),
  replayed: flag('Whether it was answered from an earlier request under the same Idempotency-Key.'),
  duplicate: flag('Whether the object was known already.'),
  quarantined: flag('Whether it is genuine but was not understood, and waits for an operator.'),
  reason: orNull(text('Why a genuine request was ignored or quarantined.'), 'it was not'),
  connector_id: orNull(uuid('The connector that sent it.'), 'nobody could be identified'),
  connector_name: orNull(text('What the connector is called now.', 'my shop'), 'nobody could be identified'),
  store_id: orNull(uuid('The store that it was for.'), 'nobody could be identified'),
  store: orNull(text('The slug of the store.', 'main'), 'nobody could be identified'),
};

const entity = record('A stored object.', {
  type: text('What it is.', 'order'),
  id: uuid('Its id.'),
});

/** The schemas by the names of their components. */
export const requestSchemas: Readonly<Record<string, JsonSchema>> = {
  RequestSummary: record('One request, without what it carried.', summary),
  RequestDetail: record(
    'One request whole.',
    {
      ...summary,
      headers: dictionary('Its headers; secret ones are `[redacted]`.', { type: 'string' }),
      body: orNull(text('The body as it came.'), 'nothing was read, or it is no text'),
      body_masked: flag('Whether what reads like a card number or a key was masked in it: it can then not be replayed.'),
      response_body: orNull(text('What was answered.'), 'nothing was kept'),
      error_detail: orNull(text('Why it was refused, in more detail than the sender was told.'), 'there is nothing to say'),
      clock_skew_seconds: orNull(
        {
          type: 'integer',
          description: "How far the sender's clock was ahead of the hub's, where its signature had expired; negative: behind.",
          examples: [-412],
        },
        'it had not expired, or said nothing of when it was made',
      ),
      signature: orNull(component('SignatureVerdict'), 'no signature was refused, or nobody is known to have sent it'),
      translation: orNull(dictionary('What the adapter made of the body.'), 'nothing'),
      entities: listOf(entity, 'The stored objects that it touched.'),
    },
    { body_base64: text('Only of a body that is no text: its bytes in base64.') },
  ),
  SignatureVerdict: record('Why a signature was refused, as far as can be told.', {
    scheme: text(
      'What is signed and how; the name of the format where its adapter does not say.',
      'HMAC-SHA256 of the body, in base64',
    ),
    header: text('The header that carries it.', 'X-WC-Webhook-Signature'),
    state: orNull(text('The code of the refusal.', 'signature_invalid'), 'not known'),
    given: orNull(text('What the header looked like.', '44 characters of base64'), 'it was not there'),
    timestamp: orNull(time('When it was made by its own account.'), 'it did not say'),
    clock_skew_seconds: orNull(
      { type: 'integer', description: "How far that was ahead of the hub's time; negative: behind.", examples: [-412] },
      'it did not say when it was made',
    ),
    tolerance_seconds: orNull(
      whole('How far the clocks may be apart.', 0, 300),
      'no time is signed, or the adapter does not say',
    ),
    body_sha256: text('SHA-256 of the bytes as they came, in hexadecimal digits.'),
    body_bytes: whole('How many bytes came.', 0, 412),
    active_secrets: whole('How many secrets it was tried with.', 0, 1),
    hints: listOf(component('SignatureHint'), 'What was found out by trial, or else the usual causes, the likeliest first.'),
  }),
  SignatureHint: record('One cause.', {
    code: text('Its name.', 'other_secret'),
    text: text('What to look at, in a sentence or two.'),
  }),
  RequestRerun: record('A request that was run.', {
    request_id: uuid('Its row in the request log.'),
    status_code: statusCode,
  }),
};
