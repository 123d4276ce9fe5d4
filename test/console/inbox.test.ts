/** The inbox in a browser: what a buyer wrote, and an answer that reaches the website's relay or says why it did not. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { browserPath, newAccount, openConsole } from '../support/browser.ts';
import { startTestHub } from '../support/hub.ts';
import { openWebsite } from '../support/website-shop.ts';

const hub = await startTestHub({ CROSSDOCK_RETRY_SCHEDULE: '1h,1h,1h,1h,1h' });

/** A website whose relay answers as `answer` says now. */
async function startRelay(answer: { status: number; body: string }) {
  const received: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      received.push(request.url ?? '');
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }; // a TCP server's address is never a path
}

/** The inbox of a website that one buyer has written to, as a member sees it. */
async function openInbox(relayUrl: string) {
  const website = await openWebsite(hub, { websiteUrl: relayUrl });
  const message = { name: 'Ann Example', email: 'ann@example.com', message: 'Is it in stock?', submission_id: 'sub-1' };
  expect((await website.send('messages/contact', message)).json).toEqual({ ok: true });
  const { organisationId } = website.tenant;
  const page = await openConsole(hub.url, `/orgs/${organisationId}/inbox`, await newAccount(hub, organisationId, 'org_member'));
  await page.getByText('unread').waitFor();
  await page.getByRole('link', { name: 'Ann Example' }).click();
  await page.getByText('Is it in stock?').waitFor();
  return page;
}

describe.skipIf(browserPath === undefined)('an answer', () => {
  it('reaches the relay and turns to sent', async () => {
    const relay = await startRelay({ status: 200, body: '{"ok":true}' });
    const page = await openInbox(relay.url);
    await page.getByLabel('Your answer').fill('Yes, it is.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('sent', { exact: true }).waitFor();
    expect(relay.received).toEqual(['/api/website/replies/send']);
    expect(await page.getByLabel('Your answer').inputValue()).toBe('');
  });

  it('that the relay refuses for now says so, and need not wait for its next attempt', async () => {
    const answer = { status: 503, body: 'not now' };
    const relay = await startRelay(answer);
    const page = await openInbox(relay.url);
    await page.getByLabel('Your answer').fill('Yes, it is.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Tried again in').waitFor();
    await page.getByText('The relay answered 503').waitFor();
    Object.assign(answer, { status: 200, body: '{"ok":true}' });
    expect(relay.received).toHaveLength(1);
    await page.getByRole('button', { name: 'Try again now' }).click();
    await page.getByText('sent', { exact: true }).waitFor();
    expect(relay.received).toHaveLength(2);
  });

  it('turns to failed where the relay is down, says why, and can be sent again once it is up', async () => {
    const answer = { status: 400, body: 'no such buyer' };
    const relay = await startRelay(answer);
    const page = await openInbox(relay.url);
    await page.getByLabel('Your answer').fill('Yes, it is.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('failed', { exact: true }).waitFor();
    await page.getByText('The relay answered 400').waitFor();
    Object.assign(answer, { status: 200, body: '{"ok":true}' });
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('sent', { exact: true }).waitFor();
    expect(relay.received).toHaveLength(2);
  });
});
