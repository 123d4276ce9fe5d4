/** What people read of a value that a schema refuses. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { violationWords } from '../../core/domain/violation.ts';

const ajv = new Ajv2020({ allowUnionTypes: true, strictTypes: false });

test.each<[object, unknown, string]>([
  [{ type: 'string' }, 7, 'must be text'],
  [{ type: ['integer', 'null'] }, 'x', 'must be a whole number or null'],
  [{ enum: ['a', null] }, 'x', 'must be one of a, null'],
  [{ const: 'a' }, 'x', 'must be a'],
  [{ minLength: 10 }, 'short', 'must have at least 10 characters'],
  [{ minLength: 1 }, '', 'must have at least one character'],
  [{ maxLength: 3 }, 'long', 'must have at most 3 characters'],
  [{ minItems: 1 }, [], 'must have at least one entry'],
  [{ maxItems: 2 }, [1, 2, 3], 'must have at most 2 entries'],
  [{ uniqueItems: true }, [1, 1], 'must not have the same entry twice'],
  [{ minProperties: 1 }, {}, 'must have at least one field'],
  [{ maxProperties: 1 }, { a: 1, b: 2 }, 'must have at most one field'],
  [{ minimum: 1 }, 0, 'must be at least 1'],
  [{ maximum: 5 }, 6, 'must be at most 5'],
  [{ exclusiveMinimum: 0 }, 0, 'must be more than 0'],
  [{ exclusiveMaximum: 5 }, 5, 'must be less than 5'],
  [{ not: {} }, 0, 'must NOT be valid'],
])('%j refuses %j: it %s', (schema, value, words) => {
  const isValid = ajv.compile(schema);
  expect(isValid(value)).toBe(false);
  const [error] = isValid.errors ?? [];
  expect(error && violationWords(error)).toBe(words);
});
