/** From nothing to a verified order by the console alone: all that happens outside of it is what the storefront does. */
import { describe, expect, it } from 'vitest';
import { capture } from '../../adapters/woocommerce/fixtures/samples.ts';
import { browserPath, newAccount, openConsole } from '../support/browser.ts';
import { startTestHub, wooSignature } from '../support/hub.ts';

const hub = await startTestHub();

describe.skipIf(browserPath === undefined)('a WooCommerce shop', () => {
  it('is connected in the console, and its first order turns the wait green by itself', async () => {
    await hub.admin('POST', '/orgs', { slug: 'acme', name: 'Acme' });
    const page = await openConsole(hub.url, '/orgs/acme/overview', await newAccount(hub, 'acme'));
    await page.getByRole('link', { name: /^WooCommerce/ }).click();

    await page.getByRole('heading', { name: 'First, the store' }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Acme lamps');
    await page.getByLabel('Website').fill('https://shop.example.com');
    await page.getByRole('button', { name: 'Create the store' }).click();

    await page.getByRole('button', { name: 'Create the connector' }).click();
    await page.getByText('Waiting for the first request…').waitFor();
    const secret =
      (await page
        .locator('code', { hasText: /^[A-Za-z0-9_-]{32,}$/ })
        .last()
        .textContent()) ?? '';
    await page.context().grantPermissions(['clipboard-write']);
    await page.getByRole('button', { name: 'Copy the key' }).first().click();
    await page.getByRole('button', { name: 'Copy the signing secret' }).last().click();
    const steps = await page.getByRole('main').innerText();
    expect(steps).toContain('/integrations/v1/webhook/woocommerce');

    const { request } = capture('009-created-order.created');
    const headers = { ...request.headers, 'x-wc-webhook-signature': wooSignature(secret, request.body) };
    const delivered = await hub.call('POST', '/integrations/v1/webhook/woocommerce', { body: request.body, headers });
    expect(delivered.status).toBe(201);

    await page.getByText('The first request came in and was accepted').waitFor();
    await page.getByRole('link', { name: 'See it' }).click();
    await page.getByRole('link', { name: /^order / }).click();
    await page.getByRole('heading', { name: /^Order / }).waitFor();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: /^Order / }).waitFor();
    expect(await page.content()).not.toContain(secret);
  });
});
