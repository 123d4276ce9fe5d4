/**
 * The schemas of the hub itself: the formats that it speaks.
 */
import { scopes } from '../../domain/scope.ts';
import { component, dictionary, type Fields, listOf, oneOf, orNull, record, text, time, whole } from '../../schemas/field.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import { pageFields } from '../request/paging.ts';

const route = record('A call that senders of the format make.', {
  method: text('The HTTP method.', 'POST'),
  path: text('The path; `:name` for a parameter.', '/integrations/v1/orders'),
  summary: text('What it does.', 'Creates an order'),
  scope: orNull(oneOf(scopes, 'What the connector has to be allowed to do.'), 'any connector of the format may'),
});

const guide: Fields = {
  steps: listOf({ type: 'string' }, 'What to do once the connector is made, in order.'),
  first_request: orNull(text('A shell command that sends something as the storefront would.'), 'there is none'),
};

const setup = record(
  "How a storefront is connected, in the adapter's own words. `{delivery_url}` stands for the connector's first delivery URL, `{delivery_url_2}` for the second and so on, `{key}` and `{secret}` for what is shown when it is made.",
  {
    ...guide,
    others: listOf(
      record('Another kind of sender.', {
        id: text('A short name for addresses.', 'flows'),
        name: text('What people call it.', 'Zapier or Make'),
        description: text('What comes in and goes out, in one line.'),
        ...guide,
      }),
      'Other kinds of senders that speak the same format.',
    ),
  },
);

const failure = record('Its last failure.', {
  at: time('When it failed.'),
  reason: oneOf(['threw', 'timeout', 'memory', 'exited', 'bad_result', 'unavailable'], 'What happened.'),
  detail: text('Where, and why.'),
});

/** The schemas by the names of their components. */
export const hubSchemas: Readonly<Record<string, JsonSchema>> = {
  Adapter: record('A format that this hub speaks.', {
    id: text('The name of the format.', 'woocommerce'),
    name: text('What people call it; the name of the format where the adapter says no more.', 'WooCommerce'),
    description: orNull(text('What comes in and goes out, in one line.'), 'the adapter does not say'),
    version: text('The version of the adapter.', '1.0.0'),
    source: text('The path or the package that plugins.yaml names.', './adapters/woocommerce'),
    capabilities: listOf(
      { type: 'string', enum: ['inbound', 'signatures', 'keyless', 'idempotency', 'outbound'] },
      'What the format can do.',
    ),
    key_prefix: orNull(text('How keys of the format begin.', 'pck_int_'), 'it has no keys'),
    signature: orNull(oneOf(['always', 'per-key', 'unless-key'], 'When requests have to be signed.'), 'it has no signatures'),
    signature_header: orNull(text('The header that carries the signature.', 'X-WC-Webhook-Signature'), 'it has no signatures'),
    scopes: listOf({ type: 'string', enum: scopes }, 'What its connectors may be allowed to do.'),
    config_schema: dictionary(
      'A JSON Schema of its connectors\' settings; `"format": "secret"` marks those that are never shown.',
    ),
    delivery_url_patterns: listOf(
      { type: 'string' },
      'Where its storefronts send to; `{connector_id}` stands for the connector.',
    ),
    setup: orNull(setup, 'the adapter does not say'),
    routes: listOf(route, 'What it answers.'),
    events: listOf({ type: 'string' }, 'The types of events that it can send; empty when it sends none.'),
    isolation: oneOf(
      ['none', 'worker', 'process'],
      "Where it runs: in the hub's own thread, in one of its own, in a process of its own.",
    ),
    failures_recently: whole('How often it failed within the last hour.', 0, 0),
    last_failure: orNull(failure, 'there was none'),
  }),
  AdapterList: record('The formats of this hub, all on one page.', {
    ...pageFields(component('Adapter')),
    failed: listOf(
      record('An adapter that could not be loaded.', {
        source: text('The path or the package that plugins.yaml names.', './adapters/mine'),
        error: text('What to mend.'),
      }),
      'Those that could not be loaded; the hub serves the others.',
    ),
  }),
};
