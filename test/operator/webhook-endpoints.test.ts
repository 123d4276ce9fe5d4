import { beforeAll, describe, expect, it } from 'vitest';
import { isUuid } from '../../core/domain/uuid.ts';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
const url = 'https://receiver.example/hook';
const least = { url, event_types: ['order.created'] };
let orgId: string;
let storeId: string;

beforeAll(async () => {
  orgId = (await api.ok('POST', '/orgs', { slug: 'acme', name: 'Acme' })).id;
  storeId = (await api.ok('POST', '/orgs/acme/stores', { slug: 'main', name: 'Main' })).id;
});

async function newOrganisation(slug: string): Promise<string> {
  await api.ok('POST', '/orgs', { slug, name: slug });
  return `/orgs/${slug}/webhook-endpoints`;
}

/** The endpoint's live secrets, newest first, as the dispatcher opens them. */
async function secretsOf(id: string): Promise<readonly string[]> {
  const { rows } = await api.database.system.query<{ sealed_secret: Buffer; sealed_previous_secret: Buffer | null }>(
    'select sealed_secret, sealed_previous_secret from webhook_endpoints where id = $1',
    [id],
  );
  const [row] = rows;
  const sealed = row ? [row.sealed_secret, row.sealed_previous_secret] : [];
  return sealed.flatMap((bytes) => (bytes ? [api.secretBox.open(bytes, `webhook_endpoints/${orgId}/${id}`)] : []));
}

