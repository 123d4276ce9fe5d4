import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnyJson } from '../support/json.ts';
import { type Mailbox, newMailbox, receive } from './inbox.ts';
import { startOperatorApi } from './operator-api.ts';
import { relayCatalogue } from './relay-adapter.ts';

let wakes = 0;
const requeued: string[] = [];
const api = await startOperatorApi(() =>
  Promise.resolve({
    catalogue: relayCatalogue,
    wakeDispatcher: () => void (wakes += 1),
    retries: {
      sendTest: () => Promise.resolve(undefined),
      requeue: (_organisation, id) => Promise.resolve(requeued.push(id) > 0),
    },
  }),
);

const notFound = '{"error":"not_found","detail":"no such route or record"}';
let box: Mailbox;
let conversation: string;

beforeAll(async () => {
  const config = { relay_url: 'https://shop.example/replies?token={token}', relay_token: 'token-of-the-relay' };
  box = await newMailbox(api, 'acme', { website_url: 'https://www.shop.example' }, { config });
  conversation = await receive(api, box, 'ada@example.com');
});
beforeEach(() => {
  wakes = 0;
  requeued.length = 0;
});

const write = (body: object, id = conversation) => api.call('POST', `/conversations/${id}/replies`, body);
const query = async (sql: string, values: unknown[]): Promise<AnyJson[]> => (await api.database.system.query(sql, values)).rows;
const relayUrls = async ({ organisationId }: Mailbox) =>
  (await query('select url from webhook_endpoints where org_id = $1', [organisationId])).map(({ url }) => url);

/** A reply whose delivery has come so far. */
async function replyAfter(deliveryStatus: string): Promise<{ id: string; deliveryId: string }> {
  const { reply_id: id } = await api.ok('POST', `/conversations/${conversation}/replies`, { body: 'x' });
  const { delivery_id: deliveryId } = await api.ok('GET', `/replies/${id}`);
  await query('update deliveries set status = $2 where id = $1', [deliveryId, deliveryStatus]);
  return { id, deliveryId };
}

describe('a reply', () => {
  it('is queued for the relay of its connector, in one with its event, and the dispatcher woken', async () => {
    const body = 'Dear Ada,\r\nit is on its way.\n\nYours';
    const { status, json } = await write({ body, subject: 'Your order' });
    expect([status, json]).toEqual([202, { reply_id: expect.any(String), status: 'queued' }]);
    expect(wakes).toBe(1);
    const reply = await api.ok('GET', `/replies/${json.reply_id}`);
    expect(reply).toEqual({
      reply_id: json.reply_id,
      conversation_id: conversation,
      status: 'queued',
      subject: 'Your order',
      body,
      created_at: expect.stringMatching(/Z$/),
      delivery_id: expect.any(String),
      attempts: [],
      next_attempt_at: expect.stringMatching(/Z$/),
    });
    const [sent] = await query(
      `select v.type, v.data->'reply' as reply, e.url, e.format, e.connector_id, e.enabled from deliveries d
       join events v on v.org_id = d.org_id and v.id = d.event_id
       join webhook_endpoints e on e.org_id = d.org_id and e.id = d.endpoint_id where d.id = $1`,
      [reply.delivery_id],
    );
    expect(sent).toEqual({
      type: 'reply.queued',
      reply: {
        reply_id: json.reply_id,
        thread_id: conversation,
        buyer_email: 'ada@example.com',
        subject: 'Your order',
        reply_body: body,
        buyer_name: 'Ada',
        external_thread_id: expect.any(String),
        sent_at: expect.stringMatching(/Z$/),
      },
      url: 'https://shop.example/replies?token=token-of-the-relay', // the connector's secret settings are opened
      format: 'postbox',
      connector_id: box.connectorId,
      enabled: true,
    });
  });

  it('has a subject where none is given', async () => {
    const { json } = await write({ body: 'x' });
    expect((await api.ok('GET', `/replies/${json.reply_id}`)).subject).toBe('Re: your message');
  });

  it('may have 20,000 characters, whatever their size', async () => {
    expect((await write({ body: '🫖'.repeat(20_000) })).status).toBe(202);
  });

  it.each<[object, string]>([
    [{}, 'body'],
    [{ body: '' }, 'body'],
    [{ body: ' \n ' }, 'body'],
    [{ body: 'x'.repeat(20_001) }, 'body'],
    [{ body: 'a\u001b[31m' }, 'body'],
    [{ body: 'a\u0085b' }, 'body'],
    [{ body: 1 }, 'body'],
    [{ body: 'x', subject: 'two\nlines' }, 'subject'],
    [{ body: 'x', subject: '' }, 'subject'],
    [{ body: 'x', subject: 'x'.repeat(201) }, 'subject'],
    [{ body: 'x', to: 'somebody@example.com' }, 'to'],
  ])('is refused when it is %j', async (body, path) => {
    const before = (await api.ok('GET', `/conversations/${conversation}`)).messages.length;
    const { status, json } = await write(body);
    expect([status, json.error, [...new Set(json.fields.map((field: AnyJson) => field.path))]]).toEqual([
      422,
      'validation_failed',
      [path],
    ]);
    expect((await api.ok('GET', `/conversations/${conversation}`)).messages).toHaveLength(before);
    expect(wakes).toBe(0);
  });

  it('that does not exist, or is what a buyer wrote, is not found', async () => {
    const { messages } = await api.ok('GET', `/conversations/${conversation}`);
    for (const id of ['01920000-0000-7000-8000-000000000000', 'x', '%00', messages[0].id]) {
      expect((await api.call('GET', `/replies/${id}`)).text).toBe(notFound);
      expect((await api.call('POST', `/replies/${id}/retry`)).text).toBe(notFound);
      expect((await write({ body: 'x' }, id)).text).toBe(notFound);
    }
  });
});

