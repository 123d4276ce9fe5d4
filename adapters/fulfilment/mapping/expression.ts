/**
 * One JSONata expression of a mapping: compiled once, evaluated within a budget. It reaches the document and nothing else, and gives
 * the same for the same document: there is no clock in it, no chance, and no evaluation of text that came from outside.
 */
import jsonata from 'jsonata';
import { EvaluationBudget, BudgetExceeded } from './evaluation-budget.ts';
import { budgetName, guardFunctions } from './guarded-functions.ts';
import { findPatternObjection, PlainRegExp } from './plain-pattern.ts';

/** An expression that can be evaluated, or what is wrong with it, as the rest of a sentence about it. */
export type Compilation = { readonly expression: jsonata.Expression } | { readonly objection: string };

/** Longest expression in characters. */
export const maximumExpressionLength = 4_000;

const options = { stack: 500, sequence: 10_000, RegexEngine: PlainRegExp as RegExpConstructor }; // a subclass, called with new only
const refusedFunctions: ReadonlySet<unknown> = new Set(['eval', 'now', 'millis', 'random', 'shuffle']);
const prototypeNames: ReadonlySet<unknown> = new Set(['__proto__', 'constructor', 'prototype']);

const cacheLimit = 2_000;
const compiled = new Map<string, Compilation>();

const onEntry = Symbol.for('jsonata.__evaluate_entry');
const onExit = Symbol.for('jsonata.__evaluate_exit');

/** Compiles an expression, or takes it from those compiled before. */
export function compileExpression(source: string): Compilation {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const [oldest] = compiled.keys();
  if (compiled.size >= cacheLimit && oldest !== undefined) compiled.delete(oldest);
  const compilation = compile(source);
  compiled.set(source, compilation);
  return compilation;
}

/** The expression's value over a document, or why it has none, without any value of the document. */
export async function evaluateExpression(
  expression: jsonata.Expression,
  document: unknown,
  budget: EvaluationBudget,
): Promise<{ readonly value: unknown } | { readonly objection: string }> {
  try {
    budget.spend();
    const value: unknown = await expression.evaluate(document, { [budgetName]: budget });
    budget.weigh(value);
    return { value };
  } catch (error) {
    return { objection: wordProblem(error) };
  } finally {
    budget.rest();
  }
}

function compile(source: string): Compilation {
  if (source.length > maximumExpressionLength) return { objection: `is longer than ${maximumExpressionLength} characters` };
  try {
    const expression = jsonata(source, options);
    const objection = findObjection(expression.ast(), new Set());
    if (objection !== undefined) return { objection };
    guardFunctions(expression);
    assignHook(expression, onEntry, (budget) => budget.step());
    assignHook(expression, onExit, (budget, result) => budget.weigh(result));
    return { expression };
  } catch (error) {
    return { objection: wordProblem(error) };
  }
}

type Hook = (budget: EvaluationBudget, result: unknown) => Promise<void> | undefined | void;

function assignHook(expression: jsonata.Expression, name: symbol, hook: Hook): void {
  const call = (_node: unknown, _input: unknown, environment: jsonata.Environment, result: unknown): unknown => {
    const budget: unknown = environment.lookup(budgetName);
    return budget instanceof EvaluationBudget ? hook(budget, result) : undefined;
  };
  expression.assign(name as unknown as string, call); // the frame takes any key; the type forgets symbols
}

/** Walks the syntax tree, which has branches back to its own nodes. */
function findObjection(node: unknown, seen: Set<object>): string | undefined {
  if (typeof node !== 'object' || node === null || seen.has(node)) return undefined;
  seen.add(node);
  const own = objectionTo(node);
  if (own !== undefined) return own;
  for (const part of Object.values(node)) {
    const objection = findObjection(part, seen);
    if (objection !== undefined) return objection;
  }
  return undefined;
}

function objectionTo(node: object): string | undefined {
  const { type, value, position } = node as { type?: unknown; value?: unknown; position?: unknown }; // any of them may be absent
  const place = typeof position === 'number' ? ` (character ${position})` : '';
  if (type === 'variable' && refusedFunctions.has(value)) return `uses $${String(value)}, which mappings do not have${place}`;
  if ((type === 'name' || type === 'string') && prototypeNames.has(value)) {
    return `names ${String(value)}, which mappings do not have${place}`;
  }
  const pattern = type === 'regex' && value instanceof RegExp ? findPatternObjection(value.source, value.flags) : undefined;
  return pattern === undefined ? undefined : `${pattern}${place}`;
}

/** JSONata's messages name what is wrong and repeat what it was wrong with: the values are left out. */
function wordProblem(error: unknown): string {
  if (error instanceof BudgetExceeded) return error.message;
  if (error instanceof RangeError || error instanceof SyntaxError) return 'asks for more than can be worked out';
  const { code, position, message } = isObject(error) ? error : {};
  const place = typeof position === 'number' ? ` at character ${position}` : '';
  if (code === 'D1011' || code === 'D2015' || code === 'D2014') return `makes too much of the document${place}`;
  const said = typeof message === 'string' && isObject(error) ? withoutValues(message, error) : 'cannot be evaluated';
  return typeof code === 'string' ? `is wrong${place}: ${said} (${code})` : 'cannot be evaluated';
}

function withoutValues(message: string, error: Readonly<Record<string, unknown>>): string {
  const shortened = ['value', 'value2', 'exp', 'index'].reduce((text, name) => {
    const value = error[name];
    const shown = [JSON.stringify(value), typeof value === 'string' ? value : undefined];
    return shown.reduce<string>((left, form) => (form ? left.replaceAll(form, '...') : left), text);
  }, message);
  return shortened.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 160);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
