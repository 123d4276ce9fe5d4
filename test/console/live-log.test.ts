/** The request log as it happens: what comes is shown, and what is read stays where it is. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserPath, newAccount, openConsole } from '../support/browser.ts';
import { startTestHub } from '../support/hub.ts';
import { changedOrder, openShop } from '../support/woo-shop.ts';

const hub = await startTestHub();

describe.skipIf(browserPath === undefined)('the request log', () => {
  it('shows by itself what comes while nobody reads, and offers it to who points at a row or has one open', async () => {
    const shop = await openShop(hub);
    const { organisationId } = shop.tenant;
    const arrive = (id: number) => shop.deliver(changedOrder({ id }), 'order.created');
    await arrive(1);
    const page = await openConsole(hub.url, `/orgs/${organisationId}/requests`, await newAccount(hub, organisationId));
    const rows = page.getByRole('table', { name: 'Requests' }).getByRole('link');
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await rows.count()).toBe(1);

    await arrive(2);
    await page.getByRole('button', { name: 'Show 1 new' }).waitFor(); // the pointer rests where the sign-in button was: on a row
    await page.mouse.move(0, 0);
    await rows.nth(1).waitFor();

    await rows.first().click();
    const open = page.url();
    await arrive(3);
    const offer = page.getByRole('button', { name: 'Show 1 new' });
    await offer.waitFor();
    expect(await rows.count()).toBe(2);
    expect(page.url()).toBe(open);
    await offer.click();
    await rows.nth(2).waitFor();
  });

  it('fills an empty list too, leaves a page that nobody sees alone, and tells it what came meanwhile once it is seen again', async () => {
    const shop = await openShop(hub);
    const { organisationId } = shop.tenant;
    const page = await openConsole(hub.url, `/orgs/${organisationId}/requests`, await newAccount(hub, organisationId));
    const rows = page.getByRole('table', { name: 'Requests' }).getByRole('link');
    await page.mouse.move(0, 0);
    await page.getByText('Live', { exact: true }).waitFor();
    await shop.deliver(changedOrder({ id: 1 }), 'order.created');
    await rows.first().waitFor();

    await setHidden(page, true);
    await page.getByText('Connecting', { exact: true }).waitFor();
    await shop.deliver(changedOrder({ id: 2 }), 'order.created');
    expect(await rows.count()).toBe(1);
    await setHidden(page, false);
    await rows.nth(1).waitFor();
  });
});

/** Hides the page or shows it, as a browser does when its tab is put behind another one. */
const setHidden = (page: Page, isHidden: boolean) =>
  page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));`);
