/** The request log as a list: what tells one row from the next is there to read, on a wide screen and on a telephone. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { curlOf } from '../../console/pages/requests/request-text.ts';
import { browserPath, newAccount, openConsole, type View } from '../support/browser.ts';
import { startTestHub } from '../support/hub.ts';
import { changedOrder, openShop, wooRoute } from '../support/woo-shop.ts';

const hub = await startTestHub();

/** The log of a shop whose requests were taken, refused and kept. */
async function openLog(view: View): Promise<Page> {
  const shop = await openShop(hub, { name: 'Lamps' });
  const byId = `${wooRoute}/${shop.connector.id}`;
  await shop.deliver(changedOrder({ id: 51 }), 'order.created');
  await shop.deliver(changedOrder({ id: 52 }), 'order.created', { secret: 'another', path: byId });
  await shop.deliver(changedOrder({ id: 53, currency: 'NOPE' }), 'order.created');
  const { organisationId } = shop.tenant;
  const page = await openConsole(hub.url, `/orgs/${organisationId}/requests`, await newAccount(hub, organisationId), view);
  await page.getByRole('table', { name: 'Requests' }).getByRole('link').nth(2).waitFor();
  return page;
}

/** Of an element, in pixels; tests have no types of a page. */
interface Box {
  readonly clientWidth: number;
  readonly scrollWidth: number;
}

/** Whether all of the text is seen, not only its beginning. */
function isWhole(page: Page, text: string): Promise<boolean> {
  const cell = page.getByRole('cell', { name: text, exact: true });
  return cell.evaluate(({ clientWidth, scrollWidth }: Box) => clientWidth > 0 && scrollWidth <= clientWidth);
}

describe.skipIf(browserPath === undefined)('the request log', () => {
  it('has its error codes whole and names the connector, on a wide screen', async () => {
    const page = await openLog({ width: 1_280 });
    expect(await isWhole(page, 'signature_invalid')).toBe(true);
    expect(await isWhole(page, 'quarantined')).toBe(true);
    expect(await page.getByRole('cell', { name: 'Lamps', exact: true }).count()).toBe(3);
  });

  it('has status, error code, external id and what is quarantined, on a telephone', async () => {
    const page = await openLog({ width: 390 });
    for (const text of ['401', 'signature_invalid', 'quarantined', 'woo-51', '201'])
      expect([text, await isWhole(page, text)]).toEqual([text, true]);
  });
});

describe('a request that is copied as cURL', () => {
  const request = { method: 'POST', path: '/hook', body: '{}', headers: { 'x-wc-webhook-signature': '[redacted]' } };

  it('says that it is not signed, where it was', () => {
    expect(curlOf(request, 'https://hub.example')).toMatch(/-H 'x-wc-webhook-signature: NOT SIGNED/);
  });

  it('says nothing of signatures, where it was not', () => {
    expect(curlOf({ ...request, headers: { authorization: '[redacted]' } }, 'https://hub.example')).not.toMatch(/SIGN/i);
  });
});
