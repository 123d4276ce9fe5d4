/** What goes wrong in the evening: a wrong signature, a request that nobody understood, a delivery that failed. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserPath, newAccount, openConsole } from '../support/browser.ts';
import { eventually, startTestHub } from '../support/hub.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';
import { changedOrder, openShop } from '../support/woo-shop.ts';

const hub = await startTestHub({ CROSSDOCK_RETRY_SCHEDULE: '50ms,50ms,50ms,50ms,1h' });

/** A shop with an admin of its organisation. */
async function newShop() {
  const shop = await openShop(hub);
  const { organisationId } = shop.tenant;
  return { ...shop, home: `/orgs/${organisationId}`, account: await newAccount(hub, organisationId) };
}

/** Two ways to do the same. */
const hands = [
  {
    how: 'by mouse alone',
    openFirst: (page: Page, list: string) => page.getByRole('table', { name: list }).getByRole('link').first().click(),
    press: (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click(),
  },
  {
    how: 'by keyboard alone',
    async openFirst(page: Page, list: string) {
      await page.getByRole('table', { name: list }).getByRole('link').first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
    },
    async press(page: Page, name: string) {
      const button = page.getByRole('button', { name, exact: true });
      await button.waitFor();
      const focused = page.locator(':focus');
      for (let steps = 0; steps < 80 && (await focused.allInnerTexts()).join('').trim() !== name; steps++)
        await page.keyboard.press('Tab');
      expect((await focused.innerText()).trim()).toBe(name);
      await page.keyboard.press('Enter');
    },
  },
];

describe.skipIf(browserPath === undefined).each(hands)('an operator, $how,', ({ openFirst, press }) => {
  it('finds a request whose signature was wrong, reads why, and is offered no replay of what was not kept', async () => {
    const { deliver, home, account } = await newShop();
    const { status } = await deliver(changedOrder({ id: 41 }), 'order.created', { secret: 'an old secret' });
    expect(status).toBe(401);
    const page = await openConsole(hub.url, `${home}/requests?status_class=4xx`, account);
    await openFirst(page, 'Requests');
    await page.getByRole('heading', { name: 'Why the signature was refused' }).waitFor();
    const words = await page.getByRole('complementary').last().innerText();
    expect(words).toMatch(/X-WC-Webhook-Signature/i);
    expect(words).toMatch(/secret/);
    expect(words).toMatch(/[0-9a-f]{64}/);
    expect(words).not.toMatch(/Replay/);
  });

  it('finds a request that nobody understood, replays it, and reads that it is still not understood', async () => {
    const { deliver, home, account } = await newShop();
    const { status } = await deliver(changedOrder({ id: 42, currency: 'NOPE' }), 'order.created');
    expect(status).toBe(200);
    const page = await openConsole(hub.url, `${home}/requests?quarantined=true`, account);
    await openFirst(page, 'Requests');
    await page.getByText('Kept, but not understood').waitFor();
    const before = page.url();
    await press(page, 'Replay');
    await page.waitForURL((url) => url.href !== before);
    await page.getByRole('status').getByText('It ran again and is still not understood').waitFor();
  });

  it('finds a delivery that was given up, reads how it was answered, and sends it again', async () => {
    const receiver = await startWebhookReceiver(answering(500));
    const { deliver, home, account, tenant } = await newShop();
    const endpoint = await hub.endpoint(tenant, receiver.url);
    await deliver(changedOrder({ id: 43 }), 'order.created');
    await eventually(async () => {
      const { json } = await hub.admin('GET', `/webhook-endpoints/${endpoint.id}/deliveries`);
      return json.rows[0]?.status === 'dropped' ? true : undefined;
    });
    const page = await openConsole(hub.url, `${home}/webhooks/deliveries?status=dropped`, account);
    await openFirst(page, 'Deliveries');
    await page.getByText('answered 500').first().waitFor();
    receiver.answer = answering(200);
    await press(page, 'Send again');
    await page.getByRole('complementary').getByText('Delivered', { exact: true }).waitFor();
    expect(new Set(receiver.received.map(({ deliveryId }) => deliveryId)).size).toBe(1);
  });
});
