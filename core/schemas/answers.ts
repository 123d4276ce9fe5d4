/**
 * How an OpenAPI document says what is answered: refusals by status, with their codes and sentences, and the headers that
 * answers have. It knows no route.
 */
import type { Fault } from '../domain/fault.ts';
import type { JsonSchema } from '../sdk/contract.ts';
import { component } from './field.ts';

/** Headers of any surface, by the names of their components, which are their own. */
export const commonHeaders: Readonly<Record<string, JsonSchema>> = {
  'X-Request-Id': {
    description: 'A UUID by which the operator finds the request in the log.',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  'Retry-After': { description: 'Seconds to wait.', required: true, schema: { type: 'integer', minimum: 1 } },
  'WWW-Authenticate': { description: 'Always `Bearer`.', required: true, schema: { type: 'string', const: 'Bearer' } },
  Allow: { description: 'The methods that the path answers.', required: true, schema: { type: 'string' } },
};

/** The names of the common headers that an answer of this status has. */
export function commonHeadersOf(status: number): readonly string[] {
  return [
    'X-Request-Id',
    ...(status === 401 ? ['WWW-Authenticate'] : []),
    ...(status === 405 ? ['Allow'] : []),
    ...(status === 429 || status === 503 ? ['Retry-After'] : []),
  ];
}

/** The `headers` of an answer. */
export function headers(names: readonly string[]): JsonSchema {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** The answers to refusals, by status, as the component `Error` has them; `namesOf` names the headers of a status. */
export function refusals(faults: readonly Fault[], namesOf: (status: number) => readonly string[]): JsonSchema {
  const byStatus = Map.groupBy(faults, ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: [...new Set(ofStatus.map(({ code }) => `\`${code}\``))].join(', '),
        headers: headers(namesOf(status)),
        content: { 'application/json': { schema: component('Error'), examples: examplesOf(ofStatus) } },
      },
    ]),
  );
}

/** Named by their codes; a code with several sentences has one example for each. */
function examplesOf(faults: readonly Fault[]): JsonSchema {
  const byCode = Map.groupBy(faults, ({ code }) => code);
  const named = [...byCode].flatMap(([code, ofCode]) =>
    ofCode.map(
      ({ detail, fields }, index) =>
        [
          index === 0 ? code : `${code}_${index + 1}`,
          { value: { error: code, detail, ...(fields === undefined ? {} : { fields }) } },
        ] as const,
    ),
  );
  return Object.fromEntries(named);
}
