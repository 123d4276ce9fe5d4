/** What a fulfilment connector refuses: hostile documents, mappings without an end, incomplete orders, and too many requests. */
import { describe, expect, it } from 'vitest';
import { openPartner, type Partner, smallOrder, type WayIn, waysIn } from '../support/fulfilment-partner.ts';
import { startTestHub } from '../support/hub.ts';

const hub = await startTestHub();
const way: WayIn = waysIn['bearer'] ?? { auth: {}, prove: () => ({}), byPath: false };

/** Milliseconds that something took, and what came of it. */
async function timed<Value>(run: () => Promise<Value>): Promise<{ readonly value: Value; readonly milliseconds: number }> {
  const start = performance.now();
  const value = await run();
  return { value, milliseconds: performance.now() - start };
}

/** The answer, in less than a second, while the hub answered others all the time. */
async function refusedAtOnce(partner: Partner, body: string, headers: Record<string, string> = {}) {
  const others: number[] = [];
  let running = true;
  const neighbour = (async () => {
    while (running) others.push((await timed(() => hub.call('GET', '/health'))).milliseconds);
  })();
  const { value: answer, milliseconds } = await timed(() => partner.send(body, { headers }));
  running = false;
  await neighbour;
  expect(milliseconds).toBeLessThan(5_000);
  expect(Math.max(...others)).toBeLessThan(5_000);
  return answer;
}

