/** What an operator does every day: keeps the products, sends orders on their way, goes from one organisation to another. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserPath, newAccount, openConsole } from '../support/browser.ts';
import { startTestHub } from '../support/hub.ts';
import { openWebsite } from '../support/website-shop.ts';
import { changedOrder, openShop, plainOrder } from '../support/woo-shop.ts';

const hub = await startTestHub();

describe.skipIf(browserPath === undefined)('a product', () => {
  it('is made in the console, and stands in the list and in a drawer of its own at once', async () => {
    const { organisationId } = await hub.tenant();
    const page = await openConsole(hub.url, `/orgs/${organisationId}/products`, await newAccount(hub, organisationId));
    await page.getByRole('button', { name: 'New product' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('SKU').fill('MUG-1');
    await dialog.getByLabel('Title').fill('Mug');
    await dialog.getByLabel('Price').fill('19.99');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page
      .getByRole('table', { name: 'Products' })
      .getByRole('link', { name: /^MUG-1/ })
      .click();
    await page.getByRole('complementary', { name: 'Mug' }).getByLabel('Title').fill('Cup');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('complementary', { name: 'Cup' }).waitFor();
    const { json } = await hub.admin('GET', `/orgs/${organisationId}/products`);
    expect(json.rows).toMatchObject([{ sku: 'MUG-1', title: 'Cup', price: 1999 }]);
  });

  it.each(['CUP/2 ü', '50% off', 'A%2FB'])('is found by its address, though its SKU is %s', async (sku) => {
    const { organisationId } = await hub.tenant();
    await hub.admin('PUT', `/orgs/${organisationId}/products`, { products: [{ sku, title: 'Odd one' }] });
    const address = `/orgs/${organisationId}/products/${encodeURIComponent(sku)}`;
    const page = await openConsole(hub.url, address, await newAccount(hub, organisationId));
    const drawer = page.getByRole('complementary', { name: 'Odd one' });
    await drawer.waitFor();
    expect(await drawer.getByLabel('SKU').inputValue()).toBe(sku);
  });

  it('that does not exist is said not to', async () => {
    const { organisationId } = await hub.tenant();
    const page = await openConsole(hub.url, `/orgs/${organisationId}/products/NOPE`, await newAccount(hub, organisationId));
    const drawer = page.getByRole('complementary', { name: 'Product' });
    await drawer.getByText('This does not exist').waitFor();
    expect(await drawer.getByLabel('SKU').count()).toBe(0);
  });
});

describe.skipIf(browserPath === undefined)('an order', () => {
  it('is marked as shipped and as delivered, each after a question, and the focus stays on the page', async () => {
    const shop = await openShop(hub);
    await shop.deliver(changedOrder({ id: 1, status: 'processing' }), 'order.created');
    const { organisationId } = shop.tenant;
    const [{ id }] = await shop.orders();
    const page = await openConsole(hub.url, `/orgs/${organisationId}/orders/${id}`, await newAccount(hub, organisationId));
    for (const [verb, done] of [
      ['Mark as shipped', 'The order is marked as shipped.'],
      ['Mark as delivered', 'The order is marked as delivered.'],
    ] as const) {
      await page.getByRole('button', { name: verb }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await page.locator('button:focus', { hasText: verb }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: verb }).click();
      await page.getByText(done).waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.locator('main:focus').waitFor();
    }
    expect((await shop.orders())[0].fulfilment_status).toBe('delivered');
  });

  /** The sums under the lines, in their order. */
  const sums = async (page: Page): Promise<string> =>
    (
      await page
        .locator('section', { has: page.getByRole('heading', { name: 'Lines' }) })
        .locator('dl')
        .innerText()
    ).replaceAll(/\s+/g, ' ');

  it('adds up to its total above it: a discount within the lines stands below, and so does what was given back', async () => {
    const shop = await openShop(hub);
    const line = { id: 1, name: 'Lamp', quantity: 1, subtotal: '30.00', total: '25.00', total_tax: '0.00' };
    await shop.deliver(
      JSON.stringify({
        ...plainOrder,
        id: 2,
        currency: 'GBP',
        line_items: [line],
        shipping_lines: [{ id: 2, method_title: 'Post', total: '5.00', total_tax: '0.00' }],
        fee_lines: [],
        total_tax: '0.00',
        discount_total: '5.00',
        refunds: [{ id: 3, total: '-10.00' }],
        total: '30.00',
      }),
      'order.created',
    );
    const { organisationId } = shop.tenant;
    const [{ id }] = await shop.orders();
    const page = await openConsole(hub.url, `/orgs/${organisationId}/orders/${id}`, await newAccount(hub, organisationId));
    await page.getByRole('heading', { name: 'Lines' }).waitFor();
    expect(await sums(page)).toBe('Shipping £5.00 Total £30.00 Discount, taken off already £5.00 Given back of it £10.00');
  });

  it('has a discount above the total where it is taken off the whole', async () => {
    const website = await openWebsite(hub);
    await website.order({
      external_order_ref: 'w-1',
      line_items: [{ sku: 'ABC-001', quantity: '1', unit_price: '30.00' }],
      discount_amount: '5.00',
    });
    const { organisationId } = website.tenant;
    const { id } = await website.onlyOrder();
    const page = await openConsole(hub.url, `/orgs/${organisationId}/orders/${id}`, await newAccount(hub, organisationId));
    await page.getByRole('heading', { name: 'Lines' }).waitFor();
    expect(await sums(page)).toBe('Discount -£5.00 Total £25.00');
  });
});