describe('the relay', () => {
  it('is one endpoint per connector, and follows its settings', async () => {
    const moving = await newMailbox(api, 'moving', { website_url: 'https://shop.example' });
    const thread = await receive(api, moving, 'ada@example.com');
    await write({ body: 'one' }, thread);
    expect(await relayUrls(moving)).toEqual(['https://shop.example/replies']);
    await api.ok('PATCH', '/orgs/moving/stores/main', { website_url: 'https://new.example' });
    await query('update webhook_endpoints set enabled = false where org_id = $1', [moving.organisationId]);
    const second = (await write({ body: 'two' }, thread)).json.reply_id;
    expect(await relayUrls(moving)).toEqual(['https://new.example/replies']);
    expect(await query('select enabled from webhook_endpoints where org_id = $1', [moving.organisationId])).toEqual([
      { enabled: true },
    ]);
    const { delivery_id } = await api.ok('GET', `/replies/${second}`);
    await query("update deliveries set status = 'dropped' where id = $1", [delivery_id]);
    await api.ok('PATCH', `/connectors/${moving.connectorId}`, { config: { relay_url: 'https://third.example/' } });
    expect((await api.call('POST', `/replies/${second}/retry`)).status).toBe(202);
    expect(await relayUrls(moving)).toEqual(['https://third.example/']);
  });

  it.each<[string, object, object, number, string, RegExp]>([
    ['nobody set', {}, {}, 422, 'validation_failed', /relay_url.*website_url/],
    ['is plain http', { website_url: 'http://shop.example' }, {}, 422, 'https_required', /https/],
    ['is inside the network', { website_url: 'https://internal.example' }, {}, 422, 'url_not_allowed', /relay/],
    ['a format without replies has not', {}, { payload_format: 'peptideclients' }, 422, 'validation_failed', /no replies/],
  ])('that %s refuses the reply, and says what to do', async (name, store, connector, status, error, detail) => {
    const slug = `relay-${name.toLowerCase().replaceAll(' ', '-')}`;
    const thread = await receive(api, await newMailbox(api, slug, store, connector), 'ada@example.com');
    const answer = await write({ body: 'x' }, thread);
    expect([answer.status, answer.json]).toEqual([status, { error, detail: expect.stringMatching(detail) }]);
    expect((await api.ok('GET', `/conversations/${thread}`)).messages).toHaveLength(1);
    expect(wakes).toBe(0);
  });

  it.each([
    ['http://shop.example/', 'must use https'],
    ['https://internal.example/', 'points to an address that outbound requests may not reach'],
    ['shop', 'points to an address that outbound requests may not reach'],
  ])(
    'that a connector names as %s is refused when it is saved, and not only when somebody answers',
    async (relay_url, message) => {
      const slug = `saved-${relay_url.replaceAll(/[^a-z]/g, '')}`;
      const { connectorId } = await newMailbox(api, slug, {}, { config: { relay_url: 'https://shop.example/' } });
      const config = { relay_url };
      const body = { name: 'x', payload_format: 'postbox', config };
      const answers = [
        await api.call('POST', `/orgs/${slug}/stores/main/connectors`, body),
        await api.call('PATCH', `/connectors/${connectorId}`, { config }),
      ];
      for (const { status, json } of answers) {
        expect([status, json]).toMatchObject([
          422,
          { error: 'validation_failed', fields: [{ path: 'config.relay_url', message }] },
        ]);
      }
      expect((await api.ok('GET', `/connectors/${connectorId}`)).config).toEqual({ relay_url: 'https://shop.example/' });
    },
  );

  it('that was saved once stays in the way of no other change', async () => {
    const config = { relay_url: 'https://shop.example/' };
    const { connectorId } = await newMailbox(api, 'saved-once', {}, { config });
    const stored = JSON.stringify({ relay_url: 'http://shop.example/' });
    await query('update connectors set config = $2 where id = $1', [connectorId, stored]);
    const changed = await api.ok('PATCH', `/connectors/${connectorId}`, { name: 'Other', config: { relay_token: 'another' } });
    expect([changed.name, changed.config.relay_url]).toEqual(['Other', 'http://shop.example/']);
  });

  it('of a connector that is revoked or expired takes nothing, neither new nor again', async () => {
    const config = { relay_url: 'https://shop.example/' };
    for (const slug of ['revoked', 'expired']) {
      const ended = await newMailbox(api, slug, {}, { config });
      const thread = await receive(api, ended, 'ada@example.com');
      const { reply_id } = (await write({ body: 'x' }, thread)).json;
      const { delivery_id } = await api.ok('GET', `/replies/${reply_id}`);
      await query("update deliveries set status = 'dropped' where id = $1", [delivery_id]);
      if (slug === 'revoked') await api.ok('POST', `/connectors/${ended.connectorId}/revoke`);
      else await query("update connectors set expires_at = now() - interval '1 hour' where id = $1", [ended.connectorId]);
      for (const answer of [await write({ body: 'x' }, thread), await api.call('POST', `/replies/${reply_id}/retry`)]) {
        expect([answer.status, answer.json]).toEqual([409, { error: 'conflict', detail: expect.stringContaining(slug) }]);
      }
    }
    expect(requeued).toEqual([]);
  });

  it('of a connector whose adapter is not loaded takes nothing', async () => {
    const thread = await receive(api, box, 'orphan@example.com');
    await query("update connectors set payload_format = 'gone' where id = $1", [box.connectorId]);
    const { status, json } = await write({ body: 'x' }, thread);
    await query("update connectors set payload_format = 'postbox' where id = $1", [box.connectorId]);
    expect([status, json.error, json.detail]).toEqual([422, 'validation_failed', expect.stringContaining('"gone"')]);
  });
});

