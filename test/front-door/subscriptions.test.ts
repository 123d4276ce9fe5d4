/** The webhooks that a store's own programs made, as its operators see them. */
import { afterAll, describe, expect, test } from 'vitest';
import { eventually, startTestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';
import { openMailbox } from '../support/mailbox.ts';
import { newProgram } from '../support/storeep-program.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';

const mailbox = await openMailbox();
afterAll(() => mailbox.close());
const hub = await startTestHub({ CROSSDOCK_SMTP_URL: mailbox.url });

const listOf = async (org: string, store: string, query = '') =>
  (await hub.admin('GET', `/orgs/${org}/stores/${store}/subscriptions${query}`)).json;

describe('the subscriptions of a store', () => {
  test('are listed with where they go and how that fares, every digit of their ids kept', async () => {
    const program = await newProgram(hub);
    const { organisationId: org, storeId: store } = program.tenant;
    const receiver = await startWebhookReceiver();
    const api = await program.create({ event: 'session-created', url_or_email: receiver.url });
    const mail = await program.create({ name: 'Mail', type: 'e-mail', url_or_email: 'ann@example.com', is_enabled: false });
    const gone = await program.create();
    await program.call('DELETE', `?id=${gone}`);

    const headers = { authorization: `Bearer ${program.connector.key}` };
    await hub.call('POST', '/api/v1/sessions', { headers, body: { session_id: 'visit-1' } });
    await eventually(() => receiver.received[0]);
    const rows = await eventually(async () => {
      const found: AnyJson[] = (await listOf(org, store)).rows;
      return found.some(({ attempts_24h }) => attempts_24h > 0) ? found : undefined;
    });
    expect(rows.map(({ id }: AnyJson) => id)).toEqual([mail, api]);
    expect(rows[1]).toMatchObject({
      connector_id: program.connector.id,
      format: 'storeep',
      name: 'Order notifications',
      transport: 'http',
      event_types: ['session.created'],
      target: receiver.url,
      confirmed: null,
      enabled: true,
      attempts_24h: 1,
      failed_attempts_24h: 0,
    });
    expect(rows[0]).toMatchObject({
      name: 'Mail',
      transport: 'email',
      target: 'ann@example.com',
      confirmed: false,
      enabled: false,
    });

    const deliveries = (await hub.admin('GET', `/orgs/${org}/deliveries`)).json.rows;
    expect(deliveries.map(({ subscription_id }: AnyJson) => subscription_id)).toContain(api);
    const own = (await hub.admin('GET', `/webhook-endpoints/${rows[1].endpoint_id}/deliveries`)).json.rows;
    expect(own.map(({ subscription_id, event_type }: AnyJson) => [subscription_id, event_type])).toEqual([
      [api, 'session.created'],
    ]);
    expect((await hub.admin('GET', `/deliveries/${own[0].id}`)).json.subscription_id).toBe(api);
  });

  test('say whether the owner of an address has agreed', async () => {
    const program = await newProgram(hub);
    const { organisationId: org, storeId: store } = program.tenant;
    await program.create({ type: 'e-mail', url_or_email: 'bob@example.com' });
    const asked = await eventually(() => mailbox.mails.find(({ recipients }) => recipients.includes('bob@example.com')));
    expect((await listOf(org, store)).rows[0].confirmed).toBe(false);
    await hub.call('GET', /https?:\/\/[^/]+(\/\S+)/.exec(asked.text)?.[1] ?? '');
    expect((await listOf(org, store)).rows[0].confirmed).toBe(true);
  });

  test('come page by page, and only those of the store', async () => {
    const program = await newProgram(hub);
    const { organisationId: org, storeId: store } = program.tenant;
    const ids = [await program.create(), await program.create(), await program.create()];
    await (await newProgram(hub)).create();
    const endpoint = await hub.endpoint(program.tenant, 'http://127.0.0.1:9/', { store });
    const first = await listOf(org, store, '?limit=2');
    const second = await listOf(org, store, `?limit=2&cursor=${first.next_cursor}`);
    expect([...first.rows, ...second.rows].map(({ id }: AnyJson) => id)).toEqual(ids.toReversed());
    expect([second.next_cursor, [...first.rows, ...second.rows].some(({ endpoint_id }) => endpoint_id === endpoint.id)]).toEqual([
      null,
      false,
    ]);
  });

  test('are there for members, and for nobody of another organisation', async () => {
    const program = await newProgram(hub);
    await program.create();
    const { organisationId: org, storeId: store } = program.tenant;
    const askAs = async (holder: string) => {
      const { token } = (await hub.admin('POST', `/orgs/${holder}/tokens`, { name: 'x', role: 'org_member' })).json;
      const headers = { authorization: `Bearer ${token}` };
      return hub.call('GET', `/admin/v1/orgs/${org}/stores/${store}/subscriptions`, { headers });
    };
    expect((await askAs(org)).json.rows).toHaveLength(1);
    const stranger = await askAs((await hub.tenant()).organisationId);
    expect([stranger.status, stranger.json.error]).toEqual([404, 'not_found']);
  });
});
