/** Watching what happens: server-sent events of the request log and of deliveries, through whole hubs. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHub } from '../../core/main.ts';
import { type EventReader, openEventStream } from '../support/event-stream.ts';
import { eventually, hubVariables, startTestHub, type TestConnector, type TestTenant } from '../support/hub.ts';
import { answering, startWebhookReceiver } from '../support/webhook-receiver.ts';

const hub = await startTestHub({ CROSSDOCK_RETRY_SCHEDULE: '100ms' });
const asAdmin = { authorization: 'Bearer test-admin-token' };
let serial = 0;

/** Another process's hub on the same database, as far as the database can tell. */
async function startSecondHub() {
  const second = await startHub({ variables: { ...hubVariables(hub.databaseUrl), PORT: '0' }, role: 'web', onStep: () => {} });
  let running = true;
  const stop = async (): Promise<void> => {
    if (running) {
      running = false;
      await second.stop();
    }
  };
  onTestFinished(stop);
  return { url: second.url ?? '', stop };
}

async function newConnector(): Promise<TestConnector & TestTenant> {
  const tenant = await hub.tenant();
  return { ...tenant, ...(await hub.connector(tenant, 'peptideclients', { rate_limit_per_minute: 6_000 })) };
}

/** Asks for an order that is not there: a request that is logged and changes nothing. */
async function look({ key }: TestConnector, url = hub.url): Promise<number> {
  const path = `${url}/integrations/v1/orders/by-external/none-${++serial}`;
  return (await fetch(path, { headers: { authorization: `Bearer ${key}` } })).status;
}

const order = (key: string, externalId: string) =>
  hub.call('POST', '/integrations/v1/orders', {
    headers: { authorization: `Bearer ${key}` },
    body: { external_id: externalId, lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }] },
  });

/** Opens a tail and waits until it is at its place. */
async function follow(path: string, headers: Record<string, string> = asAdmin, url = hub.url): Promise<EventReader> {
  const reader = await openEventStream(`${url}/admin/v1${path}`, headers);
  if (reader.status === 200) await eventually(() => (reader.lastId() === '' ? undefined : true));
  return reader;
}

const idsOf = (reader: EventReader) => reader.events.map(({ json }) => json.id);

describe('the tail of the request log', () => {
  it('brings each request as the list shows it, as soon as it is there', async () => {
    const connector = await newConnector();
    const path = `/orgs/${connector.organisationId}/requests`;
    const tail = await follow(`${path}/stream`);
    expect(Object.fromEntries(['content-type', 'cache-control'].map((name) => [name, tail.headers.get(name)]))).toEqual({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    await order(connector.key, 'watched-1');
    await tail.until(1);
    const { rows } = (await hub.admin('GET', path)).json;
    expect(tail.events.map(({ name, json }) => [name, json])).toEqual([['message', rows[0]]]);
    expect(rows[0]).toMatchObject({ external_id: 'watched-1', connector_name: 'peptideclients' });
  });

  it('brings what passes the filter of the list and nothing else', async () => {
    const connector = await newConnector();
    const path = `/orgs/${connector.organisationId}/requests`;
    const other = await hub.connector(connector, 'peptideclients');
    const query = `?status_class=2xx&path=/integrations/*&connector=${connector.id}`;
    const tail = await follow(`${path}/stream${query}`);
    await look(connector);
    await order(other.key, 'elsewhere');
    await order(connector.key, 'filtered-1');
    await tail.until(1);
    await order(connector.key, 'filtered-2');
    await tail.until(2);
    const { rows } = (await hub.admin('GET', `${path}${query}`)).json;
    expect(tail.events.map(({ json }) => json)).toEqual(rows.toReversed());
    expect(rows).toHaveLength(2);
  });

  it('goes on where it was cut off, at another hub and after a restart, with no gap and nothing twice, while 16 write', async () => {
    const connector = await newConnector();
    const path = `/orgs/${connector.organisationId}/requests/stream`;
    let second = await startSecondHub();
    const seen: string[] = [];
    let place: Record<string, string> = {};
    const readOn = async (url: string, count: number): Promise<void> => {
      const tail = await follow(path, { ...asAdmin, ...place }, url);
      await tail.until(count);
      await tail.close();
      seen.push(...idsOf(tail));
      place = { 'last-event-id': tail.lastId() };
    };
    await readOn(hub.url, 0);

    let isWriting = true;
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      // What the second hub leaves unanswered when it stops is in the log all the same, if it came to that.
      while (isWriting) await look(connector, writer < 8 ? hub.url : second.url).catch(() => undefined);
    });
    for (let round = 0; round < 10; round += 1) {
      await readOn(round % 2 === 0 ? hub.url : second.url, 10 + round);
      if (round === 5) {
        await second.stop();
        second = await startSecondHub();
      }
    }
    isWriting = false;
    await Promise.all(writers);
    await second.stop(); // and writes the last of its log
    await look(connector);
    const last = await eventually(async () => {
      const { rows } = (await hub.admin('GET', `/orgs/${connector.organisationId}/requests?external_id=none-${serial}`)).json;
      return rows[0]?.id as string | undefined;
    });
    const logged = await hub.query<{ id: string }>(`select id from crossdock.request_log where connector_id = '${connector.id}'`);
    await readOn(hub.url, logged.length - seen.length);
    expect(seen).toContain(last);
    expect(seen.toSorted()).toEqual(logged.map(({ id }) => id).toSorted());
    expect(seen).not.toEqual(seen.toSorted()); // they came in another order than their ids: without that this proves little
  }, 60_000);
});

