/** The storeep API from the outside: a merchant's program manages the webhooks of its store. */
import { describe, expect, it } from 'vitest';
import { type Answer, eventually, startTestHub } from '../support/hub.ts';
import { idIn, newProgram, webhookBody, webhooksPath } from '../support/storeep-program.ts';

const hub = await startTestHub();

const namesOf = ({ json }: Answer): readonly string[] => json.data.map(({ name }: { name: string }) => name);

describe('a webhook', () => {
  it('is listed as the protocol’s page shows it, byte for byte', async () => {
    const { call } = await newProgram(hub);
    const created = await call('POST', '', webhookBody);
    const id = idIn(created);
    expect([created.status, created.text]).toEqual([201, `{"status":"success","data":{"id":${id}}}`]);
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);

    const listed = await call('GET', '');
    const [, time = ''] = /"created_at":"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)"/.exec(listed.text) ?? [];
    expect(Math.abs(Date.parse(`${time.replace(' ', 'T')}Z`) - Date.now())).toBeLessThan(60_000);
    expect([listed.status, listed.headers.get('content-type'), listed.text]).toEqual([
      200,
      'application/json',
      `{"data":[{"id":${id},"name":"Order notifications","type":"api","event":"order-created","format":"json",` +
        `"url_or_email":"example.com/webhooks/orders","is_enabled":true,"created_at":"${time}","updated_at":"${time}"}],` +
        '"meta":{"pagination":{"total":1,"count":1,"per_page":20,"current_page":1,"total_pages":1,"links":{"next":null}}}}',
    ]);
  });

  it('is changed and deleted by the digits that the list shows', async () => {
    const { call, create } = await newProgram(hub);
    await create();
    const id = idIn(await call('GET', ''));
    const change = {
      name: ' Renamed ',
      event: 'order-updated',
      url_or_email: 'https://example.org/{{order_id}}',
      is_enabled: false,
    };
    const changed = await call('PUT', `?id=${id}`, change);
    expect([changed.status, changed.text]).toEqual([200, '{"status":"success"}']);
    expect((await call('GET', '')).json.data).toMatchObject([{ ...change, name: 'Renamed', type: 'api', format: 'json' }]);

    const deleted = await call('DELETE', `?id=${id}`);
    expect([deleted.status, deleted.text]).toEqual([200, '{"status":"success"}']);
    expect((await call('GET', '')).json).toMatchObject({
      data: [],
      meta: { pagination: { total: 0, count: 0, total_pages: 1 } },
    });
    for (const again of [await call('DELETE', `?id=${id}`), await call('PUT', `?id=${id}`, { name: 'x' })])
      expect([again.status, again.text]).toEqual([404, '{"status":"error","errors":["webhook not found"]}']);
  });

  it('stays as it was after an empty change, its time included', async () => {
    const { call, create } = await newProgram(hub);
    const id = await create();
    const before = await call('GET', '');
    expect(await call('PUT', `?id=${id}`, {})).toMatchObject({ status: 200, text: '{"status":"success"}' });
    expect((await call('PUT', `?id=${id}`, { name: webhookBody.name, is_enabled: true })).status).toBe(200);
    expect((await call('GET', '')).text).toBe(before.text);
  });

  it('keeps its type and format', async () => {
    const { call, create } = await newProgram(hub);
    const id = await create();
    const answer = await call('PUT', `?id=${id}`, { type: 'api', format: 'json', name: '' });
    expect([answer.status, answer.json]).toEqual([
      422,
      {
        status: 'error',
        errors: { type: 'type cannot be changed', format: 'format cannot be changed', name: 'name must be 1 to 50 characters' },
      },
    ]);
    const mailed = await call('PUT', `?id=${id}`, { url_or_email: 'ann@example.com' });
    expect([mailed.status, Object.keys(mailed.json.errors)]).toEqual([422, ['url_or_email']]);
  });

  it('of one store is unknown to every other, of the same organisation or not', async () => {
    const { tenant, create } = await newProgram(hub);
    const id = await create();
    const { organisationId } = tenant;
    const sister = (await hub.admin('POST', `/orgs/${organisationId}/stores`, { slug: 'sister', name: 'Sister' })).json;
    const strangers = [await newProgram(hub), await newProgram(hub, { ...tenant, storeId: sister.id })];
    for (const stranger of strangers) {
      expect((await stranger.call('GET', '')).json.data).toEqual([]);
      const refusals = [
        await stranger.call('PUT', `?id=${id}`, { is_enabled: false }),
        await stranger.call('DELETE', `?id=${id}`),
        await stranger.call('DELETE', '?id=1'),
        await stranger.call('DELETE', '?id=9223372036854775807'),
        await stranger.call('DELETE', '?id=9223372036854775808'),
        await stranger.call('PUT', '?id=9999999999999999999', {}),
      ];
      for (const { status, text } of refusals)
        expect([status, text]).toEqual([404, '{"status":"error","errors":["webhook not found"]}']);
    }
    const colleague = await newProgram(hub, tenant);
    expect((await colleague.call('PUT', `?id=${id}`, { is_enabled: false })).status).toBe(200);
  });

  it('is made once under an Idempotency-Key, and a change of another one is another request', async () => {
    const { call, create } = await newProgram(hub);
    const key = { 'idempotency-key': 'create-1' };
    const [first, second] = [await call('POST', '', webhookBody, key), await call('POST', '', webhookBody, key)];
    expect([second?.status, second?.text, second?.headers.get('idempotent-replayed')]).toEqual([201, first?.text, 'true']);
    expect((await call('POST', '', { ...webhookBody, name: 'Other' }, key)).status).toBe(409);
    expect((await call('GET', '')).json.meta.pagination.total).toBe(1);

    const other = await create({ name: 'Other' });
    const off = { 'idempotency-key': 'switch-off' };
    expect((await call('PUT', `?id=${idIn(first ?? second)}`, { is_enabled: false }, off)).status).toBe(200);
    const conflict = await call('PUT', `?id=${other}`, { is_enabled: false }, off);
    expect([conflict.status, conflict.json.status, conflict.json.errors]).toEqual([409, 'error', [expect.any(String)]]);
  });
});

