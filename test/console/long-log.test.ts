/** A request log of a hundred thousand rows in a browser: soon there, and never blank while somebody scrolls. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserPath, newAccount, openConsole } from '../support/browser.ts';
import { startTestHub, type TestConnector } from '../support/hub.ts';

const hub = await startTestHub();
const rows = 100_000;

/** Rows as the hub itself writes them, of the last hours. */
async function fillLog({ id, organisationId, storeId }: TestConnector): Promise<void> {
  await hub.query(`
    insert into crossdock.request_log (id, org_id, store_id, connector_id, received_at, method, path, client_ip, headers,
      status_code, duration_milliseconds, adapter, external_id, replayed, duplicate, quarantined, entities)
    select crossdock.uuid_v7(), '${organisationId}', '${storeId}', '${id}', now(), 'POST', '/integrations/v1/orders', '192.0.2.1', '{}',
      201, 7, 'peptideclients@1.0.0', 'order-' || n, false, false, false, '[]'
    from generate_series(1, ${rows}) as n`);
}

/** What a script of the page says of the list; it is text, since these tests know nothing of a browser's types. */
const ofList = (page: Page, expression: string): Promise<number> =>
  page.evaluate<number>(`(() => {
    const table = document.querySelector('[role=table][aria-label=Requests]');
    const { top, bottom } = table.getBoundingClientRect();
    const isVisible = (row) => row.getBoundingClientRect().bottom > top && row.getBoundingClientRect().top < bottom;
    return ${expression};
  })()`);

describe.skipIf(browserPath === undefined)(`a log of ${rows.toLocaleString('en')} requests`, () => {
  it('is painted at once and has no blank part while it is scrolled', { timeout: 120_000 }, async () => {
    const tenant = await hub.tenant();
    await fillLog(await hub.connector(tenant, 'peptideclients'));
    const page = await openConsole(
      hub.url,
      `/orgs/${tenant.organisationId}/overview`,
      await newAccount(hub, tenant.organisationId),
    );
    await page.goto(`/console/orgs/${tenant.organisationId}/requests`);
    await page.getByRole('table', { name: 'Requests' }).getByRole('link').first().waitFor();
    const [paint, listed] = await page.evaluate(() => [
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      performance.now(),
    ]);
    process.stdout.write(`first paint after ${Math.round(paint ?? 0)} ms, rows after ${Math.round(listed ?? 0)} ms\n`);

    await page.getByRole('table', { name: 'Requests' }).hover();
    const seen: number[] = [];
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, 600);
      seen.push(await ofList(page, "[...table.querySelectorAll('[role=row] a')].filter(isVisible).length"));
    }
    expect(Math.min(...seen)).toBeGreaterThan(10);
    expect(await ofList(page, 'table.scrollTop')).toBeGreaterThan(20_000);
  });
});
