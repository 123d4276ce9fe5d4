/** A website's contact messages: which conversation they belong to, and that each is kept once. */
import { describe, expect, it } from 'vitest';
import { startTestHub, type TestTenant } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { openWebsite, type WebsiteShop } from '../support/website-shop.ts';

const hub = await startTestHub();

const message = { name: 'Ann Example', email: 'ann@example.com', message: 'Hello,\nis it in stock?', submission_id: 'sub-1' };

const conversationsOf = async ({ organisationId }: TestTenant): Promise<AnyJson[]> =>
  (await hub.admin('GET', `/orgs/${organisationId}/conversations`)).json.rows;

/** The website's only conversation, with its messages. */
async function onlyConversation({ tenant }: WebsiteShop): Promise<AnyJson> {
  const rows = await conversationsOf(tenant);
  expect(rows).toHaveLength(1);
  return (await hub.admin('GET', `/conversations/${rows[0].id}`)).json;
}

/** Sends a message, which is taken. */
async function write(website: WebsiteShop, changes: object = {}, headers: Record<string, string> = {}): Promise<void> {
  const answer = await website.send('messages/contact', { ...message, ...changes }, { headers });
  expect([answer.status, answer.text]).toEqual([200, '{"ok":true}']);
}

describe('a contact message', () => {
  it('opens a conversation, and is told to whoever asked', async () => {
    const website = await openWebsite(hub);
    await write(website, {
      company: 'Example Ltd',
      target_date: '2026-12-18',
      page_url: 'https://shop.example/contact',
      other: 7,
    });
    expect(await onlyConversation(website)).toMatchObject({
      store_id: website.tenant.storeId,
      channel_code: 'website',
      message_type_code: 'buyer_question',
      buyer_email: 'ann@example.com',
      buyer_name: 'Ann Example',
      status: 'open',
      messages: [
        {
          direction: 'inbound',
          body: 'Hello,\nis it in stock?',
          details: { company: 'Example Ltd', target_date: '2026-12-18', page_url: 'https://shop.example/contact' },
        },
      ],
    });
    const events = await hub.query<{ type: string; data: AnyJson }>(
      `select type, data from crossdock.events where org_id = '${website.tenant.organisationId}'`,
    );
    expect(events).toMatchObject([
      { type: 'message.received', data: { message: { external_id: 'sub-1', direction: 'inbound' } } },
    ]);
  });

  it('from the same address continues the open conversation, however the address is spelled', async () => {
    const website = await openWebsite(hub);
    await write(website);
    await write(website, { submission_id: 'sub-2', email: ' ANN@example.com ', message: 'And the blue one?' });
    const { messages } = await onlyConversation(website);
    expect(messages.map(({ body }: AnyJson) => body)).toEqual(['Hello,\nis it in stock?', 'And the blue one?']);
  });

  it('from another address opens another one, and so does the same one once the first is closed', async () => {
    const website = await openWebsite(hub);
    await write(website);
    await write(website, { submission_id: 'sub-2', email: 'bob@example.com' });
    const first = (await conversationsOf(website.tenant)).find(({ buyer_email }) => buyer_email === 'ann@example.com');
    await hub.admin('PATCH', `/conversations/${first.id}`, { status: 'closed' });
    await write(website, { submission_id: 'sub-3' });
    const addresses = (await conversationsOf(website.tenant)).map(({ buyer_email, status }) => `${buyer_email} ${status}`);
    expect(addresses.toSorted()).toEqual(['ann@example.com closed', 'ann@example.com open', 'bob@example.com open']);
  });

  it.each<[string, readonly (readonly [object, Record<string, string>])[], number]>([
    [
      'the same submission id',
      [
        [{}, {}],
        [{ message: 'again' }, {}],
      ],
      1,
    ],
    [
      'the same key, without a submission id',
      [
        [{ submission_id: null }, { 'x-cw-idempotency-key': 'k' }],
        [{ submission_id: null }, { 'x-cw-idempotency-key': 'k' }],
      ],
      1,
    ],
    [
      'the same submission id under different keys',
      [
        [{}, { 'x-cw-idempotency-key': 'k1' }],
        [{}, { 'x-cw-idempotency-key': 'k2' }],
      ],
      1,
    ],
    [
      'different submission ids under the same key',
      [
        [{}, { 'x-cw-idempotency-key': 'k' }],
        [{ submission_id: 'sub-2' }, { 'x-cw-idempotency-key': 'k' }],
      ],
      2,
    ],
  ])('with %s is kept as often as it should be', async (_what, deliveries, kept) => {
    const website = await openWebsite(hub);
    for (const [changes, headers] of deliveries) await write(website, changes, headers);
    expect((await onlyConversation(website)).messages).toHaveLength(kept);
  });

  it('is kept once when it comes eight times at once, and two at once share a conversation', async () => {
    const website = await openWebsite(hub);
    await Promise.all(Array.from({ length: 8 }, () => write(website)));
    expect((await onlyConversation(website)).messages).toHaveLength(1);
    await Promise.all(Array.from({ length: 8 }, (_, index) => write(website, { submission_id: `more-${index}` })));
    expect((await onlyConversation(website)).messages).toHaveLength(9);
  });

  it('known by a key alone is refused when the key came twice', async () => {
    const website = await openWebsite(hub);
    const headers = { 'x-cw-idempotency-key': 'd1, d2' };
    const answer = await website.send('messages/contact', { ...message, submission_id: undefined }, { headers });
    expect([answer.status, answer.json]).toEqual([400, { ok: false, error: 'validation_failed' }]);
    expect(await conversationsOf(website.tenant)).toEqual([]);
  });

  it.each<[string, object]>([
    ['nothing to know it by', { submission_id: undefined }],
    ['no name', { name: undefined }],
    ['a blank name', { name: ' ' }],
    ['no address', { email: undefined }],
    ['half an address', { email: 'ann' }],
    ['two addresses', { email: 'ann@example.com, bob@example.com' }],
    ['an endless address', { email: `${'a'.repeat(250)}@example.com` }],
    ['no text', { message: undefined }],
    ['an empty text', { message: '' }],
    ['a list for a text', { message: ['Hello'] }],
    ['an endless text', { message: 'x'.repeat(20_001) }],
    ['a day that no calendar has', { target_date: '2026-02-30' }],
    ['an object for an address of a page', { page_url: {} }],
  ])('with %s is refused, and nothing is kept', async (_what, changes) => {
    const website = await openWebsite(hub);
    const answer = await website.send('messages/contact', { ...message, ...changes });
    expect([answer.status, answer.json]).toEqual([400, { ok: false, error: 'validation_failed' }]);
    expect(await conversationsOf(website.tenant)).toEqual([]);
  });
});