describe('a webhook endpoint', () => {
  it('is refused in words for people', async () => {
    const { json } = await api.call('POST', '/orgs/acme/webhook-endpoints', { ...least, event_types: [], max_attempts: 'x' });
    expect(json.fields).toEqual([
      { path: 'event_types', message: 'must have at least one entry' },
      { path: 'max_attempts', message: 'must be a whole number' },
    ]);
  });

  it('is created with the least that can be said, and shows its secret once', async () => {
    const { status, json } = await api.call('POST', '/orgs/acme/webhook-endpoints', least);
    const { signing_secret_plain, ...shown } = json;
    const at = new Date(api.clock.now()).toISOString();
    expect(status).toBe(201);
    expect(signing_secret_plain).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await secretsOf(json.id)).toEqual([signing_secret_plain]);
    expect(shown).toEqual({
      id: expect.toSatisfy(isUuid),
      org_id: orgId,
      format: 'peptideclients',
      connector_id: null,
      transport: 'http',
      store_id: null,
      url,
      description: null,
      event_types: ['order.created'],
      headers: {},
      max_attempts: 5,
      retry_schedule: null,
      throttle_per_second: null,
      concurrency: null,
      paused: false,
      standard_webhooks: false,
      enabled: true,
      disabled_reason: null,
      failing_since: null,
      spared_until: null,
      previous_secret_expires_at: null,
      created_at: at,
      updated_at: at,
    });
    expect(await api.ok('GET', `/webhook-endpoints/${json.id}`)).toEqual(shown);
    expect((await api.ok('GET', '/orgs/acme/webhook-endpoints')).rows).toContainEqual(shown);
  });

  it('is created with everything', async () => {
    const body = {
      url,
      event_types: ['order.created', 'client.created'],
      description: 'two\nlines',
      headers: { 'X-Team': 'shipping', authorization: 'Basic eDp5' },
      max_attempts: 20,
      enabled: false,
    };
    const created = await api.ok('POST', '/orgs/acme/webhook-endpoints', { ...body, store: 'main' });
    expect(created).toMatchObject({ ...body, store_id: storeId });
    expect((await api.ok('POST', '/orgs/acme/webhook-endpoints', { ...body, store: storeId })).store_id).toBe(storeId);
    const { rows } = await api.database.system.query('select format from webhook_endpoints where id = $1', [created.id]);
    expect(rows).toEqual([{ format: 'peptideclients' }]);
  });

  it.each<[object, readonly string[]]>([
    [{ url: undefined }, ['url']],
    [{ url: 7 }, ['url']],
    [{ event_types: undefined }, ['event_types']],
    [{ event_types: [] }, ['event_types']],
    [{ event_types: ['order.created', 'order.eaten', 'vendor.created'] }, ['event_types.1', 'event_types.2']],
    [{ event_types: ['order.created', 'order.created'] }, ['event_types']],
    [{ store: 'nowhere' }, ['store']],
    [{ store: '\0' }, ['store']],
    [{ max_attempts: 0 }, ['max_attempts']],
    [{ max_attempts: 21 }, ['max_attempts']],
    [{ enabled: 'yes' }, ['enabled']],
    [{ description: 'x'.repeat(1_001) }, ['description']],
    [{ secret: 'mine' }, ['secret']],
    [{ headers: [] }, ['headers']],
    [{ headers: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`x-${index}`, ''])) }, ['headers']],
    ...[
      'X-PC-Signature',
      'x-pc-anything',
      'Host',
      'content-type',
      'Content-Length',
      'Transfer-Encoding',
      'bad name',
      '',
      'a:b',
    ].map((name): [object, readonly string[]] => [{ headers: { 'X-Fine': '1', [name]: 'v' } }, [`headers.${name}`]]),
    ...['a\r\nB: c', 'a\nb', 'a\0b', '\u00e9', '\u{1f600}'].map((value): [object, readonly string[]] => [
      { headers: { 'X-A': value } },
      ['headers.X-A'],
    ]),
    [{ headers: { 'X-A': 7 } }, ['headers.X-A']],
    [{ headers: { 'X-A': '1', 'x-a': '2' } }, ['headers.x-a']],
  ])('is refused with %j', async (wrong, paths) => {
    const { status, json } = await api.call('POST', '/orgs/acme/webhook-endpoints', { ...least, ...wrong });
    expect([status, json.error]).toEqual([422, 'validation_failed']);
    expect(json.fields.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  it.each([
    ['http://receiver.example/hook', 'https_required'],
    ['https://internal.example/hook', 'url_not_allowed'],
    ['nonsense', 'url_not_allowed'],
  ])('cannot have the URL %s', async (wrong, code) => {
    const { status, json } = await api.call('POST', '/orgs/acme/webhook-endpoints', { ...least, url: wrong });
    expect([status, json.error, json.fields[0].path]).toEqual([422, code, 'url']);
    const { id } = await api.ok('POST', '/orgs/acme/webhook-endpoints', { ...least, enabled: false });
    expect((await api.call('PATCH', `/webhook-endpoints/${id}`, { url: wrong })).json.error).toBe(code);
    expect((await api.ok('GET', `/webhook-endpoints/${id}`)).url).toBe(url);
  });

  it('is changed in what is named and nothing else', async () => {
    const { signing_secret_plain: _, ...before } = await api.ok('POST', '/orgs/acme/webhook-endpoints', {
      ...least,
      enabled: false,
      description: 'before',
    });
    api.clock.advance(5);
    const change = {
      url: `${url}/2`,
      event_types: ['order.updated'],
      headers: { 'X-A': '1' },
      max_attempts: 1,
      description: null,
    };
    const after = await api.ok('PATCH', `/webhook-endpoints/${before.id}`, { ...change, store: 'main' });
    expect(after).toEqual({ ...before, ...change, store_id: storeId, updated_at: new Date(api.clock.now()).toISOString() });
    expect(await api.ok('PATCH', `/webhook-endpoints/${before.id}`, { store: null })).toEqual({ ...after, store_id: null });
  });

  it.each([
    [{ event_types: ['order.eaten'] }, 'event_types.0'],
    [{ store: 'nowhere' }, 'store'],
    [{ max_attempts: 0 }, 'max_attempts'],
    [{ format: 'storeep' }, 'format'],
  ])('is not changed to %j', async (body, path) => {
    const { id } = await api.ok('POST', '/orgs/acme/webhook-endpoints', { ...least, enabled: false });
    const { status, json } = await api.call('PATCH', `/webhook-endpoints/${id}`, body);
    expect([status, json.fields]).toEqual([422, [{ path, message: expect.any(String) }]]);
  });

  it('that the hub disabled loses its reason when an operator enables it', async () => {
    const { id } = await api.ok('POST', await newOrganisation('disabled'), least);
    await api.database.system.query("update webhook_endpoints set enabled = false, disabled_reason = 'gone' where id = $1", [id]);
    expect(await api.ok('PATCH', `/webhook-endpoints/${id}`, { description: 'x' })).toMatchObject({
      disabled_reason: 'gone',
      enabled: false,
    });
    expect(await api.ok('PATCH', `/webhook-endpoints/${id}`, { enabled: true })).toMatchObject({
      disabled_reason: null,
      enabled: true,
    });
  });

  it('is gone after its deletion, and takes no fields for it', async () => {
    const endpoints = await newOrganisation('deleter');
    const { id } = await api.ok('POST', endpoints, least);
    expect((await api.call('DELETE', `/webhook-endpoints/${id}`, { really: true })).status).toBe(422);
    expect(await api.call('DELETE', `/webhook-endpoints/${id}`)).toMatchObject({ status: 204, text: '' });
    expect((await api.ok('GET', endpoints)).rows).toEqual([]);
    const { rows } = await api.database.system.query(
      'select enabled, deleted_at is not null as deleted from webhook_endpoints where id = $1',
      [id],
    );
    expect(rows).toEqual([{ enabled: false, deleted: true }]);
    for (const [method, action] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/rotate-secret'],
      ['GET', '/deliveries'],
    ] as const) {
      expect((await api.call(method, `/webhook-endpoints/${id}${action}`)).text).toBe(
        '{"error":"not_found","detail":"no such route or record"}',
      );
    }
  });
});