describe('hostile XML', () => {
  const laughs = Array.from({ length: 9 }, (_, index) => {
    const inner = `&l${index};`.repeat(10);
    return `<!ENTITY l${index + 1} "${inner}">`;
  }).join('');
  const documents: readonly (readonly [string, string])[] = [
    ['a billion laughs', `<?xml version="1.0"?><!DOCTYPE o [<!ENTITY l0 "ha">${laughs}]><o>&l9;</o>`],
    ['a document type alone', '<!DOCTYPE o><o/>'],
    ['a document type in small letters', '<!doctype o><o/>'],
    ['an external entity', '<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><o>&x;</o>'],
    ['an external document type', '<!DOCTYPE o SYSTEM "http://127.0.0.1:9/o.dtd"><o/>'],
    ['an entity nobody declared', '<o>&nbsp;</o>'],
    ['too many levels', `${'<o>'.repeat(33)}${'</o>'.repeat(33)}`],
    ['very many levels', '<o>'.repeat(300_000)],
    ['too many elements', `<o>${'<i/>'.repeat(10_001)}</o>`],
    ['too many attributes', `<o ${Array.from({ length: 10_001 }, (_, index) => `a${index}="1"`).join(' ')}/>`],
    ['a name that reaches a prototype', '<o><__proto__><polluted>1</polluted></__proto__></o>'],
    ['a comment without an end', `<o><!--${'-'.repeat(900_000)}`],
    ['a tag without an end', `<o a="${' '.repeat(900_000)}`],
    ['nothing but signs', '<'.repeat(900_000)],
    ['two roots', '<o/><o/>'],
    ['a root behind the root', '<o><order_id>1</order_id></o><other/>'],
    ['a control character', '<o>\u0001</o>'],
    ['a character that is none', '<o>&#0;</o>'],
  ];

  it.each(documents)('%s is refused, and nobody waits for it', async (_what, body) => {
    const partner = await openPartner(hub, way);
    const answer = await refusedAtOnce(partner, body, { 'content-type': 'application/xml' });
    expect([answer.status, answer.json]).toMatchObject([422, { status: 'error', error: 'validation_failed' }]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('hostile JSON', () => {
  it.each([
    ['many levels', `{"a":${'['.repeat(500_000)}`],
    ['a key twice', '{"order_id":"a","order_id":"b"}'],
    ['a key that reaches a prototype', '{"__proto__":{"polluted":1}}'],
    ['a list at the top', '[]'],
    ['half a document', '{"order_id":'],
  ])('%s is refused', async (_what, body) => {
    const partner = await openPartner(hub, way);
    const answer = await refusedAtOnce(partner, body, { 'content-type': 'application/json' });
    expect([answer.status, answer.json]).toMatchObject([422, { status: 'error', error: 'invalid_json' }]);
  });
});

describe('a mapping without an end', () => {
  const double = (made: string) => `($d := function($s, $n) { $n = 0 ? $s : $d(${made}, $n - 1) }; $string($d("ab", 40)))`;
  it.each([
    ['recursion', '($f := function($x) { 1 + $f($x) }; $f(1))'],
    ['recursion in the tail', '($f := function($x) { $f($x) }; $f(1))'],
    ['a huge range', '$sum([1..10000000])'],
    ['a range of ranges', '$count([1..10000].([1..10000]))'],
    ['a text that doubles', double('$s & $s')],
    ['an object that doubles', double('{"a": $s, "b": $s}')],
    ['a flood of spaces', '$length($pad("x", 100000000))'],
    ['all pairs', '$count($map([1..10000], function($v) { $v in [1..10000] }))'],
    ['one function many times over', '$count($map([1..5000].$string(), $replace($pad("", 9000, "b"), ?, "b")))'],
    ['a pattern over a long text', '$contains($pad("", 5000, "a"), /a+$/)'],
  ])('(%s) is cut off, and nobody waits for it', async (_what, expression) => {
    const partner = await openPartner(hub, way, { mapping: { notes: expression } });
    const answer = await refusedAtOnce(partner, JSON.stringify(smallOrder('F-1')));
    expect([answer.status, answer.json]).toMatchObject([422, { error: 'validation_failed' }]);
    expect(answer.json.detail).toMatch(/^the mapping of notes /);
    expect((await partner.orders()).length).toBe(0);
  });
});

describe('settings that cannot work', () => {
  const save = async (config: object) => {
    const { organisationId, storeId } = await hub.tenant();
    return hub.call('POST', `/admin/v1/orgs/${organisationId}/stores/${storeId}/connectors`, {
      headers: { authorization: 'Bearer test-admin-token' },
      body: { name: 'acme', payload_format: 'fulfilment', config },
    });
  };
  it.each<[string, object, string]>([
    ['an expression that does not end', { mapping: { order_id: 'a.(b' } }, 'config.mapping.order_id'],
    ['a target that there is not', { mapping: { orderid: 'a' } }, 'config.mapping.orderid'],
    ['a column that there is not', { mapping: { 'items[].color': 'a' } }, 'config.mapping.items[].color'],
    ['lines and columns', { mapping: { items: 'a', 'items[].sku': 'b' } }, 'config.mapping.items'],
    ['a clock', { mapping: { placed_at: '$now()' } }, 'config.mapping.placed_at'],
    ['evaluation of text', { mapping: { notes: '$eval(note)' } }, 'config.mapping.notes'],
    ['a pattern that never ends', { mapping: { notes: '$replace(a, /(a+)+$/, "")' } }, 'config.mapping.notes'],
    ['a way into prototypes', { mapping: { notes: 'constructor.name' } }, 'config.mapping.notes'],
    ['a schema that is none', { source_schema: { type: 'nothing' } }, 'config.source_schema'],
    ['a schema that refers to itself', { source_schema: { properties: { a: { $ref: '#' } } } }, 'config.source_schema'],
    ['a schema with a pattern that never ends', { source_schema: { pattern: '(a+)+$' } }, 'config.source_schema'],
    ['no password', { auth: { type: 'basic', user: 'acme' } }, 'config.auth.password'],
    ['no header', { auth: { type: 'hmac', encoding: 'hex' } }, 'config.auth.header'],
    ...['Content-Length', 'transfer-encoding', 'Connection', 'TE', 'Host', 'Content-Type'].map(
      (header): [string, object, string] => [
        `a signature in ${header}`,
        { auth: { type: 'hmac', header, encoding: 'hex' } },
        'config.auth.header',
      ],
    ),
    [
      'a time in a header of HTTP',
      { auth: { type: 'hmac', header: 'X-Sign', encoding: 'hex', timestamp_header: 'Content-Length' } },
      'config.auth.timestamp_header',
    ],
    ['a setting of another way', { auth: { type: 'bearer', user: 'acme' } }, 'config.auth.user'],
    ['no key', { auth: { type: 'jwt', algorithm: 'RS256' } }, 'config.auth.public_key'],
    ['a key that is none', { auth: { type: 'jwt', algorithm: 'ES256', public_key: 'abc' } }, 'config.auth.public_key'],
    [
      'a secret among public keys',
      { auth: { type: 'jwt', algorithm: 'ES256', jwks: { keys: [{ kty: 'oct', k: 'AA' }] } } },
      'config.auth.jwks.keys.0',
    ],
    ['a public key for a secret', { auth: { type: 'jwt', algorithm: 'HS256', public_key: 'abc' } }, 'config.auth.algorithm'],
    ['an algorithm of no use', { auth: { type: 'jwt', algorithm: 'none' } }, 'config.auth.algorithm'],
  ])('(%s) are not saved', async (_what, config, path) => {
    const answer = await save(config);
    expect([answer.status, answer.json.fields[0].path]).toEqual([422, path]);
  });

  it('say where in an expression it went wrong', async () => {
    const answer = await save({ mapping: { order_id: 'a.(b' } });
    expect(answer.json.fields[0].message).toMatch(/^is wrong at character 4: .*\(S0203\)$/);
  });
});

describe('an order', () => {
  const order = smallOrder('F-1');
  const [line] = order.items;
  it.each<[string, object, string]>([
    ['without anything', {}, 'required after mapping: order_id, items[].sku, items[].quantity, shipping_address'],
    ['without an id', { ...order, order_id: ' ' }, 'required after mapping: order_id'],
    ['without a SKU', { ...order, items: [line, { quantity: 1 }] }, 'required after mapping: items[].sku'],
    ['without a quantity', { ...order, items: [{ sku: 'W-1' }] }, 'required after mapping: items[].quantity'],
    ['without lines', { ...order, items: [] }, 'required after mapping: items[].sku, items[].quantity'],
    ['without an address', { ...order, shipping_address: {} }, 'required after mapping: shipping_address'],
    [
      'with an address of nothing known',
      { ...order, shipping_address: { planet: 'Earth' } },
      'shipping_address holds nothing that is known of an address',
    ],
    [
      'with nothing of a line',
      { ...order, items: [{ ...line, quantity: 0 }] },
      'items[0].quantity must be a number above 0 of ordinary length',
    ],
    [
      'with a price in words',
      { ...order, items: [{ ...line, unit_price: 'free' }] },
      'items[0].unit_price is not a decimal number such as 19.99',
    ],
    ['in no currency', { ...order, currency: 'XXQ' }, 'currency is not an ISO 4217 code'],
    [
      'with markup for an id',
      { ...order, order_id: '<b>1</b>' },
      'order_id must be at most 255 characters without control characters, markup, or white space at the ends',
    ],
    ...[' F-1', 'F-1 ', '\tF-1', 'F-1\u00a0'].map((id): [string, object, string] => [
      `with ${JSON.stringify(id)} for an id, which is not the id F-1,`,
      { ...order, order_id: id },
      'order_id must be at most 255 characters without control characters, markup, or white space at the ends',
    ]),
    [
      'with a space before a SKU',
      { ...order, items: [{ ...line, sku: ' W-1' }] },
      'items[0].sku must be at most 255 characters without control characters, markup, or white space at the ends',
    ],
  ])('%s is refused by name', async (_what, body, detail) => {
    const partner = await openPartner(hub, way);
    const answer = await partner.send(body);
    expect([answer.status, answer.json]).toEqual([422, { status: 'error', error: 'validation_failed', detail }]);
  });

  it('with an amount beyond all bounds is refused', async () => {
    const partner = await openPartner(hub, way);
    const answer = await partner.send({ ...order, shipping: 1e300 });
    expect([answer.status, answer.json.error]).toEqual([422, 'amount_out_of_range']);
  });

  it("that does not meet the partner's own schema is refused with the first bad place", async () => {
    const source_schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { items: { type: 'array', items: { $ref: '#/$defs/line' } } },
      $defs: { line: { type: 'object', required: ['batch'], properties: { sku: { pattern: '^[A-Z]-[0-9]+$' } } } },
    };
    const partner = await openPartner(hub, way, { source_schema, schema_version: '2.1' });
    const detail = 'the document at /items/0/batch is required (schema version 2.1)';
    expect((await partner.send(order)).json).toEqual({ status: 'error', error: 'validation_failed', detail });
    expect((await partner.send({ ...order, items: [{ ...line, batch: 1 }] })).status).toBe(200);
    expect((await partner.send({ ...order, items: [{ ...line, batch: 1, sku: 'w' }] })).json.detail).toMatch(
      /^the document at \/items\/0\/sku must match/,
    );
  });

  it('keeps no markup and no control characters in its texts', async () => {
    const partner = await openPartner(hub, way);
    const body = {
      ...order,
      notes: 'Hello\u0007 <script>alert(1)</script>\nthere',
      buyer: { name: '<<b>script>Ann', email: 'ann@example.com' },
      metadata: { '<i>k</i>': '<img src=x onerror=alert(1)>v', n: 0.5 },
    };
    expect((await partner.send(body)).status).toBe(200);
    const [stored] = await partner.orders();
    expect(stored).toMatchObject({
      notes: 'Hello alert(1)\nthere',
      client: { name: 'script>Ann' },
      metadata: { k: 'v', n: '0.5' },
    });
  });
});

describe('content', () => {
  const xml =
    '<o><order_id>X-1</order_id><items><item><sku>W-1</sku><quantity>2</quantity></item></items><shipping_address><city>Bath</city></shipping_address></o>';
  const json = JSON.stringify(smallOrder('J-1'));
  it.each<[string, string, string, string, number]>([
    ['JSON by its look', 'both', '', json, 200],
    ['XML by its look', 'both', '', xml, 200],
    ['XML by a form that it is not', 'both', 'application/x-www-form-urlencoded', xml, 200],
    ['JSON of a kind', 'both', 'application/vnd.acme+json; charset=utf-8', json, 200],
    ['XML for JSON', 'both', 'application/json', xml, 422],
    ['XML where JSON is wanted', 'json', 'text/xml', xml, 415],
    ['JSON where XML is wanted', 'xml', 'application/json', json, 415],
    ['something else by name', 'both', 'text/csv', 'a,b', 415],
    ['something else by look', 'both', '', 'a,b', 415],
    ['nothing', 'both', '', '', 415],
    ['another character set', 'both', 'application/json; charset=iso-8859-1', json, 415],
    ['XML in another encoding', 'both', 'application/xml', `<?xml version="1.0" encoding="ISO-8859-1"?>${xml}`, 415],
  ])('(%s) is taken or refused as it should be', async (_what, content, type, body, status) => {
    const partner = await openPartner(hub, way, { content });
    const answer = await partner.send(body, { headers: { 'content-type': type === '' ? 'text/plain' : type } });
    expect(answer.status).toBe(status);
  });

  it('that is too large is refused at once', async () => {
    const partner = await openPartner(hub, way);
    const answer = await partner.send(`{"a":"${'x'.repeat(1_100_000)}"}`);
    expect([answer.status, answer.json.error]).toEqual([413, 'payload_too_large']);
  });
});

describe('the limit', () => {
  it('lets 100 requests a minute in from one address', async () => {
    const partner = await openPartner(hub, way);
    const statuses: number[] = [];
    for (let sent = 0; sent < 100; sent += 1) statuses.push((await partner.send('{}')).status);
    expect(new Set(statuses)).toEqual(new Set([422]));
    const answer = await partner.send(smallOrder('F-1'));
    expect([answer.status, answer.json.status, answer.json.error]).toEqual([429, 'error', 'rate_limited']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
