import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidV7 } from '../../core/domain/uuid.ts';
import type { AnyJson } from '../support/json.ts';
import { type Mailbox, newMailbox, receive } from './inbox.ts';
import { startOperatorApi } from './operator-api.ts';
import { relayCatalogue } from './relay-adapter.ts';

const api = await startOperatorApi(() => Promise.resolve({ catalogue: relayCatalogue }));
const relay = { config: { relay_url: 'https://shop.example/replies' } };
const notFound = '{"error":"not_found","detail":"no such route or record"}';
let mine: Mailbox;
let theirs: Mailbox;

beforeAll(async () => {
  mine = await newMailbox(api, 'mine', {}, relay);
  theirs = await newMailbox(api, 'theirs', {}, relay);
});

/** A moment on a day long ago, so that tests do not come between each other's. */
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const emails = (rows: AnyJson[]): string[] => rows.map(({ buyer_email }) => buyer_email);

describe('the inbox', () => {
  it('lists conversations, the latest activity first, page by page', async () => {
    const box = await newMailbox(api, 'pages');
    await receive(api, box, 'a@example.com', { at: at(1) });
    await receive(api, box, 'b@example.com', { at: at(2) });
    await receive(api, box, 'c@example.com', { at: at(2) });
    await receive(api, box, 'd@example.com', { at: at(3) });
    await receive(api, box, 'A@example.com', { at: at(4) }); // continues the first
    const seen: AnyJson[] = [];
    let cursor = '';
    do {
      const page = await api.ok('GET', `/orgs/pages/conversations?limit=2${cursor && `&cursor=${cursor}`}`);
      expect(page.rows.length).toBeLessThanOrEqual(2);
      seen.push(...page.rows);
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(emails(seen.slice(0, 2))).toEqual(['a@example.com', 'd@example.com']);
    expect(emails(seen.slice(2)).toSorted()).toEqual(['b@example.com', 'c@example.com']); // at one moment: each of them, once
    expect(seen).toHaveLength(4);
    expect(seen[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      store_id: box.storeId,
      channel_code: 'website',
      message_type_code: 'buyer_question',
      buyer_email: 'a@example.com',
      buyer_name: 'Ada',
      status: 'open',
      unread: true,
      last_message_at: at(4),
      created_at: at(1),
    });
  });

  it('is filtered by status and by store', async () => {
    const box = await newMailbox(api, 'filters');
    const other = (await api.ok('POST', '/orgs/filters/stores', { slug: 'other', name: 'Other' })).id;
    const closed = await receive(api, box, 'closed@example.com');
    await receive(api, box, 'open@example.com');
    await receive(api, { ...box, storeId: other }, 'other@example.com');
    await api.ok('PATCH', `/conversations/${closed}`, { status: 'closed' });
    const list = async (query: string) => emails((await api.ok('GET', `/orgs/filters/conversations?${query}`)).rows).toSorted();
    expect(await list('status=closed')).toEqual(['closed@example.com']);
    expect(await list('status=open')).toEqual(['open@example.com', 'other@example.com']);
    expect(await list('store=other')).toEqual(['other@example.com']);
    expect(await list(`store=${box.storeId}&status=open`)).toEqual(['open@example.com']);
  });

  it.each([
    ['status=new', 'status'],
    ['store=nowhere', 'store'],
    ['store=%00', 'store'],
    ['limit=0', 'limit'],
    ['cursor=x', 'cursor'],
    ['order=oldest', 'order'],
    ['unread=yes', 'unread'],
    ['buyer=a', 'buyer'],
  ])('is not listed with ?%s', async (query, path) => {
    const { status, json } = await api.call('GET', `/orgs/mine/conversations?${query}`);
    expect([status, json.error, json.fields.map((field: AnyJson) => field.path)]).toEqual([422, 'validation_failed', [path]]);
  });
});

describe('a conversation', () => {
  it('has its messages, the oldest first, answers among them', async () => {
    const id = await receive(api, mine, 'ada@example.com', { body: 'Hello,\nis it there?', at: at(1) });
    await receive(api, mine, 'ADA@example.com', { body: 'Anybody?', at: at(2) });
    const { reply_id } = await api.ok('POST', `/conversations/${id}/replies`, { body: 'It is.', subject: 'Yes' });
    const { messages, orders, ...conversation } = await api.ok('GET', `/conversations/${id}`);
    const { rows } = await api.ok('GET', '/orgs/mine/conversations');
    expect(conversation).toEqual(rows.find((row: AnyJson) => row.id === id));
    expect(messages).toEqual([
      {
        id: expect.any(String),
        direction: 'inbound',
        subject: null,
        body: 'Hello,\nis it there?',
        details: { company: 'Analytical Engines' },
        created_at: at(1),
      },
      expect.objectContaining({ direction: 'inbound', body: 'Anybody?' }),
      {
        id: reply_id,
        direction: 'outbound',
        subject: 'Yes',
        body: 'It is.',
        details: {},
        created_at: expect.any(String),
        status: 'queued',
        delivery_id: expect.any(String),
      },
    ]);
    expect(conversation.last_message_at).toBe(messages[2].created_at);
    expect(orders).toEqual([]);
  });

  it('shows the newest 500 messages of a longer one', async () => {
    const id = await receive(api, mine, 'chatty@example.com');
    const texts = Array.from({ length: 500 }, (_, index) => `message ${index}`);
    const ids = texts.map((_, index) => uuidV7(Date.now() + 1_000 + index, randomBytes));
    await api.database.system.query(
      `insert into messages (org_id, id, conversation_id, direction, body)
       select $1, later.id, $2, 'inbound', later.body from unnest($3::uuid[], $4::text[]) as later (id, body)`,
      [mine.organisationId, id, ids, texts],
    );
    const { messages } = await api.ok('GET', `/conversations/${id}`);
    expect(messages.map(({ body }: AnyJson) => body)).toEqual(texts);
  });

  it('is closed, so that the next message opens another, and opened again only while no other is open', async () => {
    const first = await receive(api, mine, 'again@example.com');
    expect(await api.ok('PATCH', `/conversations/${first}`, { status: 'open' })).toMatchObject({ id: first, status: 'open' });
    expect(await api.ok('PATCH', `/conversations/${first}`, { status: 'closed' })).toMatchObject({ id: first, status: 'closed' });
    const second = await receive(api, mine, 'Again@example.com');
    expect(second).not.toBe(first);
    const refused = await api.call('PATCH', `/conversations/${first}`, { status: 'open' });
    expect([refused.status, refused.json.error]).toEqual([409, 'conflict']);
    expect((await api.ok('GET', `/conversations/${first}`)).status).toBe('closed');
    await api.ok('PATCH', `/conversations/${second}`, { status: 'closed' });
    expect((await api.ok('PATCH', `/conversations/${first}`, { status: 'open' })).status).toBe('open');
    expect(await receive(api, mine, 'again@example.com')).toBe(first);
  });

  it.each<[object, string]>([
    [{}, 'status'],
    [{ status: 'deleted' }, 'status'],
    [{ status: null }, 'status'],
    [{ status: 'closed', buyer_name: 'x' }, 'buyer_name'],
  ])('is not changed by %j', async (body, path) => {
    const id = await receive(api, mine, 'steady@example.com');
    const { status, json } = await api.call('PATCH', `/conversations/${id}`, body);
    expect([status, json.fields.map((field: AnyJson) => field.path)]).toEqual([422, [path]]);
    expect((await api.ok('GET', `/conversations/${id}`)).status).toBe('open');
  });

  it('that does not exist is not found', async () => {
    for (const id of ['01920000-0000-7000-8000-000000000000', 'x', '%00', mine.storeId]) {
      expect((await api.call('GET', `/conversations/${id}`)).text).toBe(notFound);
      expect((await api.call('PATCH', `/conversations/${id}`, { status: 'closed' })).text).toBe(notFound);
    }
    expect((await api.call('GET', '/orgs/nowhere/conversations')).text).toBe(notFound);
  });
});

describe("another organisation's conversations", () => {
  it('are in no list, not even with a cursor or a store from there', async () => {
    await receive(api, theirs, 'theirs@example.com', { at: at(1) });
    const { rows } = await api.ok('GET', '/orgs/mine/conversations?limit=100');
    expect(emails(rows)).not.toContain('theirs@example.com');
    const foreign = await api.call('GET', `/orgs/mine/conversations?store=${theirs.storeId}`);
    const unknown = await api.call('GET', '/orgs/mine/conversations?store=01920000-0000-7000-8000-000000000000');
    expect([foreign.status, foreign.text]).toEqual([422, unknown.text]);
  });

  it('are not there for a repository that is told the wrong tenant, nor for its session', async () => {
    const { conversations, replies } = api.repositories;
    const id = await receive(api, theirs, 'walls@example.com');
    const { reply_id } = await api.ok('POST', `/conversations/${id}/replies`, { body: 'x' });
    expect(await conversations.find(mine.organisationId, id)).toBeUndefined();
    expect(await conversations.messagesOf(mine.organisationId, id, 10)).toEqual([]);
    expect(await conversations.setStatus(mine.organisationId, id, 'closed')).toBeUndefined();
    expect(
      (await conversations.list(mine.organisationId, { storeId: theirs.storeId }, { order: 'latest', limit: 10 })).rows,
    ).toEqual([]);
    expect(await conversations.markRead(mine.organisationId, id)).toBeUndefined();
    expect(await replies.find(mine.organisationId, reply_id)).toBeUndefined();
    const draft = { conversationId: id, connectorId: mine.connectorId, subject: 's', body: 'b', relayUrl: 'https://x.example/' };
    expect(await replies.create(mine.organisationId, draft)).toBeUndefined();
    for (const table of ['conversations', 'messages']) {
      const sql = `select distinct org_id from ${table}`;
      const seen = await api.database.asTenant(mine.organisationId, (em) => em.execute(sql));
      expect(seen).toEqual([{ org_id: mine.organisationId }]);
    }
    expect((await api.ok('GET', `/conversations/${id}`)).status).toBe('open');
  });
});
