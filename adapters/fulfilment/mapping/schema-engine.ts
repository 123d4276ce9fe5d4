/**
 * The JSON Schema engine as it may run on what a stranger sent: what takes long by its nature, patterns, formats and the comparison of
 * everything with everything, is replaced or held to a budget.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { BudgetExceeded, EvaluationBudget } from './evaluation-budget.ts';
import { PlainRegExp } from './plain-pattern.ts';
import { isFields } from './plain-value.ts';

const maximumFormattedLength = 1_000;

/**
 * Decimals to which a quotient has to be whole for `multipleOf`, as 19.99 / 0.01 is 1998.9999999999998. With more of them, amounts
 * would be refused that an order may have.
 */
const multipleOfPrecision = 6;

/** Checking is synchronous, so there is one budget at a time. */
let budget = new EvaluationBudget();

/** Runs a check under a budget of its own. Throws BudgetExceeded. */
export function withinBudget<Result>(check: () => Result): Result {
  budget = new EvaluationBudget();
  budget.spend();
  try {
    return check();
  } finally {
    budget.rest();
  }
}

class BudgetedRegExp extends PlainRegExp {
  override exec(text: string): RegExpExecArray | null {
    budget.spend();
    return super.exec(text);
  }
}

/** `code` is what Ajv would write into modules, which it is not asked for. */
const regExp = Object.assign((pattern: string, flags: string) => new BudgetedRegExp(pattern, flags), { code: 'new RegExp' });

/** An engine for one schema. */
export function createSchemaEngine(): Ajv2020 {
  const engine = new Ajv2020({ strict: false, logger: false, multipleOfPrecision, code: { regExp } });
  guardFormats(engine);
  engine.removeKeyword('uniqueItems');
  engine.addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', validate: checkUniqueItems, errors: false });
  return engine;
}

function guardFormats(engine: Ajv2020): void {
  formats.default(engine);
  for (const [name, format] of Object.entries(engine.formats)) {
    const check = format instanceof RegExp || typeof format === 'function' ? format : undefined;
    const pattern = typeof format === 'object' && 'validate' in format ? format.validate : check;
    if (isFields(format) && format['type'] === 'number') continue;
    engine.addFormat(name, (text: string) => {
      budget.spend();
      if (text.length > maximumFormattedLength) throw new BudgetExceeded('holds a text that is too long for a format');
      if (pattern instanceof RegExp) return pattern.test(text);
      return typeof pattern === 'function' ? Boolean(Reflect.apply(pattern, undefined, [text])) : true;
    });
  }
}

/** In one pass over the list, where the engine's own compares all pairs. */
function checkUniqueItems(isAsked: boolean, list: readonly unknown[]): boolean {
  if (!isAsked) return true;
  budget.spend();
  return new Set(list.map((value) => JSON.stringify(sorted(value)))).size === list.length;
}

/** The same value with its fields in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFields(value)) return value;
  return Object.keys(value)
    .toSorted()
    .map((name) => [name, sorted(value[name])]);
}
