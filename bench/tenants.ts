/**
 * The tenants of the benchmark: 20 organisations with one store, ten connectors and one webhook endpoint each, made
 * through the operator API. Many connectors, because each may send at most 6,000 requests a minute.
 */

/** What both sides of the comparison need to know of a connector. */
export interface BenchConnector {
  readonly id: string;
  readonly key: string;
  readonly organisationId: string;
  readonly storeId: string;
  /** Of its organisation's one endpoint. */
  readonly endpointId: string;
}

const organisations = 20;
const connectorsPerStore = 10;
const requestsPerMinute = 6_000;

/** 20 stores make 1,000 clients of it. */
export const clientsPerStore = 50;

/** Makes them on a running hub; every order's event goes to `receiverUrl`. Rejects unless every call succeeds. */
export async function makeTenants(hubUrl: string, adminToken: string, receiverUrl: string): Promise<readonly BenchConnector[]> {
  const create = async (path: string, body: object): Promise<Readonly<Record<string, string>>> => {
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
    const response = await fetch(`${hubUrl}/admin/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, string>; // only its text fields are read
  };
  const field = (object: Readonly<Record<string, string>>, name: string): string => {
    const value = object[name];
    if (value === undefined) throw new Error(`the operator API gave no ${name}`);
    return value;
  };

  const connectors: BenchConnector[] = [];
  for (let tenant = 0; tenant < organisations; tenant += 1) {
    const slug = `bench-${tenant}`;
    const organisationId = field(await create('/orgs', { slug, name: slug }), 'id');
    const store = await create(`/orgs/${slug}/stores`, { slug: 'main', name: 'Main', currency: 'GBP' });
    const endpoint = await create(`/orgs/${slug}/webhook-endpoints`, { url: receiverUrl, event_types: ['order.created'] });
    for (let number = 0; number < connectorsPerStore; number += 1) {
      const body = { name: `shop ${number}`, payload_format: 'peptideclients', rate_limit_per_minute: requestsPerMinute };
      const connector = await create(`/orgs/${slug}/stores/main/connectors`, body);
      const ids = { organisationId, storeId: field(store, 'id'), endpointId: field(endpoint, 'id') };
      connectors.push({ id: field(connector, 'id'), key: field(connector, 'key'), ...ids });
    }
  }
  return connectors;
}
