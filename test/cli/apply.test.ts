/** `crossdock apply` against a real hub: what it makes, what it leaves alone, and what it refuses before it touches anything. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { crossdock, type CommandResult, emptyFolder } from './command.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});

const appSecret = 'shpss_that_nobody_may_see';
const erpToken = 'token_that_nobody_may_see';

/** A declaration of everything, for an organisation of its own. */
function everything(slug: string): string {
  return `organisations:
  - slug: ${slug}
    name: Acme Ltd
    stores:
      - slug: main
        name: Main store
        currency: EUR
        timezone: Europe/London
        connectors:
          - name: Shopify
            payload_format: shopify
            config:
              shop_domain: acme.myshopify.com
              app_secret: \${SHOPIFY_SECRET}
          - name: Own shop
            payload_format: peptideclients
            require_signature: true
            ip_allowlist: [203.0.113.7, 192.0.2.0/24]
            expires_at: 2030-01-01T00:00:00Z
          - name: Partner
            payload_format: woocommerce
            require_signature: false
    products:
      - { sku: MUG-1, title: Mug, price: 1999, store: main }
      - { sku: CUP-1, title: Cup, price: 999, currency: GBP }
    webhook_endpoints:
      - url: https://erp.example.com/hook
        event_types: [order.created, order.cancelled]
        store: main
        headers:
          Authorization: Bearer \${ERP_TOKEN}
`;
}

interface Folder {
  readonly slug: string;
  readonly file: string;
  write(text: string): void;
  apply(...options: readonly string[]): Promise<CommandResult>;
}

/** A folder with the file, and the command that applies it. */
function newFolder(text: (slug: string) => string = everything): Folder {
  const folder = emptyFolder();
  const slug = `a-${randomUUID()}`;
  const write = (contents: string): void => writeFileSync(join(folder, 'acme.yaml'), contents);
  write(text(slug));
  const variables = { CROSSDOCK_ADMIN_TOKEN: 'test-admin-token', SHOPIFY_SECRET: appSecret, ERP_TOKEN: erpToken };
  return {
    slug,
    write,
    file: join(folder, 'acme.yaml'),
    apply: (...options) => crossdock(['apply', 'acme.yaml', '--hub', hub.url, ...options], { folder, variables }),
  };
}

const actionsIn = ({ json }: CommandResult) => json.flatMap(({ action }) => action ?? []);

async function isThere(slug: string): Promise<boolean> {
  const { json } = await hub.admin('GET', '/orgs?limit=100');
  return json.rows.some((row: { slug: string }) => row.slug === slug);
}

