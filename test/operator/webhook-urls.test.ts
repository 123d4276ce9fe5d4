/** What a form for a new endpoint asks before it is sent: whether a URL would do, and which events there are. */
import { beforeAll, describe, expect, it } from 'vitest';
import { startOperatorApi } from './operator-api.ts';

const api = await startOperatorApi();
const url = 'https://receiver.example/hook';

beforeAll(() => api.ok('POST', '/orgs', { slug: 'acme', name: 'acme' }));

describe('the judgement of URLs', () => {
  it('says of each whether it would be delivered to, and why not, without making anything', async () => {
    const urls = [url, 'http://receiver.example/hook', 'no URL'];
    const { status, json } = await api.call('POST', '/webhook-urls/judge', { urls });
    expect([status, json.rows]).toEqual([
      200,
      [
        { url, error: null, detail: null },
        { url: urls[1], error: 'https_required', detail: 'webhook URLs must use https' },
        { url: urls[2], error: 'url_not_allowed', detail: expect.any(String) },
      ],
    ]);
    expect((await api.call('POST', '/webhook-urls/judge', {})).json.fields).toEqual([{ path: 'urls', message: 'is required' }]);
  });

  it('is for admins of any organisation, who can make endpoints', async () => {
    const { token } = await api.ok('POST', '/orgs/acme/tokens', { name: 'admin', role: 'org_admin' });
    const admin = { authorization: `Bearer ${token}` };
    expect((await api.call('POST', '/webhook-urls/judge', { urls: [url] }, admin)).json.rows[0].error).toBeNull();
  });
});

describe('the event types', () => {
  it('are those that an endpoint can subscribe to, each with when it is sent', async () => {
    const { rows } = await api.ok('GET', '/event-types');
    expect(rows).toContainEqual({
      type: 'client.created',
      object: 'client',
      description: 'A buyer was seen for the first time, or an operator added one.',
    });
    const types = rows.map(({ type }: { type: string }) => type);
    expect((await api.call('POST', '/orgs/acme/webhook-endpoints', { url, event_types: types })).status).toBe(201);
    expect(types).not.toContain('webhook.test');
  });
});