describe('the tail of deliveries', () => {
  it('brings a delivery when it is queued and whenever it changes, each time whole and once', async () => {
    const connector = await newConnector();
    const receiver = await startWebhookReceiver(answering(500));
    const { id: endpointId } = await hub.endpoint(connector, receiver.url);
    const path = `/orgs/${connector.organisationId}/deliveries`;
    const tail = await follow(`${path}/stream?endpoint=${endpointId}`);
    await order(connector.key, 'delivered-1');
    await eventually(() => tail.events.find(({ json }) => json.status === 'failed'));
    receiver.answer = answering(200);
    await eventually(() => tail.events.find(({ json }) => json.status === 'succeeded'));
    const rows = tail.events.map(({ json }) => json);
    const states = rows.map(({ status, attempts_made }) => `${attempts_made} ${status}`);
    expect(new Set(states).size).toBe(states.length);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    expect(rows.at(-1)).toEqual((await hub.admin('GET', path)).json.rows[0]);
  });

  it('goes on where it was cut off: what changed meanwhile comes as it is now', async () => {
    const connector = await newConnector();
    const receiver = await startWebhookReceiver(answering(200));
    await hub.endpoint(connector, receiver.url);
    const path = `/orgs/${connector.organisationId}/deliveries`;
    const before = await follow(`${path}/stream`);
    await before.close();
    await order(connector.key, 'missed-1');
    const [missed] = await eventually(async () => {
      const { rows } = (await hub.admin('GET', `${path}?status=succeeded`)).json;
      return rows.length === 1 ? rows : undefined;
    });
    const after = await follow(`${path}/stream?last_event_id=${before.lastId()}`);
    await after.until(1);
    expect(after.events.map(({ json }) => json)).toEqual([missed]);
  });
});

