/** What each shipped format tells a newcomer: the first request, run as it stands there, arrives. */
import { expect, test } from 'vitest';
import { runShell } from '../docs/shell.ts';
import { eventually, startTestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';

const hub = await startTestHub();
const appSecret = 'shpss_of_the_app';
/** Settings without which a format takes no connector. */
const needed: Readonly<Record<string, object>> = {
  shopify: { config: { shop_domain: 'example.myshopify.com', app_secret: appSecret } },
};

/** A text of the adapter with the connector's own values in it, as the console fills it in. */
function filledIn(text: string, { delivery_urls, key, signing_secret_plain }: AnyJson): string {
  return text.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const index = name === 'delivery_url' ? 0 : Number(/^delivery_url_(\d+)$/.exec(name)?.[1] ?? Number.NaN) - 1;
    const value = name === 'key' ? key : name === 'secret' ? signing_secret_plain : delivery_urls[index];
    if (typeof value !== 'string') throw new Error(`nothing fills {${name}} in`);
    return value;
  });
}

const { rows } = (await hub.admin('GET', '/adapters')).json;

test('every shipped format says how to connect a storefront', () => {
  expect(rows.map(({ name }: AnyJson) => name)).toEqual([
    'JSON API',
    'WooCommerce',
    'Website',
    'Storeep webhooks',
    'Shopify',
    'Fulfilment partner',
  ]);
});

const guides = rows.flatMap(({ id: format, name, setup }: AnyJson) => [
  { ...setup, format, name },
  ...setup.others.map((other: AnyJson) => ({ ...other, format })),
]);

test('a format that several kinds of senders speak says so of each', () => {
  expect(guides.map(({ name }: AnyJson) => name)).toContain('Zapier or Make');
});

test.each<AnyJson>(guides)('$name: the first request arrives', async (guide: AnyJson) => {
  const tenant = await hub.tenant();
  await hub.admin('PUT', `/orgs/${tenant.organisationId}/products`, { products: [{ sku: 'W-1', title: 'Widget' }] });
  const path = `/orgs/${tenant.organisationId}/stores/${tenant.storeId}/connectors`;
  const { json: made } = await hub.admin('POST', path, {
    name: 'first',
    payload_format: guide.format,
    ...needed[guide.format],
  });
  const reachable = { ...made, delivery_urls: made.delivery_urls.map((url: string) => hub.url + new URL(url).pathname) };
  for (const step of guide.steps) expect(filledIn(step, made)).not.toMatch(/[{}]/);

  const command = filledIn(guide.first_request, reachable).replaceAll('paste the app secret here', appSecret);
  const [answer = ''] = await runShell(command);
  expect(answer).not.toMatch(/"ignored"|"quarantined"|"error"/);
  const logged = await eventually(async () => (await hub.admin('GET', `/connectors/${made.id}/requests`)).json.rows[0]);
  expect([200, 201]).toContain(logged.status_code);
});

test('every setting of a form has a sentence', () => {
  const settings = rows.flatMap(({ id, config_schema }: AnyJson) =>
    Object.entries<AnyJson>(config_schema.properties).map(([name, schema]) => [id, name, schema]),
  );
  expect(settings.length).toBeGreaterThan(8);
  for (const [id, name, { description }] of settings)
    expect([id, name, description]).toEqual([id, name, expect.stringMatching(/\.$/)]);
});
