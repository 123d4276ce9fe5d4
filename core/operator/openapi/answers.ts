/**
 * The answers of an operation: its successes, and every refusal that it can come to.
 */
import { fault, type Fault } from '../../domain/fault.ts';
import { tooManyFailures } from '../../domain/rate-limit.ts';
import { commonHeadersOf, headers, refusals } from '../../schemas/answers.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import { isAboutNobody, neededRole } from '../accounts/access.ts';
import type { OperatorRoute, RouteDescription } from '../request/route.ts';
import { fieldsRefused } from '../request/wording.ts';

type DescribedRoute = Pick<OperatorRoute, 'method' | 'path' | 'access'> & RouteDescription;

const strangers: readonly Fault[] = [fault('missing_authorization'), fault('invalid_token'), tooManyFailures(1)];
const anywhere: readonly Fault[] = [
  fault('invalid_query', 'the query holds a NUL character'),
  fault('internal_error'),
  fault('unavailable'),
];
const ofBodies: readonly Fault[] = [fault('payload_too_large'), fault('unsupported_media_type')];
const sampleOfFields = fieldsRefused([{ path: 'colour', message: 'is not a known field' }]);
const sampleOfParameters = fieldsRefused([{ path: 'colour', message: 'is not a known parameter' }]);

/** By status; `schemas` are the components, whose descriptions say what an answer is. */
export function answersOf(route: DescribedRoute, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const needsMore = neededRole(route) !== 'org_member' || route.method !== 'GET';
  const guards = [
    ...strangers,
    ...(needsMore ? [fault('forbidden')] : []),
    ...(isAboutNobody(route) ? [] : [fault('not_found')]),
  ];
  return answers(route, guards, schemas);
}

/** Those of a call that anybody may make. */
export function openAnswersOf(route: DescribedRoute, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return answers(route, [], schemas);
}

function answers(route: DescribedRoute, guards: readonly Fault[], schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const faults = [
    ...(route.path.includes(':') ? [fault('bad_request')] : []),
    ...guards,
    ...route.refusals,
    route.method === 'GET' ? sampleOfParameters : sampleOfFields,
    ...(route.method === 'GET' ? [] : ofBodies),
    ...anywhere,
  ];
  const successes = Object.entries(route.answers).map(
    ([status, schema]) => [status, success(route, Number(status), schema, schemas)] as const,
  );
  return { ...Object.fromEntries(successes), ...refusals(faults, commonHeadersOf) };
}

function success(
  { streams }: DescribedRoute,
  status: number,
  schema: JsonSchema | null,
  schemas: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  const own = headers(commonHeadersOf(status));
  if (schema === null) return { description: 'Done; there is no body.', headers: own };
  const { $ref, description } = schema;
  const named = typeof $ref === 'string' ? schemas[$ref.replace(/^.*\//, '')]?.['description'] : undefined;
  const contentType = streams ? 'text/event-stream' : 'application/json';
  return { description: description ?? named, headers: own, content: { [contentType]: { schema } } };
}
