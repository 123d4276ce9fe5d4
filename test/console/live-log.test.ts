/** The request log as it happens: what comes is shown, and what is read stays where it is. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserPath, newAccount, openConsole } from '../support/browser.ts';
import { startTestHub, type TestConnector } from '../support/hub.ts';
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

  it('offers a burst of more than it keeps to who has a row open, and then shows all of it', { timeout: 60_000 }, async () => {
    const tenant = await hub.tenant();
    const connector = await hub.connector(tenant, 'peptideclients');
    await burst(connector, 150);
    const page = await openConsole(
      hub.url,
      `/orgs/${tenant.organisationId}/requests`,
      await newAccount(hub, tenant.organisationId),
    );
    const rows = page.getByRole('table', { name: 'Requests' }).getByRole('link');
    await page.getByText('Live', { exact: true }).waitFor();
    await rows.first().click();
    const open = page.url();

    await burst(connector, 700);
    await page.getByRole('button', { name: /^Show (500\+|what is) new$/ }).click(); // the hub may have lost count as well
    const newest = await listedByApi(tenant.organisationId);
    await page.locator(`[data-key="${newest[0]}"]`).waitFor();
    expect(page.url()).toBe(open);
    expect(await listedByPage(page, newest.length)).toEqual(newest);
    expect(newest).toHaveLength(850);

    await burst(connector, 1);
    await page.getByRole('button', { name: 'Show 1 new' }).click();
    const [last] = await listedByApi(tenant.organisationId);
    await page.locator(`[data-key="${last}"]`).click();
    expect(page.url()).toContain(last);
  });

  it(
    'keeps a few hundred of the rows that flowed in, and fetches the others when they are scrolled to',
    { timeout: 60_000 },
    async () => {
      const tenant = await hub.tenant();
      const connector = await hub.connector(tenant, 'peptideclients');
      const page = await openConsole(
        hub.url,
        `/orgs/${tenant.organisationId}/requests`,
        await newAccount(hub, tenant.organisationId),
      );
      await page.mouse.move(0, 0);
      await page.getByText('Live', { exact: true }).waitFor();
      let newest: readonly string[] = [];
      for (let turn = 0; turn < 3; turn++) {
        await burst(connector, 250);
        newest = await listedByApi(tenant.organisationId);
        await page.locator(`[data-key="${newest[0]}"]`).waitFor();
      }
      expect(await heldByPage(page)).toBeLessThanOrEqual(600);
      expect(await listedByPage(page, newest.length)).toEqual(newest);
      expect(newest).toHaveLength(750);
    },
  );
});

/** So many requests at once, as the hub itself writes them. */
async function burst({ id, organisationId, storeId }: TestConnector, count: number): Promise<void> {
  await hub.query(`
    insert into crossdock.request_log (id, org_id, store_id, connector_id, received_at, method, path, client_ip, headers,
      status_code, duration_milliseconds, adapter, external_id, replayed, duplicate, quarantined, entities)
    select crossdock.uuid_v7(), '${organisationId}', '${storeId}', '${id}', now(), 'POST', '/integrations/v1/orders', '192.0.2.1', '{}',
      201, 7, 'peptideclients@1.0.0', 'order-' || n, false, false, false, '[]'
    from generate_series(1, ${count}) as n`);
}

/** The ids of all requests, in the order of the API's list. */
async function listedByApi(organisationId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const { json } = await hub.admin('GET', `/orgs/${organisationId}/requests?limit=100${cursor}`);
    ids.push(...json.rows.map(({ id }: { id: string }) => id));
    cursor = json.next_cursor && `&cursor=${encodeURIComponent(json.next_cursor)}`;
  } while (cursor);
  return ids;
}

/** The ids of so many requests as somebody sees them who scrolls down from the first. */
async function listedByPage(page: Page, count: number): Promise<readonly string[]> {
  const seen = new Set<string>();
  while (seen.size < count) {
    const keys = await page.evaluate<readonly string[]>(`(async () => {
      const table = document.querySelector('[role=table][aria-label=Requests]');
      const keys = [...table.querySelectorAll('[role=row][aria-rowindex]')]
        .sort((one, other) => one.ariaRowIndex - other.ariaRowIndex)
        .flatMap((row) => row.querySelector('a')?.dataset.key ?? []);
      table.scrollTop += 1000;
      await new Promise((done) => setTimeout(done, 50));
      return keys;
    })()`);
    for (const key of keys) seen.add(key);
  }
  return [...seen];
}

/** How many rows the page holds, seen or not. */
const heldByPage = (page: Page) =>
  page.evaluate<number>("document.querySelector('[role=table][aria-label=Requests] > :last-child').clientHeight / 44");

/** Hides the page or shows it, as a browser does when its tab is put behind another one. */
const setHidden = (page: Page, isHidden: boolean) =>
  page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));`);
