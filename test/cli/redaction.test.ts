/** What `crossdock adapter record` takes out of a request before it becomes a fixture, and what it leaves as it was. */
import { describe, expect, test } from 'vitest';
import { type LoggedRequest, redactRequest } from '../../core/cli/redaction/redact-request.ts';

const request = (body: string | null, other: Partial<LoggedRequest> = {}): LoggedRequest => ({
  method: 'POST',
  path: '/webhooks/acme/orders',
  headers: {},
  body,
  ...other,
});

function redacted(body: string, other: Partial<LoggedRequest> = {}) {
  const result = redactRequest(request(body, other));
  if (typeof result === 'string') throw new Error(result);
  return result;
}

describe('personal data and secrets', () => {
  test.each<[string, string, RegExp]>([
    ['an e-mail address under any name', '{"x":"write to ann.lee@shop.test, please"}', /lee|shop\.test/],
    ['a name', '{"first_name":"Leonie","lastName":"Quandt"}', /Leonie|Quandt/],
    ['a phone number', '{"contact":{"mobile":"020 7946 0958"}}', /7946/],
    ['a phone number under any name', '{"x":"+44 20 7946 0958"}', /7946/],
    ['a street, a city and a postal code', '{"line1":"12 Elm Row","City":"Leeds","postal_code":"LS1 4AP"}', /Elm|Leeds|LS1/],
    ['a card number under any name', '{"x":"4111 1111 1111 1111"}', /4111/],
    ['a card number that is a number', '{"pan":4111111111111111}', /4111/],
    ['a token under any name', '{"x":"sk_live_9fA82hGq7LmPz31Bc0d4"}', /9fA82/],
    ['a secret by its name', '{"apiKey":"abc123xyz"}', /abc123/],
    ['an address of the network', '{"x":"203.0.113.77"}', /203\.0/],
    ['a note', '{"customer_note":"Call my sister Joan"}', /Joan/],
    ['what a label says is a phone', '{"meta_data":[{"key":"_billing_phone","value":"0207 946 0958"}]}', /946/],
    ['the host and the query of a link', '{"href":"https://anns-shop.test/order/7?key=wc_order_Zx81"}', /anns-shop|Zx81/],
  ])('%s is taken out', (_what, body, secret) => {
    expect(body).toMatch(secret); // or the test could not fail
    const { body: left = '', redacted: places } = redacted(body);
    expect(left).not.toMatch(secret);
    expect(places).toHaveLength(Object.keys(JSON.parse(body) as object).length);
    expect(() => JSON.parse(left) as unknown).not.toThrow();
  });

  test('equal values stay equal, so that what matched still matches', () => {
    const { body = '' } = redacted('{"email":"a@b.test","billing":{"email":"a@b.test"},"other":{"email":"c@b.test"}}');
    const read = JSON.parse(body) as { email: string; billing: { email: string }; other: { email: string } };
    expect(read.billing.email).toBe(read.email);
    expect(read.other.email).not.toBe(read.email);
  });

  test('are not in headers or in the path either', () => {
    const headers = {
      'content-type': 'application/json',
      'x-signature': '[redacted]',
      'x-buyer': 'ann@shop.test',
      'x-forwarded-for': '203.0.113.77',
    };
    const { file } = redacted('{}', { headers, path: '/clients/ann@shop.test' });
    expect(file).toEqual({
      method: 'POST',
      path: expect.stringMatching(/^\/clients\/person\d+@example\.com$/),
      headers: { 'content-type': 'application/json', 'x-buyer': expect.stringMatching(/^person\d+@example\.com$/) },
    });
  });
});

test('all the rest stays byte for byte: blanks, order of keys, how numbers are written', () => {
  const body =
    '{ "total" : 19.90,\n  "id":9007199254740993, "sku":"MUG-1", "currency": "EUR",\t"paid":true,"tags":["new","4,5"],"when":"2026-11-20T08:09:05Z", "e":1e3 }';
  expect(redacted(body)).toEqual({ file: { method: 'POST', path: '/webhooks/acme/orders', headers: {} }, body, redacted: [] });
});

test.each<[string, LoggedRequest, string]>([
  ['is a form', request('email=ann%40shop.test'), 'its body is not JSON, and nothing else can be redacted'],
  ['is no text', request(null, { body_base64: 'AAE=' }), 'its body is no text'],
])('a request whose body %s is refused rather than kept', (_what, logged, reason) => {
  expect(redactRequest(logged)).toBe(reason);
});
