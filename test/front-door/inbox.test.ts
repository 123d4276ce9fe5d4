/** The inbox as people work through it: what nobody has read stands first, beside what the buyer ordered. */
import { describe, expect, test } from 'vitest';
import { startTestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { openWebsite } from '../support/website-shop.ts';

const hub = await startTestHub();
let messages = 0;

/** A website with an inbox of its own. */
async function newInbox() {
  const website = await openWebsite(hub);
  const org = website.tenant.organisationId;
  const write = async (email: string, name = 'Ann') => {
    const message = { name, email, message: 'Is it in stock?', submission_id: `sub-${++messages}` };
    expect((await website.send('messages/contact', message)).json).toEqual({ ok: true });
    const { rows } = (await hub.admin('GET', `/orgs/${org}/conversations`)).json;
    return rows.find((row: AnyJson) => row.buyer_email.toLowerCase() === email.toLowerCase()).id as string;
  };
  const list = async (query = ''): Promise<AnyJson[]> => (await hub.admin('GET', `/orgs/${org}/conversations${query}`)).json.rows;
  const isUnread = async (id: string): Promise<boolean> => (await hub.admin('GET', `/conversations/${id}`)).json.unread;
  return { website, org, write, list, isUnread };
}

describe('a conversation', () => {
  test('is unread until somebody reads, answers or closes it, and again when the buyer goes on', async () => {
    const inbox = await newInbox();
    const id = await inbox.write('ann@example.com');
    expect(await inbox.isUnread(id)).toBe(true); // looking by a program reads nothing
    expect((await hub.admin('POST', `/conversations/${id}/read`)).json).toMatchObject({ id, unread: false });
    expect(await inbox.isUnread(id)).toBe(false);
    await inbox.write('ann@example.com');
    expect(await inbox.isUnread(id)).toBe(true);

    await hub.admin('PATCH', `/connectors/${inbox.website.connector.id}`, { config: { relay_url: 'http://127.0.0.1:9/' } });
    await hub.admin('POST', `/conversations/${id}/replies`, { body: 'It is.' });
    expect(await inbox.isUnread(id)).toBe(false);
    await inbox.write('ann@example.com');
    expect((await hub.admin('PATCH', `/conversations/${id}`, { status: 'closed' })).json.unread).toBe(false);
  });

  test('stays unread when the buyer wrote after what the reader saw', async () => {
    const inbox = await newInbox();
    const id = await inbox.write('ann@example.com');
    const seen = (await hub.admin('GET', `/conversations/${id}`)).json.last_message_at;
    await hub.query(
      `update crossdock.conversations set last_inbound_at = last_inbound_at + interval '1 second' where id = '${id}'`,
    );
    expect((await hub.admin('POST', `/conversations/${id}/read`, { last_message_at: seen })).json.unread).toBe(true);
    expect((await hub.admin('POST', `/conversations/${id}/read`)).json.unread).toBe(false);
    // Who saw less than another one takes nothing back.
    expect((await hub.admin('POST', `/conversations/${id}/read`, { last_message_at: seen })).json.unread).toBe(false);
  });

  test('is marked by members, and is not there for anybody else', async () => {
    const inbox = await newInbox();
    const id = await inbox.write('ann@example.com');
    const readAs = async (org: string) => {
      const { token } = (await hub.admin('POST', `/orgs/${org}/tokens`, { name: 'x', role: 'org_member' })).json;
      return hub.call('POST', `/admin/v1/conversations/${id}/read`, { headers: { authorization: `Bearer ${token}` } });
    };
    const stranger = await readAs((await hub.tenant()).organisationId);
    expect([stranger.status, stranger.json.error, await inbox.isUnread(id)]).toEqual([404, 'not_found', true]);
    expect((await readAs(inbox.org)).status).toBe(200);
    const audit = (await hub.admin('GET', `/orgs/${inbox.org}/audit?limit=100`)).json.rows;
    expect(audit.map(({ action }: AnyJson) => action)).not.toContain('POST /conversations/:id/read');
  });

  test("stands beside the buyer's five newest orders in that store", async () => {
    const inbox = await newInbox();
    const other = await newInbox();
    for (let index = 1; index <= 6; index += 1) {
      const order = {
        external_order_ref: `WEB-${index}`,
        buyer_email: 'Ann@Example.com',
        line_items: [{ sku: 'ABC-001', quantity: 1, price: '9.99' }],
      };
      for (const { website } of [inbox, other]) expect((await website.send('orders/created', order)).status).toBe(200);
    }
    const stranger = {
      external_order_ref: 'WEB-7',
      buyer_email: 'bob@example.com',
      line_items: [{ sku: 'ABC-001', quantity: 1 }],
    };
    await inbox.website.send('orders/created', stranger);
    const { orders } = (await hub.admin('GET', `/conversations/${await inbox.write('ann@example.com')}`)).json;
    expect(orders.map(({ external_id }: AnyJson) => external_id)).toEqual(['WEB-6', 'WEB-5', 'WEB-4', 'WEB-3', 'WEB-2']);
    expect(orders[0]).toMatchObject({ status: 'open', currency: 'GBP', total_cents: 999, payment_status: 'unpaid' });
    expect((await hub.admin('GET', `/orders/${orders[0].id}`)).json.store_id).toBe(inbox.website.tenant.storeId);
  });
});

describe('the list', () => {
  test('has the unread ones first where that is wanted, page by page, each once', async () => {
    const inbox = await newInbox();
    const emails = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@example.com`);
    const ids = new Map<string, string>();
    for (const email of emails) ids.set(email, await inbox.write(email));
    for (const email of ['b@example.com', 'd@example.com', 'e@example.com'])
      await hub.admin('POST', `/conversations/${ids.get(email)}/read`);

    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = `?order=unread&limit=2${cursor && `&cursor=${cursor}`}`;
      const { json } = await hub.admin('GET', `/orgs/${inbox.org}/conversations${query}`);
      seen.push(...json.rows.map(({ buyer_email, unread }: AnyJson) => `${buyer_email} ${unread}`));
      cursor = json.next_cursor;
    }
    expect(seen).toEqual([
      'c@example.com true',
      'a@example.com true',
      'e@example.com false',
      'd@example.com false',
      'b@example.com false',
    ]);
    const latest = (await inbox.list()).map(({ buyer_email }) => buyer_email);
    expect(latest).toEqual(emails.toReversed());
    expect((await inbox.list('?unread=true')).map(({ buyer_email }) => buyer_email)).toEqual(['c@example.com', 'a@example.com']);
    expect(await inbox.list('?unread=false&status=open')).toHaveLength(3);
  });
});
