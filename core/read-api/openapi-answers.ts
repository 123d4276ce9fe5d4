/**
 * The answers of the read API's reference: a success, and every refusal with its code and its constant sentence.
 */
import { fault, type Fault } from '../domain/fault.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import { readerRefusals } from './authenticate.ts';
import type { ReadApiRoute, RouteDescription } from './routes.ts';
import { component } from './schemas-field.ts';

/** What can be refused before any route is asked, and what can go wrong anywhere. */
const serverRefusals: readonly Fault[] = [
  fault('invalid_query', 'the query holds a NUL character'),
  fault('method_not_allowed'),
  fault('internal_error'),
];
const pathRefusal = fault('bad_request'); // only where the path has a parameter that can be malformed
const databaseRefusal = fault('unavailable');

const header = (name: string): JsonSchema => ({ $ref: `#/components/headers/${name}` });

/** The headers of answers, by the names of their components, which are their own. */
export const answerHeaders: Readonly<Record<string, JsonSchema>> = {
  'X-Request-Id': {
    description: 'A UUID by which the operator finds the request in the log.',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  'RateLimit-Policy': {
    description: 'How many requests (`q`) the key may make in how many seconds (`w`); on answers to a key that exists.',
    schema: { type: 'string', examples: ['"default";q=600;w=60'] },
  },
  RateLimit: {
    description: 'How many are left (`r`), and in how many seconds (`t`) there will be more.',
    schema: { type: 'string', examples: ['"default";r=599;t=60'] },
  },
  'Retry-After': { description: 'Seconds to wait.', required: true, schema: { type: 'integer', minimum: 1 } },
  'WWW-Authenticate': { description: 'Always `Bearer`.', required: true, schema: { type: 'string', const: 'Bearer' } },
  Allow: { description: 'The methods that the path answers.', required: true, schema: { type: 'string' } },
};

/** Everything that a route with a key answers, by status. */
export function answersOf(route: ReadApiRoute): JsonSchema {
  const malformed = Object.keys(route.pathParameters).length > 0 ? [pathRefusal] : [];
  const refusals = [...malformed, ...route.refusals, ...readerRefusals, ...serverRefusals, databaseRefusal];
  return { ...successOf(route, true), ...refusalsOf(refusals, true) };
}

/** Everything that a route without a key answers. */
export function publicAnswersOf(route: RouteDescription): JsonSchema {
  return { ...successOf(route, false), ...refusalsOf(serverRefusals, false) };
}

function successOf({ success: { status, description, schema } }: RouteDescription, hasKey: boolean): JsonSchema {
  return { [status]: { description, headers: headersOf(status, hasKey), content: { 'application/json': { schema } } } };
}

function refusalsOf(refusals: readonly Fault[], hasKey: boolean): JsonSchema {
  const byStatus = Map.groupBy(refusals, ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: [...new Set(ofStatus.map(({ code }) => `\`${code}\``))].join(', '),
        headers: headersOf(status, hasKey),
        content: { 'application/json': { schema: component('Error'), examples: examplesOf(ofStatus) } },
      },
    ]),
  );
}

/** Named by their codes; a code with several sentences has one example for each. */
function examplesOf(refusals: readonly Fault[]): JsonSchema {
  const byCode = Map.groupBy(refusals, ({ code }) => code);
  const named = [...byCode].flatMap(([code, ofCode]) =>
    ofCode.map(({ detail }, index) => [index === 0 ? code : `${code}_${index + 1}`, { value: { error: code, detail } }] as const),
  );
  return Object.fromEntries(named);
}

function headersOf(status: number, hasKey: boolean): JsonSchema {
  const isCounted = hasKey && ![401, 405, 500, 503].includes(status);
  const names = [
    'X-Request-Id',
    ...(isCounted ? ['RateLimit-Policy', 'RateLimit'] : []),
    ...(status === 401 ? ['WWW-Authenticate'] : []),
    ...(status === 405 ? ['Allow'] : []),
    ...(status === 429 || status === 503 ? ['Retry-After'] : []),
  ];
  return Object.fromEntries(names.map((name) => [name, header(name)]));
}
