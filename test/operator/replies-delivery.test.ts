/** Replies from the inbox to the shop's relay, through a whole hub and over real sockets. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { eventually, startTestHub, type TestConnector } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { answering, startWebhookReceiver, type WebhookAnswer } from '../support/webhook-receiver.ts';

const folder = await mkdtemp(join(tmpdir(), 'crossdock-relay-'));
afterAll(() => rm(folder, { recursive: true }));
await mkdir(join(folder, 'postbox'));
const adapter = new URL('relay-adapter.ts', import.meta.url).href;
await writeFile(join(folder, 'postbox', 'index.ts'), `export { relayAdapter as default } from '${adapter}';\n`);
await writeFile(join(folder, 'plugins.yaml'), 'adapters:\n  - builtin: peptideclients\n  - path: ./postbox\n');
const hub = await startTestHub({
  CROSSDOCK_PLUGINS: join(folder, 'plugins.yaml'),
  CROSSDOCK_RETRY_SCHEDULE: '10ms,1h',
});

const delivered: WebhookAnswer = (response) => void response.writeHead(200).end('{"ok":true}');

/** A shop whose replies go to `relayUrl`, and the conversation that its buyer opens at the front door. */
async function openConversation(relayUrl: string): Promise<{ connector: TestConnector; conversation: string }> {
  const connector = await hub.connector(await hub.tenant(), 'postbox', { config: { relay_url: relayUrl } });
  const headers = { authorization: `Bearer ${connector.key}` };
  const body = { id: 'm-1', email: 'ada@example.com', message: 'Hello?' };
  const { status } = await hub.call('POST', '/postbox/messages', { headers, body });
  expect(status).toBe(200);
  const { rows } = (await hub.admin('GET', `/orgs/${connector.organisationId}/conversations`)).json;
  return { connector, conversation: rows[0].id };
}

const write = async (conversation: string): Promise<string> =>
  (await hub.admin('POST', `/conversations/${conversation}/replies`, { body: 'Yes.' })).json.reply_id;
const read = async (id: string): Promise<AnyJson> => (await hub.admin('GET', `/replies/${id}`)).json;
const readOnce = (id: string, condition: (reply: AnyJson) => boolean) =>
  eventually(async () => {
    const reply = await read(id);
    return condition(reply) ? reply : undefined;
  });

describe('a reply', () => {
  test('reaches the relay with what the conversation knows, and is sent when the relay says so', async () => {
    const relay = await startWebhookReceiver(delivered);
    const { conversation } = await openConversation(relay.url);
    const id = await write(conversation);
    const reply = await readOnce(id, ({ status }) => status === 'sent');
    expect(reply).toMatchObject({
      attempts: [{ status_code: 200, error: null, response_excerpt: '{"ok":true}' }],
      next_attempt_at: null,
    });
    expect(relay.received).toHaveLength(1);
    const [received] = relay.received;
    expect([received?.type, received?.deliveryId]).toEqual(['reply.queued', reply.delivery_id]);
    expect(JSON.parse(received?.body ?? '')).toEqual({
      reply: expect.objectContaining({ reply_id: id, thread_id: conversation, reply_body: 'Yes.', external_thread_id: 'm-1' }),
    });
  });

  test('is tried again while the relay fails, and sent in the end', async () => {
    const relay = await startWebhookReceiver((response, webhook) => {
      const answer = relay.received.length === 1 ? answering(503) : delivered;
      answer(response, webhook);
    });
    const { conversation } = await openConversation(relay.url);
    const { attempts } = await readOnce(await write(conversation), ({ status }) => status === 'sent');
    expect(attempts.map((attempt: AnyJson) => attempt.status_code)).toEqual([503, 200]);
  });

  test('is still queued between two attempts, and cannot be retried then', async () => {
    const relay = await startWebhookReceiver(answering(503));
    const { conversation } = await openConversation(relay.url);
    const id = await write(conversation);
    const reply = await readOnce(id, ({ attempts, next_attempt_at: next }) => attempts.length === 2 && next !== null);
    expect([reply.status, reply.next_attempt_at]).toEqual(['queued', expect.any(String)]);
    await expect(hub.admin('POST', `/replies/${id}/retry`)).rejects.toThrow(/409 .*still on its way/);
  });

  test('that failed for good is sent by another attempt, to where the settings point by then', async () => {
    const wrong = await startWebhookReceiver(answering(400));
    const { connector, conversation } = await openConversation(wrong.url);
    const id = await write(conversation);
    expect((await readOnce(id, ({ status }) => status === 'failed')).attempts).toHaveLength(1);
    const relay = await startWebhookReceiver(delivered);
    await hub.admin('PATCH', `/connectors/${connector.id}`, { config: { relay_url: relay.url } });
    await hub.admin('POST', `/replies/${id}/retry`);
    const { attempts } = await readOnce(id, ({ status }) => status === 'sent');
    expect([attempts.length, relay.received.length, wrong.received.length]).toEqual([2, 1, 1]);
    const { messages } = (await hub.admin('GET', `/conversations/${conversation}`)).json;
    expect(messages.at(-1)).toMatchObject({ id, status: 'sent' });
  });

  test('is also retried as the delivery that it is', async () => {
    const relay = await startWebhookReceiver(answering(400));
    const { conversation } = await openConversation(relay.url);
    const id = await write(conversation);
    const { delivery_id } = await readOnce(id, ({ status }) => status === 'failed');
    relay.answer = delivered;
    await hub.admin('POST', `/deliveries/${delivery_id}/retry`);
    expect((await readOnce(id, ({ status }) => status === 'sent')).attempts).toHaveLength(2);
  });

  test('keeps its status when its delivery is no longer kept', async () => {
    const relay = await startWebhookReceiver(delivered);
    const { conversation } = await openConversation(relay.url);
    const id = await write(conversation);
    const { delivery_id } = await readOnce(id, ({ status }) => status === 'sent');
    await hub.query(`delete from crossdock.deliveries where id = '${delivery_id}'`);
    expect((await read(id)).status).toBe('sent');
  });
});

describe('a relay', () => {
  test('is not given up, however long it has failed: only the reply is', async () => {
    const relay = await startWebhookReceiver(answering(400));
    const { connector, conversation } = await openConversation(relay.url);
    await readOnce(await write(conversation), ({ status }) => status === 'failed');
    await hub.query("update crossdock.webhook_endpoints set failing_since = now() - interval '6 days'");
    await readOnce(await write(conversation), ({ status }) => status === 'failed');
    const { rows } = (await hub.admin('GET', `/orgs/${connector.organisationId}/webhook-endpoints?format=postbox`)).json;
    expect(rows).toMatchObject([{ enabled: true, connector_id: connector.id, url: relay.url }]);
  });

  test('gets a reply at once, though the dispatcher looks by itself only twice a second', async () => {
    const relay = await startWebhookReceiver(delivered);
    const { conversation } = await openConversation(relay.url);
    const waits: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const written = performance.now();
      await write(conversation);
      await eventually(() => (relay.received.length > round ? true : undefined));
      waits.push((relay.received[round]?.arrivedAt ?? Infinity) - written);
    }
    expect(waits.toSorted((one, other) => one - other)[2]).toBeLessThan(250); // the median: at the mercy of the poll it would lie near it
  });
});