describe.skipIf(browserPath === undefined)('an organisation', () => {
  it('may be called rows', async () => {
    await hub.admin('POST', '/orgs', { slug: 'rows', name: 'Rows of vines' });
    const page = await openConsole(hub.url, '/organisations', await newAccount(hub));
    await page.getByRole('link', { name: 'Rows of vines' }).click();
    await page.getByRole('button', { name: 'Organisation: Rows of vines' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Overview');
  });
});

describe.skipIf(browserPath === undefined)('the sidebar', () => {
  it('goes to another organisation when one is chosen, and not before', async () => {
    const [here, there] = ['one', 'another'].map((slug) => ({ slug, name: `The ${slug}` })) as [Named, Named];
    await hub.admin('POST', '/orgs', here);
    await hub.admin('POST', '/orgs', there);
    const page = await openConsole(hub.url, `/orgs/${here.slug}/overview`, await newAccount(hub), { height: 700 });
    const change = page.getByRole('button', { name: `Organisation: ${here.name}` });
    await change.focus();
    await page.keyboard.press('ArrowDown');
    expect(new URL(page.url()).pathname).toBe(`/console/orgs/${here.slug}/overview`);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('link', { name: there.name }).click();
    await page.getByRole('button', { name: `Organisation: ${there.name}` }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe(`/console/orgs/${there.slug}/overview`);
  });

  it('keeps its head and its foot whole on a low screen, and the cards of a quick start are wide', async () => {
    await hub.admin('POST', '/orgs', { slug: 'low', name: 'Low' });
    const page = await openConsole(hub.url, '/orgs/low/overview', await newAccount(hub), { height: 500 });
    const heightOf = async (name: string) => (await page.getByRole('button', { name }).boundingBox())?.height ?? 0;
    expect(await heightOf('Organisation: Low')).toBeGreaterThanOrEqual(36);
    const signOut = await page.getByRole('button', { name: 'Sign out' }).boundingBox();
    expect((signOut?.y ?? 0) + (signOut?.height ?? 0)).toBeLessThanOrEqual(500);
    const card = await page.getByRole('navigation', { name: 'Quick start' }).getByRole('link').first().boundingBox();
    expect(card?.width).toBeGreaterThanOrEqual(172);
  });
});

interface Named {
  readonly slug: string;
  readonly name: string;
}