describe('the list', () => {
  it('goes page by page in the order that was asked for, along its own links', async () => {
    const { call, create } = await newProgram(hub);
    const ids: string[] = [];
    for (const name of ['1', '2', '3', '4', '5']) ids.push(await create({ name }));
    await call('PUT', `?id=${ids[1]}`, { is_enabled: false });
    // Times are shown in seconds, and what is shown as the same time is in the order of the ids.
    expect(namesOf(await call('GET', '?sort_field=updated_at'))).toEqual(['5', '4', '3', '2', '1']);
    await hub.query(
      `update crossdock.webhook_endpoints set updated_at = updated_at + interval '5 seconds' where number = ${ids[1]}`,
    );
    expect(namesOf(await call('GET', ''))).toEqual(['5', '4', '3', '2', '1']);
    expect(namesOf(await call('GET', '?sort_order=ASC'))).toEqual(['1', '2', '3', '4', '5']);
    expect(namesOf(await call('GET', '?sort_field=updated_at'))).toEqual(['2', '5', '4', '3', '1']);
    expect(namesOf(await call('GET', '?sort_field=updated_at&sort_order=ASC&limit=1'))).toEqual(['1']);

    const seen: string[] = [];
    const positions: unknown[] = [];
    for (let next: string | null = '?limit=2&sort_order=ASC&x=a%20b'; next !== null;) {
      const answer: Answer = await call('GET', next);
      seen.push(...namesOf(answer));
      const { links, ...position } = answer.json.meta.pagination;
      positions.push(position);
      if (links.next !== null)
        expect(links.next.startsWith(`http://127.0.0.1:0${webhooksPath}?limit=2&sort_order=ASC&x=a`)).toBe(true);
      next = links.next === null ? null : new URL(links.next).search;
    }
    expect(seen).toEqual(['1', '2', '3', '4', '5']);
    expect(positions).toEqual(
      [2, 2, 1].map((count, index) => ({ total: 5, count, per_page: 2, current_page: index + 1, total_pages: 3 })),
    );
  });

  it('is empty past its end, however far', async () => {
    const { call, create } = await newProgram(hub);
    await create();
    for (const page of ['2', '3000000000', String(Number.MAX_SAFE_INTEGER)]) {
      const answer = await call('GET', `?limit=50&page=${page}`);
      expect([answer.status, answer.text]).toEqual([
        200,
        `{"data":[],"meta":{"pagination":{"total":1,"count":0,"per_page":50,"current_page":${page},"total_pages":1,"links":{"next":null}}}}`,
      ]);
    }
  });

  it('orders webhooks of one moment by their ids, in the same direction', async () => {
    const { tenant, call, create } = await newProgram(hub);
    const made: string[] = [];
    for (let count = 0; count < 4; count++) made.push(await create());
    const [first, second, third, fourth] = made.toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
    await hub.query(`update webhook_endpoints set created_at = '2026-01-01', updated_at = '2026-01-01'
      where store_id = '${tenant.storeId}'`);
    const idsOf = async (query: string) => [...(await call('GET', query)).text.matchAll(/"id":(\d+)/g)].map(([, id]) => id);
    for (const field of ['created_at', 'updated_at']) {
      expect(await idsOf(`?sort_field=${field}&sort_order=ASC`)).toEqual([first, second, third, fourth]);
      expect(await idsOf(`?sort_field=${field}&limit=3`)).toEqual([fourth, third, second]);
      expect(await idsOf(`?sort_field=${field}&limit=3&page=2`)).toEqual([first]);
    }
  });

  it('names every parameter that is wrong, and no other', async () => {
    const { call } = await newProgram(hub);
    const answer = await call('GET', '?limit=x&sort_order=down');
    expect([answer.status, answer.text]).toEqual([
      422,
      '{"status":"error","errors":{"limit":"limit must be an integer","sort_order":"sort order must be ASC or DESC"}}',
    ]);
    const fields = async (query: string) => Object.keys((await call('GET', query)).json.errors ?? {});
    for (const query of ['limit=0', 'limit=51', 'limit=', 'limit=1.0', 'limit=-1', 'limit=2&limit=3'])
      expect(await fields(`?${query}`)).toEqual(['limit']);
    expect(await fields('?page=0&sort_field=name&sort_order=asc')).toEqual(['page', 'sort_field', 'sort_order']);
    expect((await call('GET', '?limit=50&unknown=1&unknown=2')).status).toBe(200);
  });
});

