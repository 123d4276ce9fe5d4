/**
 * A whole hub for tests that go through the front door: started in this process on a database of its own, provisioned by
 * the operator API, and stopped at the end of the file.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll } from 'vitest';
import { type Hub, startHub } from '../../core/main.ts';
import { freshDatabase } from './database.ts';
import { runQuery } from './query.ts';
import type { AnyJson } from './json.ts';
import { type OperatorContract, operatorContract } from './operator-contract.ts';

/** An answer, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; `undefined` when it is none. */
  readonly json: AnyJson;
}

/** A connector with what its creation showed once. */
export interface TestConnector {
  readonly id: string;
  readonly key: string;
  readonly secret: string;
  readonly organisationId: string;
  readonly storeId: string;
}

/** A tenant with one store. */
export interface TestTenant {
  readonly organisationId: string;
  readonly storeId: string;
  readonly readKey: string;
}

/** An endpoint with the secret that its creation showed once. */
export interface TestEndpoint {
  readonly id: string;
  readonly secret: string;
}

/** The calls that tests need, to any hub. */
export interface HubClient {
  /** Any request; `body` is sent as it is when it is text or bytes, else as JSON. */
  call(method: string, path: string, options?: { body?: unknown; headers?: Record<string, string> }): Promise<Answer>;
  /** An operator call; rejects unless it succeeds. */
  admin(method: string, path: string, body?: unknown): Promise<Answer>;
  tenant(options?: { websiteUrl?: string; currency?: string }): Promise<TestTenant>;
  connector(tenant: TestTenant, format: string, options?: Record<string, unknown>): Promise<TestConnector>;
  /** A webhook endpoint for `order.created`, unless `options` ask for more. */
  endpoint(tenant: TestTenant, url: string, options?: Record<string, unknown>): Promise<TestEndpoint>;
}

/** A running hub of this process. */
export interface TestHub extends HubClient {
  readonly url: string;
  readonly databaseUrl: string;
  /** Rows of a query as the database's owner, past every tenant wall. */
  query<Row>(sql: string): Promise<readonly Row[]>;
  stop(): Promise<void>;
}

const adminToken = 'test-admin-token';

/** The environment of a test's hub, without a port: what a second one on its database needs too. */
export function hubVariables(databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    CROSSDOCK_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    CROSSDOCK_ADMIN_TOKEN: adminToken,
    CROSSDOCK_PLUGINS: new URL('../../plugins.yaml', import.meta.url).pathname,
    CROSSDOCK_LOG_LEVEL: 'fatal',
    CROSSDOCK_OUTBOUND_ALLOW: '127.0.0.0/8',
  };
}

/**
 * Starts a hub; `variables` are added to its environment. `throughProxy` may give another way to its database than the
 * direct one.
 */
export async function startTestHub(
  variables: Record<string, string> = {},
  throughProxy: (databaseUrl: string) => Promise<string> | string = (databaseUrl) => databaseUrl,
): Promise<TestHub> {
  const database = await freshDatabase();
  const hub: Hub = await startHub({
    variables: { ...hubVariables(await throughProxy(database.url)), PORT: '0', CROSSDOCK_DRAIN_SECONDS: '0', ...variables },
    role: 'all',
    onStep: () => {},
  });
  let running = true;
  const stop = async (): Promise<void> => {
    if (!running) return;
    running = false;
    await hub.stop();
    await database.drop();
  };
  afterAll(stop);

  const url = hub.url ?? '';
  return {
    ...hubClient(url, adminToken),
    url,
    databaseUrl: database.url,
    stop,
    query: async <Row>(sql: string) => (await runQuery(database.url, sql)) as readonly Row[], // the caller knows what it selects
  };
}

const operatorPath = '/admin/v1';

/**
 * The calls to the hub at `url`, with a platform admin's token. Whatever the operator API answers must be as the hub says of
 * itself, or the call rejects.
 */
export function hubClient(url: string, token: string): HubClient {
  let contract: Promise<OperatorContract> | undefined;
  const readContract = async (): Promise<OperatorContract> => {
    const response = await fetch(`${url}${operatorPath}/openapi.json`);
    return operatorContract(await response.json());
  };
  const call: HubClient['call'] = async (method, path, { body, headers = {} } = {}) => {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(url + path, {
      method,
      headers: {
        connection: 'close', // a hub that stops waits for connections that somebody may use again
        ...(body !== undefined && !raw ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    });
    const answer = await readAnswer(response);
    if (path.startsWith(`${operatorPath}/`)) {
      contract ??= readContract();
      (await contract).hold(method, path.slice(operatorPath.length), answer.status, answer.json);
    }
    return answer;
  };
  const admin: HubClient['admin'] = async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await call(method, operatorPath + path, { headers, ...(body === undefined ? {} : { body }) });
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  };

  return {
    call,
    admin,
    async tenant({ websiteUrl, currency = 'GBP' } = {}) {
      const slug = `t-${randomUUID()}`;
      const organisation = (await admin('POST', '/orgs', { slug, name: 'Tenant' })).json;
      const website = websiteUrl === undefined ? {} : { website_url: websiteUrl };
      const store = (await admin('POST', `/orgs/${slug}/stores`, { slug: 'main', name: 'Main', currency, ...website })).json;
      const apiKey = (await admin('POST', `/orgs/${slug}/api-keys`, { name: 'reader', scope: 'read_only' })).json;
      return { organisationId: organisation.id, storeId: store.id, readKey: apiKey.key };
    },
    async connector({ organisationId, storeId }, format, options = {}) {
      const path = `/orgs/${organisationId}/stores/${storeId}/connectors`;
      const { json } = await admin('POST', path, { name: format, payload_format: format, ...options });
      return { id: json.id, key: json.key, secret: json.signing_secret_plain, organisationId, storeId };
    },
    async endpoint({ organisationId }, target, options = {}) {
      const body = { url: target, event_types: ['order.created'], ...options };
      const { json } = await admin('POST', `/orgs/${organisationId}/webhook-endpoints`, body);
      return { id: json.id, secret: json.signing_secret_plain };
    },
  };
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON, which is what the caller wants to know
  }
}

/** `PC-Signature` over a body. */
export function pcSignature(secret: string, body: string | Uint8Array, atSeconds = Math.floor(Date.now() / 1000)): string {
  const digest = createHmac('sha256', secret).update(`${atSeconds}.`).update(body).digest('hex');
  return `t=${atSeconds},v1=${digest}`;
}

/** `X-WC-Webhook-Signature` over a body. */
export function wooSignature(secret: string, body: string | Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

/**
 * Waits until `look` gives something, for effects that come after the answer. Rejects after `withinMilliseconds`, which only
 * says when to give up: a machine that is busy with something else may need a while.
 */
export async function eventually<Value>(
  look: () => Promise<Value | undefined> | Value | undefined,
  withinMilliseconds = 15_000,
): Promise<Value> {
  const deadline = performance.now() + withinMilliseconds;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`nothing came within ${withinMilliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
