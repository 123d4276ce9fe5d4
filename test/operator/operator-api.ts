/**
 * The operator API on a database of its own, called without HTTP: what stands for core/http here is a dozen lines. Real
 * store, real secret box, real directories; only the network's judgement and the clock are the test's. Whatever it answers
 * must be as it says of itself.
 */
import { randomBytes } from 'node:crypto';
import { afterAll } from 'vitest';
import { type Fault, isFault } from '../../core/domain/fault.ts';
import type { HttpReply } from '../../core/domain/http-reply.ts';
import type { ConnectorDirectory } from '../../core/domain/connector.ts';
import type { Log, SecretBox } from '../../core/domain/ports.ts';
import type { OperatorRepositories } from '../../core/domain/provisioning/repositories.ts';
import type { UrlJudge } from '../../core/domain/provisioning/webhook-endpoint.ts';
import { createAlertBoard } from '../../core/alerting/board.ts';
import { createOperatorApi, type OperatorApi } from '../../core/operator/api.ts';
import type { OperatorDependencies } from '../../core/operator/dependencies.ts';
import { describeOperatorApi } from '../../core/operator/openapi.ts';
import type { OperatorRoute } from '../../core/operator/request/route.ts';
import { createPasswordHasher } from '../../core/platform/password.ts';
import { createSecretBox } from '../../core/platform/secret-box.ts';
import { createConnectorDirectory } from '../../core/store/connector-directory.ts';
import { type Database, openDatabase } from '../../core/store/database.ts';
import { createDocumentReader } from '../../core/store/document-reader.ts';
import { createLiveFeeds } from '../../core/store/feed/live-feeds.ts';
import { createOperatorRepositories } from '../../core/store/operator/repositories.ts';
import { freshDatabase } from '../support/database.ts';
import { testCatalogue } from './adapters.ts';
import type { AnyJson } from '../support/json.ts';
import { operatorContract } from '../support/operator-contract.ts';

/** An answer of the operator API. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: AnyJson;
}

/** The API and what the tests look behind it with. */
export interface OperatorApiUnderTest {
  /** One call; `path` may have a query string. Without `authorization` the environment's token is shown. */
  call(method: string, path: string, json?: unknown, headers?: Record<string, string>): Promise<Answer>;
  readonly api: OperatorApi;
  /** Every call there is. */
  readonly routes: readonly OperatorRoute[];
  /** A call that must succeed; the answer's body. */
  ok(method: string, path: string, json?: unknown): Promise<AnyJson>;
  readonly database: Database;
  /** Its owner's connection string: past every wall. */
  readonly databaseUrl: string;
  readonly repositories: OperatorRepositories;
  readonly directory: ConnectorDirectory;
  readonly secretBox: SecretBox;
  /** What this process was told to forget, in order. */
  readonly forgotten: string[];
  /** The API's clock, which only goes when it is told to. */
  readonly clock: { now(): number; advance(milliseconds: number): void };
}

export const adminToken = 'token-of-the-environment';
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

const origin = 'http://hub.test';

/** Sets one up for the whole file. `overrides` replaces dependencies. */
export async function startOperatorApi(
  overrides: (
    parts: Pick<OperatorApiUnderTest, 'database' | 'secretBox' | 'clock'>,
    url: string,
  ) => Promise<Partial<OperatorDependencies>> = () => Promise.resolve({}),
): Promise<OperatorApiUnderTest> {
  const fresh = await freshDatabase();
  const database = await openDatabase({ url: fresh.url, tenantConnections: 6, systemConnections: 3, log: silentLog });
  let now = Date.now();
  const clock = { now: () => now, advance: (milliseconds: number) => void (now += milliseconds) };
  const secretBox = createSecretBox([Buffer.alloc(32, 7)], randomBytes) as SecretBox; // takes Buffers, and every Uint8Array here is one
  const directory = createConnectorDirectory(database.system, secretBox, clock, silentLog);
  const forgotten: string[] = [];
  afterAll(async () => {
    await directory.close();
    await database.close();
    await fresh.drop();
  });

  const repositories = createOperatorRepositories(database);
  const api = createOperatorApi({
    adminToken,
    publicUrl: `${origin}/`,
    repositories,
    alerts: createAlertBoard(repositories.alertEvidence, clock),
    catalogue: testCatalogue,
    directory: { forget: (id) => (forgotten.push(id), directory.forget(id)) },
    apiKeys: { forget: (id) => void forgotten.push(id) },
    retries: { sendTest: () => Promise.resolve(undefined), requeue: () => Promise.reject(new Error('this test queues nothing')) },
    wakeDispatcher: () => {},
    documents: createDocumentReader(database.tenants),
    feeds: createLiveFeeds(database, silentLog),
    reruns: {
      replay: () => Promise.reject(new Error('this test replays nothing')),
      test: () => Promise.reject(new Error('this test sends nothing')),
    },
    dryRun: () => Promise.reject(new Error('this test tries nothing out')),
    judgeUrl,
    secretBox,
    passwords: createPasswordHasher(),
    clock,
    randomBytes,
    ...(await overrides({ database, secretBox, clock }, fresh.url)),
  });

  const contract = operatorContract(describeOperatorApi(api.routes, api.openRoutes, origin));
  const call: OperatorApiUnderTest['call'] = async (
    method,
    target,
    json,
    headers = { authorization: `Bearer ${adminToken}` },
  ) => {
    const url = new URL(origin + target);
    const caller = await api.authenticate(headers, method);
    const answerOf = (result: HttpReply | Fault): Answer => {
      const answer = read(isFault(result) ? api.word(result) : result);
      contract.hold(method, target, answer.status, answer.json);
      return answer;
    };
    if (isFault(caller)) return answerOf(caller);
    for (const route of api.routes) {
      const params = route.method === method ? matchPath(route.path, url.pathname) : undefined;
      if (!params) continue;
      const body = json === undefined ? {} : { json: JSON.parse(JSON.stringify(json)) as unknown };
      const { pathname: path, searchParams: query } = url;
      const result = await route.handle({ method, path, params, query, headers, caller, clientIp: '192.0.2.1', ...body });
      return answerOf(result);
    }
    throw new Error(`no route for ${method} ${target}`);
  };
  return {
    call,
    api,
    routes: api.routes,
    async ok(method, path, json) {
      const answer = await call(method, path, json);
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
      return answer.json;
    },
    database,
    databaseUrl: fresh.url,
    repositories,
    directory,
    secretBox,
    forgotten,
    clock,
  };
}

/** Judges by the name alone, so that no test asks a name server. */
const judgeUrl: UrlJudge = (url) => {
  if (!URL.canParse(url) || url.includes('internal')) return Promise.resolve('url_not_allowed');
  return Promise.resolve(url.startsWith('https:') ? 'allowed' : 'https_required');
};

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const [names, texts] = [pattern.split('/'), path.split('/')];
  if (names.length !== texts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const text = decodeURIComponent(texts[index] ?? '');
    if (name.startsWith(':')) params[name.slice(1)] = text;
    else if (name !== text) return undefined;
  }
  return params;
}

function read({ status, body }: { readonly status: number; readonly body: string }): Answer {
  return { status, text: body, json: body === '' ? undefined : JSON.parse(body) };
}