describe('a tail', () => {
  it('is nothing for an operator of another organisation, and never tells of another', async () => {
    const [ours, theirs] = [await newConnector(), await newConnector()];
    const { token } = (await hub.admin('POST', `/orgs/${ours.organisationId}/tokens`, { name: 'ours', role: 'org_member' })).json;
    const asMember = { authorization: `Bearer ${token}` };
    for (const list of ['requests', 'deliveries']) {
      const refused = await follow(`/orgs/${theirs.organisationId}/${list}/stream`, asMember);
      expect(refused.status).toBe(404);
    }
    const tail = await follow(`/orgs/${ours.organisationId}/requests/stream`, asMember);
    await look(theirs);
    await look(ours);
    await tail.until(1);
    expect(tail.events.map(({ json }) => json.connector_id)).toEqual([ours.id]);
  });

  it('ends when its token is revoked', async () => {
    const connector = await newConnector();
    const made = (await hub.admin('POST', `/orgs/${connector.organisationId}/tokens`, { name: 'short', role: 'org_member' }))
      .json;
    const tail = await follow(`/orgs/${connector.organisationId}/requests/stream`, { authorization: `Bearer ${made.token}` });
    await hub.admin('POST', `/tokens/${made.id}/revoke`);
    await tail.ended;
    expect(tail.events).toEqual([]);
  });

  it('is open to a signed-in browser until it signs out, and keeps no session alive', async () => {
    const connector = await newConnector();
    const account = { email: 'watcher@example.com', name: 'Ann', password: 'correct horse battery' };
    await hub.admin('POST', '/operators', account);
    const signIn = await hub.call('POST', '/admin/v1/session', {
      body: { email: account.email, password: account.password },
    });
    const [cookie = ''] = (signIn.headers.get('set-cookie') ?? '').split(';');
    const browser = { cookie, 'x-csrf-token': String(signIn.json.csrf_token) };
    const tail = await follow(`/orgs/${connector.organisationId}/requests/stream`, { cookie });
    const lastSeen = async () =>
      (await hub.query<{ at: string }>('select last_seen_at::text as at from crossdock.operator_sessions')).map(({ at }) => at);
    const seen = await lastSeen();
    await look(connector);
    await tail.until(1);
    expect(await lastSeen()).toEqual(seen);
    await hub.call('DELETE', '/admin/v1/session', { headers: browser });
    await tail.ended;
  });

  it('is the tenth of an operator at most, until one is closed', async () => {
    const connector = await newConnector();
    const { token } = (await hub.admin('POST', `/orgs/${connector.organisationId}/tokens`, { name: 'many', role: 'org_member' }))
      .json;
    const path = `/orgs/${connector.organisationId}/requests/stream`;
    const asMember = { authorization: `Bearer ${token}` };
    const tails = await Promise.all(Array.from({ length: 10 }, () => follow(path, asMember)));
    expect(tails.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
    expect((await follow(path, asMember)).status).toBe(429);
    await tails[0]?.close();
    const another = await eventually(async () => {
      const tail = await follow(path, asMember);
      return tail.status === 200 ? tail : undefined;
    });
    await look(connector);
    await another.until(1);
  });

  it('counts as answered when it begins, not when it ends', async () => {
    const connector = await newConnector();
    const answered = async () =>
      Number(
        /^crossdock_requests_total\{surface="admin",code="200"\} (\d+)$/m.exec((await hub.call('GET', '/metrics')).text)?.[1],
      );
    const before = await answered();
    const tail = await follow(`/orgs/${connector.organisationId}/requests/stream`);
    expect(await answered()).toBe(before + 1);
    await tail.close();
    await hub.admin('GET', `/orgs/${connector.organisationId}/requests`);
    expect(await answered()).toBe(before + 2);
  });

  it.each(['last_event_id=x', 'limit=10', 'status_code=1'])('is not opened with ?%s', async (query) => {
    const { organisationId } = await newConnector();
    expect(
      (await hub.call('GET', `/admin/v1/orgs/${organisationId}/requests/stream?${query}`, { headers: asAdmin })).status,
    ).toBe(422);
  });

  it('ends in order when the hub stops, and holds up nobody', async () => {
    const connector = await newConnector();
    const second = await startSecondHub();
    const tail = await follow(`/orgs/${connector.organisationId}/requests/stream`, asAdmin, second.url);
    await second.stop();
    await tail.ended;
    await look(connector);
    const next = await follow(`/orgs/${connector.organisationId}/requests/stream`, {
      ...asAdmin,
      'last-event-id': tail.lastId(),
    });
    await next.until(1);
    expect(next.events.map(({ json }) => json.connector_id)).toEqual([connector.id]);
  });
});
