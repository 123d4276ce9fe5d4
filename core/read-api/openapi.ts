/**
 * The read API as an OpenAPI 3.1 document, made from the routes that are mounted, with a JSON Schema for everything that
 * they list and for every event. Served to anybody.
 */
import type { JsonSchema } from '../sdk/contract.ts';
import { answerHeaders, answersOf, publicAnswersOf } from './openapi-answers.ts';
import { webhooks } from './openapi-webhooks.ts';
import { defaultLimit, maximumLimit } from './page.ts';
import { publicRoutes, type ReadApiRoute, readApiRoutes } from './routes.ts';
import { record, text, time, uuid } from '../schemas/field.ts';
import { schemas } from '../schemas/index.ts';

/** What the document is called. */
export const readApiTitle = 'Crossdock read API';

const version = '1.0.0';

const introduction = `Reads of everything that an organisation's stores have sent, and the webhooks that tell of its changes.

Times are RFC 3339 UTC with milliseconds. Amounts are integers in minor units of the currency beside them. A field of these
schemas is always there, null where it has no value. More fields can come: pass over what you do not know.`;

const ownSchemas: Readonly<Record<string, JsonSchema>> = {
  Cursor: record('A place in a list: the last row of a page. Both halves belong together.', {
    at: time('`cursor_at` of the next page.'),
    id: uuid('`cursor_id` of the next page.'),
  }),
  Error: record('A refusal.', {
    error: text('The code, which never changes its meaning.', 'not_found'),
    detail: text('One sentence for people.'),
  }),
};

/** Makes the document; `serverUrl` says where the hub is reached. */
export function describeReadApi(serverUrl: string): JsonSchema {
  const paths = new Map<string, Record<string, JsonSchema>>();
  const put = (path: string, method: string, operation: JsonSchema): void => {
    const name = path.replaceAll(/:(\w+)/g, '{$1}');
    paths.set(name, { ...paths.get(name), [method.toLowerCase()]: operation });
  };
  for (const route of publicRoutes) {
    const { path, operationId, summary } = route;
    put(path, 'GET', { operationId, summary, security: [], responses: publicAnswersOf(route) });
  }
  for (const route of readApiRoutes) put(route.path, route.method, operationOf(route));
  return {
    openapi: '3.1.0',
    info: { title: readApiTitle, version, description: introduction },
    servers: [{ url: serverUrl }],
    security: [{ key: [] }],
    paths: Object.fromEntries(paths),
    webhooks,
    components: {
      schemas: { ...schemas, ...ownSchemas },
      headers: answerHeaders,
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the organisation, `pck_live_...`.' } },
    },
  };
}

function operationOf(route: ReadApiRoute): JsonSchema {
  const { operationId, summary, description, pathParameters, isPaged } = route;
  const parameters = [
    ...Object.entries(pathParameters).map(([name, schema]) => ({ name, in: 'path', required: true, schema })),
    ...(isPaged ? pageParameters : []),
  ];
  return {
    operationId,
    summary,
    ...(description === undefined ? {} : { description }),
    ...(parameters.length === 0 ? {} : { parameters }),
    responses: answersOf(route),
  };
}

const pageParameters: readonly JsonSchema[] = [
  {
    name: 'limit',
    in: 'query',
    description: `How many rows, ${defaultLimit} when absent; more than ${maximumLimit} gives ${maximumLimit}.`,
    schema: { type: 'integer', minimum: 1, default: defaultLimit },
  },
  {
    name: 'cursor_at',
    in: 'query',
    description: '`next_cursor.at` of the page before; needs `cursor_id`.',
    schema: { type: 'string', format: 'date-time' },
  },
  {
    name: 'cursor_id',
    in: 'query',
    description: '`next_cursor.id` of the page before; needs `cursor_at`.',
    schema: { type: 'string', format: 'uuid' },
  },
];
