/**
 * The answers of the read API's reference: a success, and every refusal with its code and its constant sentence.
 */
import { fault, type Fault } from '../domain/fault.ts';
import { commonHeaders, commonHeadersOf, headers, refusals } from '../schemas/answers.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import { readerRefusals } from './authenticate.ts';
import type { ReadApiRoute, RouteDescription } from './routes.ts';

/** What can be refused before any route is asked, and what can go wrong anywhere. */
const serverRefusals: readonly Fault[] = [
  fault('invalid_query', 'the query holds a NUL character'),
  fault('method_not_allowed'),
  fault('internal_error'),
];
const pathRefusal = fault('bad_request'); // only where the path has a parameter that can be malformed
const databaseRefusal = fault('unavailable');

/** The headers of answers, by the names of their components, which are their own. */
export const answerHeaders: Readonly<Record<string, JsonSchema>> = {
  ...commonHeaders,
  'RateLimit-Policy': {
    description: 'How many requests (`q`) the key may make in how many seconds (`w`); on answers to a key that exists.',
    schema: { type: 'string', examples: ['"default";q=600;w=60'] },
  },
  RateLimit: {
    description: 'How many are left (`r`), and in how many seconds (`t`) there will be more.',
    schema: { type: 'string', examples: ['"default";r=599;t=60'] },
  },
};

/** Everything that a route with a key answers, by status. */
export function answersOf(route: ReadApiRoute): JsonSchema {
  const malformed = Object.keys(route.pathParameters).length > 0 ? [pathRefusal] : [];
  const faults = [...malformed, ...route.refusals, ...readerRefusals, ...serverRefusals, databaseRefusal];
  return { ...successOf(route, countedHeadersOf), ...refusals(faults, countedHeadersOf) };
}

/** Everything that a route without a key answers. */
export function publicAnswersOf(route: RouteDescription): JsonSchema {
  return { ...successOf(route, commonHeadersOf), ...refusals(serverRefusals, commonHeadersOf) };
}

function successOf(
  { success: { status, description, schema } }: RouteDescription,
  namesOf: (status: number) => readonly string[],
): JsonSchema {
  return { [status]: { description, headers: headers(namesOf(status)), content: { 'application/json': { schema } } } };
}

/** Headers of answers to a caller whose requests are counted. */
function countedHeadersOf(status: number): readonly string[] {
  const isCounted = ![401, 405, 500, 503].includes(status);
  return [...commonHeadersOf(status), ...(isCounted ? ['RateLimit-Policy', 'RateLimit'] : [])];
}
