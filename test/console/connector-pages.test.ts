/** The pages about one connector: what they say of it, and what they do not let anybody lose. */
import { describe, expect, it } from 'vitest';
import { whatOf } from '../../console/pages/audit/audit-words.ts';
import { browserPath, newAccount, openConsole } from '../support/browser.ts';
import { startTestHub } from '../support/hub.ts';
import { adapterSource, pluginFolder } from '../support/plugin-folder.ts';

const sources = { apart: adapterSource({ format: 'apart' }), broken: "throw new Error('the licence file is missing');" };
const plugins = await pluginFolder(sources, ['woocommerce', 'fulfilment']);
const hub = await startTestHub({ CROSSDOCK_PLUGINS: plugins });

/** A connector of the format, and its page. */
async function openConnector(format: string, ...path: readonly string[]) {
  const tenant = await hub.tenant();
  const { id } = await hub.connector(tenant, format);
  const at = [`/orgs/${tenant.organisationId}/connectors`, id, ...path].join('/');
  return { id, page: await openConsole(hub.url, at, await newAccount(hub, tenant.organisationId)) };
}

describe.skipIf(browserPath === undefined)("a connector's page", () => {
  it('says in its set-up which store it is about', async () => {
    const { page } = await openConnector('woocommerce');
    await page.getByRole('tab', { name: 'Set-up' }).click();
    const link = page.getByText('The store in Crossdock is').getByRole('link');
    const name = await link.innerText();
    await link.click();
    await page.getByRole('heading', { name, exact: true }).waitFor();
    expect(page.url()).toMatch(/\/stores\//);
  });

  it('offers a test where the hub has the samples, and says why not where it has none', async () => {
    const here = await openConnector('woocommerce');
    await here.page.getByRole('button', { name: 'Send a test' }).waitFor();
    const apart = await openConnector('apart');
    await apart.page.getByText('the adapter runs in a worker of its own').waitFor();
    expect(await apart.page.getByRole('button', { name: 'Send a test' }).count()).toBe(0);
  });

  it('says what a setting that is left open comes to', async () => {
    const { page } = await openConnector('fulfilment');
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByLabel('Add a setting').first().selectOption('content');
    expect(await page.getByLabel('Content').first().innerText()).toContain('both, as usual');
  });

  it('says of a revoked one that it works no more, and of no secret that it holds', async () => {
    const { id, page } = await openConnector('woocommerce');
    await hub.admin('POST', `/connectors/${id}/rotate-secret`, { grace_seconds: 3_600 });
    await hub.admin('POST', `/connectors/${id}/revoke`);
    await page.reload();
    await page.getByText('it works no more').waitFor();
    expect(await page.getByText('Two secrets hold').count()).toBe(0);
  });

  it('lists Escape among the keys', async () => {
    const { page } = await openConnector('woocommerce', 'mapping');
    await page.getByRole('heading', { name: 'There is nothing to map' }).waitFor();
    await page.keyboard.press('?');
    const keys = await page.getByRole('dialog', { name: 'Keys' }).innerText();
    expect(keys).toMatch(/Escape\s+Close what is open/);
  });
});

describe.skipIf(browserPath === undefined)('the mapping editor', () => {
  it('asks before unsaved work is left, and lets go of what is saved', async () => {
    const { page } = await openConnector('fulfilment', 'mapping');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    const field = page.getByLabel('order_id', { exact: true });
    await field.fill('reference');
    await page.getByRole('link', { name: 'Orders' }).click();
    expect([asked, await field.inputValue()]).toEqual([['Leave without saving the mapping?'], 'reference']);

    await page.getByRole('button', { name: 'Save the mapping' }).click();
    await page.getByText('The mapping is saved.').waitFor();
    await page.getByRole('link', { name: 'Orders' }).click();
    await page.waitForURL(/\/orders$/);
    expect(asked).toHaveLength(1);
  });
});

it.skipIf(browserPath === undefined)('the adapters page names one that is not loaded once', async () => {
  const { organisationId } = await hub.tenant();
  const page = await openConsole(hub.url, `/orgs/${organisationId}/adapters`, await newAccount(hub, organisationId));
  const words = await page.getByRole('alert').innerText();
  expect(words).toMatch(/the licence file is missing/);
  expect(words.split('./broken')).toHaveLength(2);
});

it('the audit log says that an order was marked as delivered in the order of the words', () => {
  expect(whatOf({ action: 'POST /orders/:id/deliver' })).toBe('Marked the order as delivered');
});
