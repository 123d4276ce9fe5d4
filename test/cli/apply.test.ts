/** `crossdock apply` against a real hub: what it makes, what it changes, and what it leaves alone. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { appSecret, erpToken, everything, newFolder } from './apply-folder.ts';
import { crossdock, type CommandResult } from './command.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});

const actionsIn = ({ json }: CommandResult) => json.flatMap(({ action }) => action ?? []);

describe('crossdock apply', () => {
  test('makes what is declared, and the second time says that nothing changed', async () => {
    const { slug, apply } = newFolder(hub.url);
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
    const { slug, apply, write } = newFolder(hub.url);
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
    const { slug, file, apply } = newFolder(hub.url);
    const result = await apply('--dry-run', '--json');
    expect(result.code).toBe(0);
    expect(actionsIn(result)).toEqual(Array.from({ length: 8 }, () => 'created'));
    expect(result.json.at(-1)).toEqual({ created: 8, changed: 0, unchanged: 0, dry_run: true });
    expect(existsSync(`${file}.secrets`)).toBe(false);
    expect((await hub.admin('GET', '/orgs?limit=100')).json.rows.map((row: { slug: string }) => row.slug)).not.toContain(slug);
  });

  test('keeps keys and signing secrets where only their owner reads them, and shows no secret', async () => {
    const { file, apply } = newFolder(hub.url);
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
    const { file, apply } = newFolder(hub.url);
    const result = await apply('--secrets-to', '-', '--json');
    expect(result.json.filter(({ secret }) => secret !== undefined)).toHaveLength(4);
    expect(existsSync(`${file}.secrets`)).toBe(false);
    expect((await apply('--secrets-to', '-', '--json')).json.filter(({ secret }) => secret !== undefined)).toEqual([]);
  });

  test('sends a secret again when that is asked for', async () => {
    const { apply } = newFolder(hub.url);
    await apply();
    const { code, stdout } = await apply('--renew-secrets');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^changed {3}connector \S+\/Shopify: config.app_secret$/m)]);
    expect(stdout).toMatch(/0 created, 1 changed, 7 unchanged\.\n$/);
  });

  test('makes a connector anew when the one of that name was revoked', async () => {
    const { slug, apply } = newFolder(hub.url);
    await apply();
    const { rows } = (await hub.admin('GET', `/orgs/${slug}/stores/main/connectors`)).json;
    const revoked = rows.find(({ name }: { name: string }) => name === 'Partner');
    await hub.admin('POST', `/connectors/${revoked.id}/revoke`);
    expect((await apply()).stdout).toMatch(/^created {3}connector \S+\/main\/Partner$/m);
    expect((await apply()).stdout).toMatch(/Nothing changed/);
  });
});

test('without a token, a hub or a file it says what to do', async () => {
  const { file, apply, write } = newFolder(hub.url);
  write('organisations: [{ slug: nobody, name: Nobody }]');
  expect((await crossdock(['apply', file, '--hub', hub.url])).stderr).toMatch(/set CROSSDOCK_ADMIN_TOKEN/);
  expect((await apply('--hub', 'http://127.0.0.1:1')).stderr).toMatch(/nothing answers at .*crossdock serve/);
  expect((await crossdock(['apply', '/nowhere.yaml'])).stderr).toMatch(/cannot be read: name the YAML file/);
});
