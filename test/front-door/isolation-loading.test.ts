/** Broken adapters beside good ones: the hub starts, the good ones work, and the operator reads why the others do not. */
import { describe, expect, test } from 'vitest';
import { startTestHub } from '../support/hub.ts';
import { adapterSource, pluginFolder } from '../support/plugin-folder.ts';

const file = await pluginFolder(
  {
    good: adapterSource({ format: 'good' }),
    throws: `throw new Error('the licence file is missing')`,
    tomorrow: adapterSource({ format: 'tomorrow', apiVersion: '2' }),
    twin: adapterSource({ format: 'good', path: '/twin/orders' }),
    banana: adapterSource({ format: 'banana', configSchema: "{ type: 'banana' }" }),
    clash: adapterSource({ format: 'clash', path: '/integrations/v1/orders' }),
  },
  ['peptideclients'],
);
const hub = await startTestHub({ CROSSDOCK_PLUGINS: file });
const tenant = await hub.tenant();

describe('five broken adapters beside two good ones', () => {
  test('leave a hub that is ready', async () => {
    expect((await hub.call('GET', '/readyz')).status).toBe(200);
  });

  test('leave the two working', async () => {
    const good = await hub.connector(tenant, 'good');
    const answer = await hub.call('POST', '/good/orders', { body: { id: 7 }, headers: { authorization: `Bearer ${good.key}` } });
    expect([answer.status, answer.json]).toEqual([200, { kind: 'ignored', reason: 'taken 7' }]);
    const shipped = await hub.connector(tenant, 'peptideclients');
    const body = {
      external_id: 'o-1',
      lines: [{ description: 'Widget', quantity: 1, unit_price_cents: 100 }],
      client: { email: 'a@b.example', name: 'Ann' },
    };
    const order = await hub.call('POST', '/integrations/v1/orders', {
      body,
      headers: { authorization: `Bearer ${shipped.key}` },
    });
    expect(order.status).toBe(201);
  });

  test('are listed with a sentence that says what to mend', async () => {
    const { rows, failed } = (await hub.admin('GET', '/adapters')).json;
    expect(rows.map(({ id, isolation }: Record<string, unknown>) => [id, isolation])).toEqual([
      ['peptideclients', 'none'],
      ['good', 'worker'],
    ]);
    expect(failed).toEqual([
      { source: './throws', error: './throws could not be loaded: the licence file is missing' },
      {
        source: './tomorrow',
        error: './tomorrow is written for apiVersion 2; this hub runs apiVersion 1: install a matching release of the adapter',
      },
      { source: './twin', error: './twin has the format "good", which ./good has already' },
      { source: './banana', error: expect.stringMatching(/^\.\/banana has a configSchema that is not a valid JSON Schema/) },
      { source: './clash', error: './clash has the route POST /integrations/v1/orders, which peptideclients has already' },
    ]);
  });
});
