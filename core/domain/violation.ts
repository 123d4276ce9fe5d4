/**
 * What a JSON Schema finds wrong with a value, worded for people. It never repeats the value, and knows no validator.
 */

/** One finding, as validators give them: the keyword of the schema, what it says, and the validator's own words. */
export interface Violation {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'text',
};

/** Follows the name of the place: "must have at least one entry". Keywords that are rare are left in the validator's words. */
export function violationWords({ keyword, params, message = 'is not valid' }: Violation): string {
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'type':
      return `must be ${[params['type']]
        .flat()
        .map((type) => typeWords[String(type)] ?? String(type))
        .join(' or ')}`;
    case 'enum':
      return `must be one of ${[params['allowedValues']].flat().map(String).join(', ')}`;
    case 'const':
      return `must be ${String(params['allowedValue'])}`;
    case 'minLength':
      return `must have at least ${counted(limit, 'character', 'characters')}`;
    case 'maxLength':
      return `must have at most ${counted(limit, 'character', 'characters')}`;
    case 'minItems':
      return `must have at least ${counted(limit, 'entry', 'entries')}`;
    case 'maxItems':
      return `must have at most ${counted(limit, 'entry', 'entries')}`;
    case 'minProperties':
      return `must have at least ${counted(limit, 'field', 'fields')}`;
    case 'maxProperties':
      return `must have at most ${counted(limit, 'field', 'fields')}`;
    case 'uniqueItems':
      return 'must not have the same entry twice';
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}`;
    default:
      return message;
  }
}

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}
