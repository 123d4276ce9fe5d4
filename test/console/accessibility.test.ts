/** Every page of the console as axe sees it, in light and dark, with something on it and with nothing. */
import { beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, type Account, browserPath, newAccount, openConsole, openPage } from '../support/browser.ts';
import { startTestHub, type TestTenant } from '../support/hub.ts';
import { changedOrder, openShop } from '../support/woo-shop.ts';

const hub = await startTestHub();

const pages = [
  'overview',
  'connectors',
  'connectors/new',
  'requests',
  'inbox',
  'orders',
  'clients',
  'products',
  'vendors',
  'webhooks',
  'webhooks/new',
  'webhooks/deliveries',
  'stores',
  'api-keys',
  'adapters',
  'team',
  'audit',
];

describe.skipIf(browserPath === undefined)('axe', () => {
  let full: TestTenant;
  let empty: TestTenant;
  let account: Account;

  beforeAll(async () => {
    account = await newAccount(hub);
    const shop = await openShop(hub);
    full = shop.tenant;
    empty = await hub.tenant();
    await hub.endpoint(full, 'https://receiver.example.com/hooks');
    await hub.admin('PUT', `/orgs/${full.organisationId}/products`, { products: [{ sku: 'MUG-1', title: 'Mug' }] });
    await hub.admin('POST', `/orgs/${full.organisationId}/vendors`, { name: 'Potters of Stoke' });
    await shop.deliver(changedOrder({ id: 1 }), 'order.created');
    await shop.deliver(changedOrder({ id: 2 }), 'order.created', { secret: 'another one' });
  });

  it('finds nothing before the console', async () => {
    const page = await openPage(hub.url, '/console');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('finds nothing on any page', { timeout: 180_000 }, async () => {
    const page = await openConsole(hub.url, `/orgs/${full.organisationId}/overview`, account);
    const faults: string[] = [];
    for (const tenant of [full, empty]) {
      for (const path of pages) {
        await page.goto(`/console/orgs/${tenant.organisationId}/${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('load');
        await page
          .getByText(/^Loading/)
          .first()
          .waitFor({ state: 'detached' });
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${path}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
  });

  it('finds nothing in the drawer of a request, nor on a narrow screen', async () => {
    const page = await openConsole(hub.url, `/orgs/${full.organisationId}/requests`, account, { width: 390, height: 844 });
    await page.getByRole('table', { name: 'Requests' }).getByRole('link').first().click();
    await page.getByRole('complementary').getByText('Answered').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