describe('crossdock apply', () => {
  test('makes what is declared, and the second time says that nothing changed', async () => {
    const { slug, apply } = newFolder();
    const first = await apply();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^created {3}organisation a-[^:]*$/m);
    expect(first.stdout).toMatch(/8 created, 0 changed, 0 unchanged\.\n$/);
    const stores = (await hub.admin('GET', `/orgs/${slug}/stores`)).json.rows;
    expect(stores).toMatchObject([{ slug: 'main', name: 'Main store', currency: 'EUR', timezone: 'Europe/London' }]);
    const products = (await hub.admin('GET', `/orgs/${slug}/products`)).json.rows;
    expect(products).toHaveLength(2);
    expect(products).toContainEqual(
      expect.objectContaining({ sku: 'MUG-1', price: 1999, currency: 'EUR', store_id: stores[0].id }),
    );
    expect(products).toContainEqual(expect.objectContaining({ sku: 'CUP-1', price: 999, currency: 'GBP', store_id: null }));
    expect((await hub.admin('GET', `/orgs/${slug}/webhook-endpoints`)).json.rows).toMatchObject([
      { url: 'https://erp.example.com/hook', headers: { Authorization: `Bearer ${erpToken}` }, store_id: stores[0].id },
    ]);

    const audited = (await hub.admin('GET', `/orgs/${slug}/audit`)).json.rows.length;
    const second = await apply();
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).toMatch(/\nNothing changed: 0 created, 0 changed, 8 unchanged\.\n$/);
    expect(second.stdout).toContain('config.app_secret cannot be compared: --renew-secrets sends it again');
    expect((await hub.admin('GET', `/orgs/${slug}/audit`)).json.rows).toHaveLength(audited);
  });

  test('changes what differs, names it, and leaves alone what the file does not mention', async () => {
    const { slug, apply, write } = newFolder();
    await apply();
    await hub.admin('PUT', `/orgs/${slug}/products`, { products: [{ sku: 'NOT-IN-THE-FILE', title: 'Stays' }] });
    write(
      everything(slug)
        .replace('Main store', 'The main store')
        .replace('acme.myshopify.com', 'other.myshopify.com')
        .replace('price: 1999', 'price: 2099')
        .replace('[order.created, order.cancelled]', '[order.created]'),
    );
    const dryRun = await apply('--dry-run');
    expect(dryRun.stdout).toMatch(/^would be changed +store \S+: name "Main store" -> "The main store"$/m);
    expect(dryRun.stdout).toMatch(/Nothing was applied\.\n$/);
    const { code, stdout } = await apply();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^changed {3}store \S+\/main: name "Main store" -> "The main store"$/m);
    expect(stdout).toMatch(/^changed {3}connector \S+\/main\/Shopify: config.shop_domain$/m);
    expect(stdout).toMatch(/^changed {3}product \S+\/MUG-1: price 1999 -> 2099$/m);
    expect(stdout).toMatch(/^changed {3}webhook endpoint \S+: event_types /m);
    expect(stdout).toMatch(/0 created, 4 changed, 4 unchanged\.\n$/);
    expect((await apply()).stdout).toMatch(/Nothing changed/);
    expect((await hub.admin('GET', `/orgs/${slug}/products`)).json.rows).toHaveLength(3);
  });

  test('--dry-run applies nothing and writes no secrets', async () => {
    const { slug, file, apply } = newFolder();
    const result = await apply('--dry-run', '--json');
    expect(result.code).toBe(0);
    expect(actionsIn(result)).toEqual(Array.from({ length: 8 }, () => 'created'));
    expect(result.json.at(-1)).toEqual({ created: 8, changed: 0, unchanged: 0, dry_run: true });
    expect([await isThere(slug), existsSync(`${file}.secrets`)]).toEqual([false, false]);
  });

  test('keeps keys and signing secrets where only their owner reads them, and shows no secret', async () => {
    const { file, apply } = newFolder();
    const { stdout, stderr } = await apply();
    const path = `${file}.secrets`;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const made = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(made.map(({ kind, name }) => `${kind} ${name.split('/').slice(1).join('/')}`)).toEqual([
      'connector main/Shopify',
      'connector main/Own shop',
      'connector main/Partner',
      'webhook endpoint https://erp.example.com/hook',
    ]);
    for (const { key, signing_secret: secret } of made) {
      expect(secret).toMatch(/.{20,}/);
      expect(stdout + stderr).not.toContain(secret);
      if (key) expect(stdout + stderr).not.toContain(key);
    }
    expect(stdout + stderr).not.toMatch(new RegExp(`${appSecret}|${erpToken}`));
    const order = '{"external_id":"x","lines":[{"description":"Mug","quantity":1,"unit_price_cents":5}]}';
    const shown = await hub.call('POST', '/integrations/v1/orders', {
      body: order,
      headers: { authorization: `Bearer ${made[1].key}`, 'x-forwarded-for': '203.0.113.7' },
    });
    expect(shown.json.error).toBe('ip_not_allowed'); // the key is known, and used from elsewhere
  });

  test('prints them once when that is asked for', async () => {
    const { file, apply } = newFolder();
    const result = await apply('--secrets-to', '-', '--json');
    expect(result.json.filter(({ secret }) => secret !== undefined)).toHaveLength(4);
    expect(existsSync(`${file}.secrets`)).toBe(false);
    expect((await apply('--secrets-to', '-', '--json')).json.filter(({ secret }) => secret !== undefined)).toEqual([]);
  });

  test('sends a secret again when that is asked for', async () => {
    const { apply } = newFolder();
    await apply();
    const { code, stdout } = await apply('--renew-secrets');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^changed {3}connector \S+\/Shopify: config.app_secret$/m)]);
    expect(stdout).toMatch(/0 created, 1 changed, 7 unchanged\.\n$/);
  });

  test('makes a connector anew when the one of that name was revoked', async () => {
    const { slug, apply } = newFolder();
    await apply();
    const { rows } = (await hub.admin('GET', `/orgs/${slug}/stores/main/connectors`)).json;
    const revoked = rows.find(({ name }: { name: string }) => name === 'Partner');
    await hub.admin('POST', `/connectors/${revoked.id}/revoke`);
    expect((await apply()).stdout).toMatch(/^created {3}connector \S+\/main\/Partner$/m);
    expect((await apply()).stdout).toMatch(/Nothing changed/);
  });
});