describe('the secret of an endpoint', () => {
  it('is rotated with a grace or without, and there are never more than two', async () => {
    const created = await api.ok('POST', '/orgs/acme/webhook-endpoints', { ...least, enabled: false });
    const rotate = (body?: object) => api.ok('POST', `/webhook-endpoints/${created.id}/rotate-secret`, body);
    const second = await rotate({ grace_seconds: 604_800 });
    expect(second.previous_secret_expires_at).toBe(new Date(api.clock.now() + 604_800_000).toISOString());
    expect(await secretsOf(created.id)).toEqual([second.signing_secret_plain, created.signing_secret_plain]);
    const third = await rotate({ grace_seconds: 1 });
    expect(await secretsOf(created.id)).toEqual([third.signing_secret_plain, second.signing_secret_plain]);
    const fourth = await rotate();
    expect(fourth.previous_secret_expires_at).toBeNull();
    expect(await secretsOf(created.id)).toEqual([fourth.signing_secret_plain]);
    expect((await api.call('POST', `/webhook-endpoints/${created.id}/rotate-secret`, { grace_seconds: 604_801 })).status).toBe(
      422,
    );
  });
});

describe('the limit of ten enabled endpoints', () => {
  it('holds when eleven are created at once', async () => {
    const endpoints = await newOrganisation('crowd');
    const answers = await Promise.all(Array.from({ length: 11 }, () => api.call('POST', endpoints, least)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, json }) => [status, json.error])).toEqual([[422, 'endpoint_limit_reached']]);
    expect((await api.ok('GET', endpoints)).rows).toHaveLength(10);
  });

  it('holds when several are enabled at once', async () => {
    const endpoints = await newOrganisation('sleepers');
    const sleepers = [];
    for (let index = 0; index < 13; index += 1) sleepers.push((await api.ok('POST', endpoints, { ...least, enabled: false })).id);
    const answers = await Promise.all(sleepers.map((id) => api.call('PATCH', `/webhook-endpoints/${id}`, { enabled: true })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const { rows } = await api.ok('GET', endpoints);
    expect(rows.filter(({ enabled }: { enabled: boolean }) => enabled)).toHaveLength(10);
  });

  it('counts neither disabled nor deleted ones, nor those of others', async () => {
    const endpoints = await newOrganisation('tenants');
    const ids = [];
    for (let index = 0; index < 10; index += 1) ids.push((await api.ok('POST', endpoints, least)).id);
    expect((await api.call('POST', endpoints, least)).json.error).toBe('endpoint_limit_reached');
    expect((await api.call('POST', endpoints, { ...least, enabled: false })).status).toBe(201);
    expect(
      (await api.call('PATCH', `/webhook-endpoints/${ids[0]}`, { enabled: true, description: 'is enabled already' })).status,
    ).toBe(200);
    await api.call('DELETE', `/webhook-endpoints/${ids[0]}`);
    expect((await api.call('POST', endpoints, least)).status).toBe(201);
    expect((await api.call('POST', await newOrganisation('neighbours'), least)).status).toBe(201);
  });

  it('does not keep an order of the organisation waiting', async () => {
    await newOrganisation('busy');
    const organisation = await api.ok('GET', '/orgs/busy');
    const holder = await api.database.system.connect();
    try {
      // An order on its way holds the organisation's row as every foreign key does.
      await holder.query('begin');
      await holder.query("select emit_event($1, null, 'order.created', 'order', $1, 1, '{}')", [organisation.id]);
      expect((await api.call('POST', '/orgs/busy/webhook-endpoints', least)).status).toBe(201);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
  });
});
