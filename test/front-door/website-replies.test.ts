/** Replies to a website's buyers, from the operator's words to what reaches the website. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually, startTestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { openWebsite, type WebsiteRequestOptions, type WebsiteShop, websiteSignature } from '../support/website-shop.ts';

// The fifth delay is for what must not come back by itself while a test looks.
const hub = await startTestHub({
  CROSSDOCK_RETRY_SCHEDULE: '50ms,50ms,50ms,50ms,1h',
  CROSSDOCK_OUTBOUND_ALLOW: '127.0.0.0/8',
});

/** Five attempts on a busy machine. */
const patienceMilliseconds = 15_000;

/** Lets a buyer write, and gives the id of the conversation. */
async function conversationOn(website: WebsiteShop, options?: WebsiteRequestOptions): Promise<string> {
  const message = { name: 'Ann Example', email: 'ann@example.com', message: 'Is it in stock?', submission_id: 'sub-1' };
  expect((await website.send('messages/contact', message, options)).json).toEqual({ ok: true });
  const { json } = await hub.admin('GET', `/orgs/${website.tenant.organisationId}/conversations`);
  expect(json.rows).toHaveLength(1);
  return json.rows[0].id;
}

/** Queues a reply and gives its id. */
async function replyTo(conversationId: string, body = 'Yes, it is.'): Promise<string> {
  const { status, json } = await hub.admin('POST', `/conversations/${conversationId}/replies`, { body, subject: 'In stock' });
  expect([status, json.status]).toEqual([202, 'queued']);
  return json.reply_id;
}

interface Relayed {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A website that takes replies, and gives these answers in turn; the last one repeats. */
async function startRelay(...answers: readonly (readonly [status: number, body: string])[]) {
  const received: Relayed[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      const [status, body] = answers[Math.min(received.length, answers.length) - 1] ?? [500, ''];
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
  return { url: `http://127.0.0.1:${port}`, received };
}

/** The reply once it has this status. */
const settled = (replyId: string, status: string) =>
  eventually(async () => {
    const { json } = await hub.admin('GET', `/replies/${replyId}`);
    return json.status === status ? json : undefined;
  }, patienceMilliseconds);

/** The status codes of its attempts. */
const statuses = ({ attempts }: AnyJson): unknown => attempts.map(({ status_code }: AnyJson) => status_code);

describe('a reply', () => {
  const ok = [200, '{"ok":true}'] as const;

  it('reaches the website below its address, signed afresh at every attempt under one id, until it is taken', async () => {
    const relay = await startRelay([500, ''], [500, ''], ok);
    const website = await openWebsite(hub, { websiteUrl: `${relay.url}/` });
    const conversationId = await conversationOn(website);
    const replyId = await replyTo(conversationId, 'Yes,\n"it" is: {timestamp}.');
    const sent = await settled(replyId, 'sent');
    expect(statuses(sent)).toEqual([500, 500, 200]);
    expect(relay.received).toHaveLength(3);
    for (const { path, headers, body } of relay.received) {
      const at = Number(headers['x-cw-timestamp']);
      expect(path).toBe('/api/website/replies/send');
      expect(headers['content-type']).toBe('application/json');
      expect(headers['x-cw-idempotency-key']).toBe(replyId);
      expect(Math.abs(Date.now() / 1_000 - at)).toBeLessThan(60);
      expect(headers['x-cw-signature']).toBe(websiteSignature(website.connector.secret, body, at));
    }
    expect(new Set(relay.received.map(({ body }) => body)).size).toBe(1);
    expect(JSON.parse(relay.received[0]?.body ?? '')).toEqual({
      reply_id: replyId,
      thread_id: conversationId,
      buyer_email: 'ann@example.com',
      subject: 'In stock',
      reply_body: 'Yes,\n"it" is: {timestamp}.',
      buyer_name: 'Ann Example',
      external_thread_id: 'sub-1',
      sent_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
    });
    const { messages } = (await hub.admin('GET', `/conversations/${conversationId}`)).json;
    expect(messages).toMatchObject([{ direction: 'inbound' }, { direction: 'outbound', id: replyId, status: 'sent' }]);
  });

  it("goes where the connector's settings say, signed as they say, with the newest secret", async () => {
    const relay = await startRelay(ok);
    const config = { relay_url: `${relay.url}/in?shop=1`, signature_template: '{timestamp}:{body}' };
    const website = await openWebsite(hub, { websiteUrl: 'https://shop.example', config });
    const conversationId = await conversationOn(website, { separator: ':' });
    const rotated = await hub.admin('POST', `/connectors/${website.connector.id}/rotate-secret`, { grace_seconds: 600 });
    await settled(await replyTo(conversationId), 'sent');
    const { path, headers, body } = relay.received[0] as Relayed; // it was sent
    const expected = websiteSignature(rotated.json.signing_secret_plain, body, Number(headers['x-cw-timestamp']), ':');
    expect([path, headers['x-cw-signature']]).toEqual(['/in?shop=1', expected]);
  });

  it.each([
    [200, '', 'not_acknowledged'],
    [200, '{"ok":false}', 'not_acknowledged'],
    [302, '{"ok":true}', 'http_302'],
    [409, '{"ok":true}', 'http_409'],
  ])('that is answered with %i %j was not taken: after five attempts it has failed', async (status, body, error) => {
    const relay = await startRelay([status, body]);
    const website = await openWebsite(hub, { config: { relay_url: relay.url } });
    const replyId = await replyTo(await conversationOn(website));
    const failed = await settled(replyId, 'failed');
    expect(statuses(failed)).toEqual(Array.from({ length: 5 }, () => status));
    expect(failed.attempts[0].error).toBe(error);
    expect(relay.received).toHaveLength(5);
  });

  it.each([400, 401, 404, 410, 422])('that is answered with %i has failed at once', async (status) => {
    const relay = await startRelay([status, '{"ok":true}']);
    const website = await openWebsite(hub, { config: { relay_url: relay.url } });
    const replyId = await replyTo(await conversationOn(website));
    expect(statuses(await settled(replyId, 'failed'))).toEqual([status]);
    expect(relay.received).toHaveLength(1);
  });

  it('that failed does not stop the next one', async () => {
    const relay = await startRelay([410, ''], ok);
    const website = await openWebsite(hub, { config: { relay_url: relay.url } });
    const conversationId = await conversationOn(website);
    await settled(await replyTo(conversationId), 'failed');
    expect(statuses(await settled(await replyTo(conversationId), 'sent'))).toEqual([200]);
  });

  it('has nowhere to go without a website, and is refused', async () => {
    const website = await openWebsite(hub);
    await expect(replyTo(await conversationOn(website))).rejects.toThrow(/422 .*relay/);
  });
});