describe('a bad file', () => {
  const change = (from: string, to: string) => (slug: string) => everything(slug).replace(from, to);

  /** What is wrong, what of the file becomes what, a text on the line that is named, and the reason. */
  test.each<[string, string, string, string, RegExp]>([
    ['a tag', 'Acme Ltd', '!!js/function Acme', '!!js', /tag/],
    ['a key given twice', 'currency: EUR', 'slug: twice', 'slug: twice', /unique/],
    ['an unknown field', 'currency: EUR', 'currencies: EUR', 'currencies', /stores\.0\.currencies is not known here/],
    ['a field of the wrong kind', 'price: 1999', 'price: "19.99"', '19.99', /products\.0\.price must be integer/],
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
    ['an unknown store', 'store: main }', 'store: nowhere }', 'nowhere', /products\.0\.store is not a store/],
  ])('with %s is refused with the line and the reason, and nothing is applied', async (_what, from, to, marked, reason) => {
    const { slug, apply } = newFolder(change(from, to));
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
    const { apply } = newFolder((slug) => everything(slug).replace('EUR', 'POUNDS').replace('MUG-1', '"a\\tb"'));
    const { stdout, stderr } = await apply();
    expect(stdout.match(/^acme\.yaml:\d+/gm)).toEqual(['acme.yaml:7', 'acme.yaml:24']);
    expect(stderr).toMatch(/^crossdock: acme\.yaml:7: .*, and 1 more; nothing was applied\n$/);
  });

  test('whose aliases multiply is refused', async () => {
    const levels = Array.from({ length: 8 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(8)}]`);
    const { apply } = newFolder(() => `l0: &l0 [a]\n${levels.join('\n')}\norganisations: *l8\n`);
    expect((await apply()).stderr).toMatch(/aliases stand for more than 50 times/);
  });

  test('that changes what cannot be changed is refused, and nothing else of it is applied', async () => {
    const { slug, apply, write } = newFolder();
    await apply();
    const text = everything(slug).replace('Main store', 'Another name');
    write(text.replace('payload_format: woocommerce', 'payload_format: peptideclients'));
    expect((await apply()).stderr).toMatch(/acme\.yaml:21: \S+\.payload_format cannot be changed: .*; nothing was applied\n$/);
    write(text.replace('Acme Ltd', 'Acme Inc'));
    expect((await apply()).stderr).toMatch(/acme\.yaml:3: .*name cannot be changed: the hub knows this organisation as Acme Ltd/);
    expect((await hub.admin('GET', `/orgs/${slug}/stores/main`)).json.name).toBe('Main store');
  });

  test('that only the hub can judge stops at its line, and applied again goes on from there', async () => {
    const { slug, apply, write } = newFolder(change('https://erp.example.com', 'http://erp.example.com'));
    const { code, stdout, stderr } = await apply();
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^created {3}product \S+\/CUP-1$/m)]);
    expect(stderr).toMatch(/acme\.yaml:27: \S+\.url webhook URLs must use https; what was told of above is done/);
    write(everything(slug));
    expect((await apply()).stdout).toMatch(/1 created, 0 changed, 7 unchanged\.\n$/);
  });
});

test('without a token, a hub or a file it says what to do', async () => {
  const { file, apply, write } = newFolder();
  write('organisations: [{ slug: nobody, name: Nobody }]');
  expect((await crossdock(['apply', file, '--hub', hub.url])).stderr).toMatch(/set CROSSDOCK_ADMIN_TOKEN/);
  expect((await apply('--hub', 'http://127.0.0.1:1')).stderr).toMatch(/nothing answers at .*crossdock serve/);
  expect((await crossdock(['apply', '/nowhere.yaml'])).stderr).toMatch(/cannot be read: name the YAML file/);
});
