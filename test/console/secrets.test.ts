/** A secret is shown once: whoever is about to lose it is asked, and nobody else. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserPath, newAccount, openConsole } from '../support/browser.ts';
import { startTestHub } from '../support/hub.ts';

const hub = await startTestHub();

/** The dialog with a new API key, as it is shown once. */
async function openNewKey() {
  const { organisationId } = await hub.tenant();
  const page = await openConsole(hub.url, `/orgs/${organisationId}/api-keys`, await newAccount(hub, organisationId));
  await page.context().grantPermissions(['clipboard-write']);
  await page.getByRole('button', { name: 'New API key' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').waitFor();
  await page.keyboard.type('till');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'The new key' });
  await dialog.waitFor();
  return { page, dialog };
}

const question = (page: Page) => page.getByRole('dialog', { name: 'Close without copying?' });

describe.skipIf(browserPath === undefined)('a secret that nobody has copied', () => {
  it.each([
    ['Escape', (page: Page) => page.keyboard.press('Escape')],
    ['the X', (page: Page) => page.getByRole('button', { name: 'Close', exact: true }).click()],
  ])('is lost by %s only after a question, however often it is tried', async (_way, close) => {
    const { page, dialog } = await openNewKey();
    for (let times = 0; times < 3; times++) {
      await close(page);
      await question(page).waitFor();
      await page.keyboard.press('Escape');
      await question(page).waitFor({ state: 'detached' });
      await dialog.waitFor();
    }
    await close(page);
    await question(page).getByRole('button', { name: 'Close without copying' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('is closed without a question once somebody says that it is kept', async () => {
    const { page, dialog } = await openNewKey();
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await question(page).count()).toBe(0);
  });

  it('holds back links, too, and the way back', async () => {
    const { organisationId } = await hub.tenant();
    const page = await openConsole(hub.url, `/orgs/${organisationId}/webhooks`, await newAccount(hub, organisationId));
    await page.getByRole('link', { name: 'New endpoint' }).first().click();
    await page.getByLabel(/^(URL|Address)/).fill('https://receiver.example.com/hooks');
    await page.getByLabel('order.created').check();
    await page.getByRole('button', { name: /^Create/ }).click();
    await page.getByText('It is shown this once').waitFor();
    const { href } = new URL(page.url());
    await page.getByRole('link', { name: 'Orders' }).click();
    await question(page).getByRole('button', { name: 'Cancel' }).click();
    expect(page.url()).toBe(href);
    await page.evaluate('history.back()');
    await question(page).getByRole('button', { name: 'Cancel' }).click();
    expect(page.url()).toBe(href);
    await page.getByText('It is shown this once').waitFor();
    await page.getByRole('link', { name: 'Orders' }).click();
    await question(page).getByRole('button', { name: 'Close without copying' }).click();
    await page.getByRole('heading', { name: 'Orders', exact: true }).waitFor();
  });
});

describe.skipIf(browserPath === undefined)('a secret that was copied', () => {
  it('is closed without a question', async () => {
    const { page, dialog } = await openNewKey();
    await dialog.getByRole('button', { name: 'Copy the API key' }).click();
    await dialog.getByText('Copied').first().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await question(page).count()).toBe(0);
  });
});
