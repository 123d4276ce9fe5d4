/**
 * The operator API as an OpenAPI 3.1 document, made from the routes that are mounted: the parameters and bodies in it are
 * those that are read. Served to anybody.
 */
import { type HttpReply, jsonReply } from '../domain/http-reply.ts';
import { commonHeaders } from '../schemas/answers.ts';
import { dictionary } from '../schemas/field.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import { neededRole } from './accounts/access.ts';
import { cookieName } from './accounts/session-cookie.ts';
import { answersOf, openAnswersOf } from './openapi/answers.ts';
import { pathParameters } from './openapi/path-parameters.ts';
import { requestBody } from './openapi/request-body.ts';
import { openOperation } from './request/operation.ts';
import type { QueryParameters } from './request/query.ts';
import type { OpenRoute, OperatorRoute } from './request/route.ts';
import { schemas } from './schemas/index.ts';

/** Where it is served, below `/admin/v1`. */
export const referencePath = '/openapi.json';

/** What the document is called. */
export const operatorApiTitle = 'Crossdock operator API';

const version = '1.0.0';

const introduction = `What the operators of a hub use: people, scripts and the web console.

An organisation is a tenant. What belongs to another organisation than the caller's answers \`not_found\`, the same as what does not exist.
\`x-least-role\` of an operation is the least role that may make the call; members of an organisation read, its admins change.

Times are RFC 3339 UTC. Amounts are integers in minor units of the currency beside them. Lists are walked with \`next_cursor\`, which is
null on the last page. Unknown fields and parameters are refused, and \`fields\` of the refusal names each. A field of an answer is always
there, null where it has no value, unless it is said to be optional. More fields can come: pass over what you do not know.`;

const securitySchemesAt = (serverUrl: string): Readonly<Record<string, JsonSchema>> => ({
  token: {
    type: 'http',
    scheme: 'bearer',
    description: "An operator token, `pck_adm_...`, or the one in the hub's environment.",
  },
  session: { type: 'apiKey', in: 'cookie', name: cookieName(serverUrl), description: 'The cookie of a signed-in operator.' },
  csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token', description: 'The `csrf_token` of the session.' },
});

/** Makes the document; `serverUrl` says where the hub is reached. */
export function describeOperatorApi(
  routes: readonly OperatorRoute[],
  openRoutes: readonly OpenRoute[],
  serverUrl: string,
): JsonSchema {
  const open = new Set<OperatorRoute | OpenRoute>(openRoutes);
  const paths = new Map<string, Record<string, JsonSchema>>();
  for (const route of [...openRoutes, ...routes]) {
    const name = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths.set(name, { ...paths.get(name), [route.method.toLowerCase()]: operationOf(route, open.has(route)) });
  }
  const described = Object.fromEntries(paths);
  return {
    openapi: '3.1.0',
    info: { title: operatorApiTitle, version, description: introduction },
    servers: [{ url: `${serverUrl.replace(/\/+$/, '')}/admin/v1` }],
    security: [{ token: [] }, { session: [] }],
    tags: [...new Set([...routes, ...openRoutes].flatMap(({ group }) => group ?? []))].map((name) => ({ name })),
    paths: described,
    components: { schemas: schemasOf(described), headers: commonHeaders, securitySchemes: securitySchemesAt(serverUrl) },
  };
}

/** The call that gives the document; `document` is asked once, at the first call. */
export function referenceRoute(document: () => JsonSchema): OpenRoute {
  let reply: HttpReply | undefined;
  return openOperation({
    method: 'GET',
    path: referencePath,
    operationId: 'getReference',
    summary: 'Gives this document',
    answers: { 200: dictionary('An OpenAPI 3.1 document.') },
    handle: () => Promise.resolve((reply ??= jsonReply(200, document()))),
  });
}

function operationOf(route: OperatorRoute | OpenRoute, isOpen: boolean): JsonSchema {
  const { operationId, summary, description, group, method, path, query, body } = route;
  const parameters = [...pathParameters(path), ...Object.entries(query).map(queryParameter)];
  return {
    operationId,
    summary,
    ...(description === undefined ? {} : { description }),
    ...(group === undefined ? {} : { tags: [group] }),
    ...(isOpen ? { security: [] } : { 'x-least-role': neededRole(route) }),
    ...(isOpen || method === 'GET' ? {} : { security: [{ token: [] }, { session: [], csrf: [] }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: requestBody(body) }),
    responses: isOpen ? openAnswersOf(route, schemas) : answersOf(route, schemas),
  };
}

function queryParameter([name, { description, schema }]: [string, QueryParameters[string]]): JsonSchema {
  return { name, in: 'query', description, schema };
}

/** The schemas that a part of the document refers to, and those that they refer to, by their names. */
function schemasOf(part: JsonSchema): JsonSchema {
  const found = new Map<string, JsonSchema>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const name = key === '$ref' ? /^#\/components\/schemas\/(\w+)$/.exec(String(inner))?.[1] : undefined;
      if (name === undefined) visit(inner);
      else if (!found.has(name)) {
        const schema = schemas[name];
        if (schema === undefined) throw new Error(`there is no schema ${name}`);
        found.set(name, schema);
        visit(schema);
      }
    }
  };
  visit(part);
  return Object.fromEntries([...found].toSorted(([one], [other]) => one.localeCompare(other)));
}
