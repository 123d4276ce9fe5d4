import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidV7 } from '../../core/domain/uuid.ts';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
const huge = '9007199254740993';
const ids: string[] = [];

beforeAll(async () => {
  const organisation = await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' });
  const store = await api.ok('POST', '/orgs/acme/stores', { slug: 'main', name: 'Main' });
  await api.ok('POST', '/orgs', { slug: 'neighbour', name: 'Neighbour' });
  for (let index = 0; index < 3; index += 1) {
    const id = uuidV7(api.clock.now() + index, randomBytes);
    ids.push(id);
    await api.database.system.query(
      `insert into orders (org_id, id, store_id, source, external_id, status, payment_status, fulfilment_status, currency,
         shipping_cents, fees_cents, tax_cents, discount_cents, total_cents, refunded_cents, totals_mismatch_cents, rounded,
         metadata, content_hash, created_at, updated_at)
       values ($1, $2, $3, 'peptideclients', $4, 'open', 'paid', 'unfulfilled', 'GBP', 0, 0, 0, 0, $5, 0, 0, false,
         $6, '', now(), now() - interval '1 minute' + $7 * interval '1 second')`,
      [organisation.id, id, store.id, `shop-${index}`, huge, `{"source_id": ${huge}}`, index],
    );
  }
});

describe('the orders of an organisation', () => {
  it('are listed page by page as the read API gives them, no digit lost', async () => {
    const first = await api.call('GET', '/orgs/acme/orders?limit=2');
    expect(first.status).toBe(200);
    expect(first.json.rows.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    expect(first.text.match(new RegExp(huge, 'g'))).toHaveLength(4);
    const second = await api.ok('GET', `/orgs/acme/orders?limit=2&cursor=${first.json.next_cursor}`);
    expect(second.rows.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2));
    expect(second.next_cursor).toBeNull();
  });

  it('are not those of another one', async () => {
    expect((await api.call('GET', '/orgs/neighbour/orders')).text).toBe('{"rows":[],"next_cursor":null}');
  });

  const cursor = (position: string) => `cursor=${Buffer.from(position).toString('base64url')}`;
  it.each([
    ['limit=101', 'limit'],
    [cursor('01920000-0000-7000-8000-000000000000'), 'cursor'],
    [cursor('2026-02-30T00:00:00.000Z 01920000-0000-7000-8000-000000000000'), 'cursor'],
    [cursor("2026-01-01T00:00:00.000Z 01920000' or true"), 'cursor'],
    ['status=paid', 'status'],
    ['order=newest&' + cursor('2026-01-01T00:00:00.000Z 01920000-0000-7000-8000-000000000000'), 'cursor'],
    ['order=oldest&search=shop', 'order'],
    ['store=elsewhere', 'store'],
  ])('are not listed with ?%s', async (query, path) => {
    const { status, json } = await api.call('GET', `/orgs/acme/orders?${query}`);
    expect([status, json.fields]).toEqual([422, [{ path, message: expect.any(String) }]]);
  });
});

describe('one order', () => {
  it('is the document of the read API, no digit lost', async () => {
    const { status, text, json } = await api.call('GET', `/orders/${ids[0]}`);
    expect([status, json.external_id, json.lines]).toEqual([200, 'shop-0', []]);
    expect(text.match(new RegExp(huge, 'g'))).toHaveLength(2);
  });

  it.each(['01920000-0000-7000-8000-000000000000', 'shop-0', '%00'])('that does not exist is not found: %s', async (id) => {
    const { status, text } = await api.call('GET', `/orders/${id}`);
    expect([status, text]).toEqual([404, '{"error":"not_found","detail":"no such route or record"}']);
  });
});