describe('the status of a reply', () => {
  it.each([
    ['pending', 'queued'],
    ['sending', 'queued'],
    ['failed', 'queued'],
    ['succeeded', 'sent'],
    ['dropped', 'failed'],
    ['cancelled', 'failed'],
  ])('follows from a delivery that is %s: %s', async (delivery, status) => {
    const { id } = await replyAfter(delivery);
    expect((await api.ok('GET', `/replies/${id}`)).status).toBe(status);
    const { messages } = await api.ok('GET', `/conversations/${conversation}`);
    expect(messages.find((message: AnyJson) => message.id === id).status).toBe(status);
  });

  it.each(['sent', 'failed', null])('is what was noted once the delivery is no longer kept: %s', async (noted) => {
    const { id, deliveryId } = await replyAfter('pending');
    await query('update messages set reply_status = $2 where id = $1', [id, noted]);
    await query('delete from deliveries where id = $1', [deliveryId]);
    const reply = await api.ok('GET', `/replies/${id}`);
    expect([reply.status, reply.attempts, reply.next_attempt_at]).toEqual([noted ?? 'failed', [], null]);
    const again = await api.call('POST', `/replies/${id}/retry`);
    expect([again.status, again.json.error, requeued]).toEqual([409, 'conflict', []]);
  });
});

describe('another attempt', () => {
  it.each(['succeeded', 'dropped', 'cancelled'])('is queued for a reply whose delivery %s', async (delivery) => {
    const { id, deliveryId } = await replyAfter(delivery);
    const before = wakes;
    const { status, json } = await api.call('POST', `/replies/${id}/retry`);
    expect([status, json]).toEqual([202, { reply_id: id, status: 'queued' }]);
    expect([requeued, wakes - before]).toEqual([[deliveryId], 1]);
  });

  it.each(['pending', 'sending', 'failed'])('is refused while the reply is on its way: %s', async (delivery) => {
    const { id } = await replyAfter(delivery);
    const { status, json } = await api.call('POST', `/replies/${id}/retry`);
    expect([status, json]).toEqual([409, { error: 'conflict', detail: 'this reply is still on its way' }]);
    expect(requeued).toEqual([]);
  });

  it('takes no fields', async () => {
    const { id } = await replyAfter('dropped');
    expect((await api.call('POST', `/replies/${id}/retry`, { force: true })).json.fields[0].path).toBe('force');
  });
});
