/** `crossdock apply` of a bad file: the line and the reason, and nothing is applied. */
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { appSecret, erpToken, everything, newFolder } from './apply-folder.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});

async function isThere(slug: string): Promise<boolean> {
  const { json } = await hub.admin('GET', '/orgs?limit=100');
  return json.rows.some((row: { slug: string }) => row.slug === slug);
}

describe('a bad file', () => {
  const change = (from: string, to: string) => (slug: string) => everything(slug).replace(from, to);

  /** What is wrong, what of the file becomes what, a text on the line that is named, and the reason. */
  test.each<[string, string, string, string, RegExp]>([
    ['a tag', 'Acme Ltd', '!!js/function Acme', '!!js', /tag/],
    ['a key given twice', 'currency: EUR', 'slug: twice', 'slug: twice', /unique/],
    ['an unknown field', 'currency: EUR', 'currencies: EUR', 'currencies', /stores\.0\.currencies is not known here/],
    ['a field of the wrong kind', 'price: 1999', 'price: "19.99"', '19.99', /products\.0\.price must be a whole number/],
    ['a missing field', '    name: Acme Ltd\n', '', '- slug: a-', /organisations\.0\.name is required/],
    ['no currency', 'EUR', 'POUNDS', 'POUNDS', /currency must be an active ISO 4217 code such as GBP/],
    ['a bad range', '192.0.2.0/24', '192.0.2.7/24', '192.0.2.7', /ip_allowlist\.1 must be an address or a range/],
    ['an unset variable', 'ERP_TOKEN', 'NOT_SET', 'NOT_SET', /headers\.Authorization refers to .* NOT_SET, which is not set/],
    ['a SKU twice', 'CUP-1', 'MUG-1', 'title: Cup', /products\.1\.sku is declared twice/],
    ['a credential in plain sight', 'Bearer ${ERP_TOKEN}', 'Bearer abc', 'Bearer abc', /looks like a credential: refer to it/],
    ['a secret setting in plain sight', '${SHOPIFY_SECRET}', 'shpss_plain', 'shpss_plain', /app_secret is a secret: refer to it/],
    [
      'an unknown format',
      'woocommerce',
      'magento',
      'magento',
      /payload_format is not a loaded format; the hub has peptideclients/,
    ],
    ['a setting that is missing', 'shop_domain: acme.myshopify.com', '', 'config:', /config\.shop_domain is required/],
    ['an unknown event', 'order.cancelled', 'order.vanished', 'vanished', /event_types\.1 is not an event type/],
    [
      'an address that may not be reached',
      'https://erp',
      'http://erp',
      'http://erp',
      /\.url is refused: webhook URLs must use https/,
    ],
    ['a private address', 'erp.example.com', '169.254.169.254', '169.254', /\.url is refused: this URL points to an address/],
    ['an unknown store', 'store: main }', 'store: nowhere }', 'nowhere', /products\.0\.store is not a store/],
  ])('with %s is refused with the line and the reason, and nothing is applied', async (_what, from, to, marked, reason) => {
    const { slug, apply } = newFolder(hub.url, change(from, to));
    const line =
      change(
        from,
        to,
      )(slug)
        .split('\n')
        .findIndex((text) => text.includes(marked)) + 1;
    const { code, stdout, stderr } = await apply();
    expect([code, stderr.split('\n').length]).toEqual([1, 2]);
    expect(stderr).toMatch(reason);
    expect(stderr).toMatch(/nothing was applied\n$/);
    expect(stdout).toMatch(new RegExp(`^acme\\.yaml:${line}: `, 'm'));
    expect(stdout + stderr).not.toMatch(new RegExp(`${appSecret}|${erpToken}|shpss_plain|Bearer abc`));
    expect(await isThere(slug)).toBe(false);
  });

  test('is told of all at once, in the order of its lines', async () => {
    const { apply } = newFolder(hub.url, (slug) => everything(slug).replace('EUR', 'POUNDS').replace('MUG-1', '"a\\tb"'));
    const { stdout, stderr } = await apply();
    expect(stdout.match(/^acme\.yaml:\d+/gm)).toEqual(['acme.yaml:7', 'acme.yaml:24']);
    expect(stderr).toMatch(/^crossdock: acme\.yaml:7: .*, and 1 more; nothing was applied\n$/);
  });

  test('whose aliases multiply is refused', async () => {
    const levels = Array.from({ length: 8 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(8)}]`);
    const { apply } = newFolder(hub.url, () => `l0: &l0 [a]\n${levels.join('\n')}\norganisations: *l8\n`);
    expect((await apply()).stderr).toMatch(/aliases stand for more than 50 times/);
  });

  test('that changes what cannot be changed is refused, and nothing else of it is applied', async () => {
    const { slug, apply, write } = newFolder(hub.url);
    await apply();
    const text = everything(slug).replace('Main store', 'Another name');
    write(text.replace('payload_format: woocommerce', 'payload_format: peptideclients'));
    expect((await apply()).stderr).toMatch(/acme\.yaml:21: \S+\.payload_format cannot be changed: .*; nothing was applied\n$/);
    write(text.replace('Acme Ltd', 'Acme Inc'));
    expect((await apply()).stderr).toMatch(/acme\.yaml:3: .*name cannot be changed: the hub knows this organisation as Acme Ltd/);
    expect((await hub.admin('GET', `/orgs/${slug}/stores/main`)).json.name).toBe('Main store');
  });

  test('that the hub refuses only when it gets it stops at its line, and applied again goes on from there', async () => {
    const { slug, apply, write } = newFolder(hub.url, () => '{ organisations: [] }');
    const more = Array.from(
      { length: 10 },
      (_, index) => `      - { url: "https://erp.example.com/${index}", event_types: [order.created] }\n`,
    );
    write(everything(slug) + more.join(''));
    const { code, stdout, stderr } = await apply();
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^created {3}webhook endpoint \S+\/8$/m)]);
    expect(stderr).toMatch(/acme\.yaml:41: .* at most 10 enabled webhook endpoints; what was told of above is done/);
    write(everything(slug) + more.slice(0, 9).join(''));
    expect((await apply()).stdout).toMatch(/Nothing changed: /);
  });
});
