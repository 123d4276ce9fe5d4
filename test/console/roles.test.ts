/** What a member of an organisation sees: no secret, no other organisation, and no button that would be refused. */
import { describe, expect, it } from 'vitest';
import { browserPath, newAccount, openConsole } from '../support/browser.ts';
import { startTestHub } from '../support/hub.ts';
import { changedOrder, openShop } from '../support/woo-shop.ts';

const hub = await startTestHub();

/** What only admins may do, by the words of its button or link. */
const adminsOnly =
  /^(new |create|save|change (?!the password)|add |revoke|rotate|delete|replay|invite|mark as|cancel the order|refund|disable|enable|pause the|send test|put )/i;

const places = [
  'overview',
  'connectors',
  'requests',
  'orders',
  'clients',
  'products',
  'vendors',
  'webhooks',
  'stores',
  'api-keys',
  'adapters',
  'team',
];

describe.skipIf(browserPath === undefined)('a member', () => {
  it('is shown no button that the hub would answer 403, on any page or in any drawer', { timeout: 120_000 }, async () => {
    const shop = await openShop(hub);
    const { organisationId } = shop.tenant;
    await hub.endpoint(shop.tenant, 'https://receiver.example.com/hooks');
    await hub.admin('PUT', `/orgs/${organisationId}/products`, { products: [{ sku: 'MUG-1', title: 'Mug' }] });
    await hub.admin('POST', `/orgs/${organisationId}/vendors`, { name: 'Potters of Stoke' });
    await shop.deliver(changedOrder({ id: 1 }), 'order.created');
    const member = await newAccount(hub, organisationId, 'org_member');
    const page = await openConsole(hub.url, `/orgs/${organisationId}/overview`, member);
    const refused: string[] = [];
    page.on('response', (response) => {
      if (response.status() === 403) refused.push(response.url());
    });
    const offered: string[] = [];
    const look = async (place: string): Promise<void> => {
      const names = await page.getByRole('main').getByRole('button').or(page.getByRole('main').getByRole('link')).allInnerTexts();
      offered.push(...names.filter((name) => adminsOnly.test(name.trim())).map((name) => `${place}: ${name.trim()}`));
    };
    for (const place of places) {
      await page.goto(`/console/orgs/${organisationId}/${place}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page
        .getByText(/^Loading/)
        .first()
        .waitFor({ state: 'detached' });
      await look(place);
      const row = page.getByRole('table').getByRole('link').first();
      if ((await row.count()) === 0) continue;
      await row.click();
      await page
        .getByText(/^Loading/)
        .first()
        .waitFor({ state: 'detached' });
      await look(`${place}, a row`);
    }
    expect(offered).toEqual([]);
    expect(refused).toEqual([]);
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  });

  it('is led to their own organisation, and finds another one not to exist, with a way home', async () => {
    const [own, other] = [await hub.tenant(), await hub.tenant()];
    const member = await newAccount(hub, own.organisationId, 'org_member');
    const page = await openConsole(hub.url, '', member, { isRefused: true });
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/orgs/${own.organisationId}/overview`);
    expect(await page.getByRole('button', { name: /^Organisation/ }).count()).toBe(0);
    const session = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const { status } = await hub.call('GET', `/admin/v1/orgs/${other.organisationId}/orders`, { headers: { cookie: session } });
    expect(status).toBe(404);
    await page.goto(`/console/orgs/${other.organisationId}/orders`);
    await page.getByText('This does not exist').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.getByRole('link', { name: 'To the first page' }).click();
    await page.waitForURL(`**/orgs/${own.organisationId}/overview`);
  });
});