describe('a store', () => {
  it('takes exactly twenty webhooks, however many are made at once', async () => {
    const { call } = await newProgram(hub);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => call('POST', '', { ...webhookBody, name: `${index}` })),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, text }) => [status, text])).toEqual(
      Array.from({ length: 20 }, () => [422, '{"status":"error","errors":["maximum of 20 webhooks per store reached"]}']),
    );
    const { data, meta } = (await call('GET', '?limit=50')).json;
    expect([data.length, meta.pagination.total, new Set(answers.map(({ text }) => text)).size]).toEqual([20, 20, 21]);

    await call('DELETE', `?id=${idIn(await call('GET', '?limit=1'))}`);
    expect((await call('POST', '', webhookBody)).status).toBe(201);
    expect((await call('POST', '', webhookBody)).status).toBe(422);
  });

  it('gives its last place to one of many who ask at the same moment', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => newProgram(hub)));
    await Promise.all(
      stores.map(async ({ create }) => {
        for (let made = 0; made < 19; made++) await create();
      }),
    );
    // Under an Idempotency-Key a commit takes several steps, and what it counted is longer out of date.
    const asked = stores.flatMap(({ call }) =>
      Array.from({ length: 12 }, (_, index) => call('POST', '', webhookBody, { 'idempotency-key': `${index}` })),
    );
    expect((await Promise.all(asked)).filter(({ status }) => status === 201)).toHaveLength(stores.length);
    const totals = await Promise.all(stores.map(async ({ call }) => (await call('GET', '')).json.meta.pagination.total));
    expect(totals).toEqual(stores.map(() => 20));
  });
});

describe('the request log', () => {
  it('shows what a program asked for', async () => {
    const { connector, create } = await newProgram(hub);
    await create();
    const rows = await eventually(async () => {
      const { json } = await hub.admin('GET', `/connectors/${connector.id}/requests`);
      return json.rows.length === 1 ? json.rows : undefined;
    });
    expect(rows).toMatchObject([{ method: 'POST', path: webhooksPath, status_code: 201 }]);
  });
});
