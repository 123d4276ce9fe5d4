/**
 * JSONata's own functions within the budget: before each call the time that is left is looked at, and those that can make much out of
 * little, or that match text in ways of their own, are held to arguments that a mapping needs. The work itself stays theirs.
 */
import jsonata from 'jsonata';
import { BudgetExceeded, EvaluationBudget } from './evaluation-budget.ts';

type Check = (...values: readonly unknown[]) => boolean;

interface NativeFunction {
  readonly implementation: (this: unknown, ...values: readonly unknown[]) => unknown;
  readonly signature: { readonly definition: string };
}

/** The name under which an evaluation carries its budget: no variable of an expression can have a space in its name. */
export const budgetName = 'evaluation budget';

const isShort = (value: unknown, maximumLength: number): boolean => typeof value !== 'string' || value.length <= maximumLength;
const isShortList = (value: unknown, maximumLength: number): boolean => !Array.isArray(value) || value.length <= maximumLength;
/** A width such as `[Y,*-4]`; one of many digits is a flood. */
const hasOrdinaryWidths = (picture: unknown): boolean => isShort(picture, 200) && !/\d{4}/.test(String(picture));

const checks: Readonly<Record<string, Check>> = {
  pad: (_text, width) => Math.abs(Number(width)) <= 10_000,
  join: (_list, separator) => isShort(separator, 1_000),
  distinct: (list) => isShortList(list, 500),
  // It compares without a pause, all of them in one go.
  sort: (list) => isShortList(list, 1_000),
  fromMillis: (_time, picture) => hasOrdinaryWidths(picture),
  toMillis: (text, picture) => isShort(text, 100) && hasOrdinaryWidths(picture),
  parseInteger: (text, picture) => isShort(text, 200) && isShort(picture, 200),
  formatInteger: (_number, picture) => isShort(picture, 200),
  formatNumber: (_number, picture) => isShort(picture, 200),
};

/** All but $zip, which takes any number of lists and costs no more than they hold, and those that no mapping may use. */
const names = `
  sum count max min average string substring substringBefore substringAfter lowercase uppercase length
  trim pad match contains replace split join formatNumber formatBase formatInteger parseInteger number
  floor ceil round abs sqrt power boolean not map filter single reduce sift keys lookup append exists
  spread merge reverse each error assert type sort distinct base64encode base64decode
  encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl toMillis fromMillis clone
`
  .trim()
  .split(/\s+/);

const originals = await Promise.all(
  // What a function's name evaluates to is JSONata's record of it.
  names.map(async (name) => [name, (await jsonata(`$${name}`).evaluate({})) as NativeFunction] as const),
);

/** Puts the guarded functions in the place of JSONata's own. */
export function guardFunctions(expression: jsonata.Expression): void {
  for (const [name, { implementation, signature }] of originals) {
    const guarded = guard(name, implementation);
    // JSONata asks how many values a function takes, and hands it as many.
    Object.defineProperty(guarded, 'length', { value: implementation.length });
    expression.registerFunction(name, guarded, signature.definition);
  }
}

function guard(name: string, implementation: NativeFunction['implementation']) {
  const isAllowed = checks[name];
  // Named parameters: JSONata reads them in the source of a function that is applied in part.
  return function (this: jsonata.Focus, first: unknown, second: unknown, third: unknown, fourth: unknown): unknown {
    const budget: unknown = this.environment.lookup(budgetName);
    if (budget instanceof EvaluationBudget) budget.spend();
    if (isAllowed?.(first, second, third, fourth) === false) throw new BudgetExceeded(`gives $${name} more than it takes here`);
    return implementation.call(this, first, second, third, fourth);
  };
}
