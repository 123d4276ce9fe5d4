/**
 * Applies a mapping to a document: each target's expression, or the field of the target's own name where it has none. What comes out
 * are plain values; what they mean is order.ts's to say.
 */
import { type Fault, fault, isFault } from '../../../core/sdk/index.ts';
import type { Mapping } from '../config.ts';
import { EvaluationBudget } from './evaluation-budget.ts';
import { compileExpression, evaluateExpression } from './expression.ts';
import { lineFields, type OrderField, partsOf, wholeTargets } from './mapping-targets.ts';
import { isFields, plainValue } from './plain-value.ts';

/** What a mapping made of a document, by the order's fields; absent where there was nothing. */
export type MappedOrder = Readonly<Partial<Record<OrderField, unknown>>>;

/** A document, and where in it fields stand under their own names: at its top, or in the root element of XML. */
export interface SourceDocument {
  readonly document: Readonly<Record<string, unknown>>;
  readonly ownFields: Readonly<Record<string, unknown>>;
}

/** The mapped values, or the refusal that names the target that failed. */
export async function applyMapping(source: SourceDocument, mapping: Mapping): Promise<MappedOrder | Fault> {
  const budget = new EvaluationBudget();
  const evaluate = (target: string): Promise<unknown> => evaluateTarget(target, mapping[target], source.document, budget);
  const order: Partial<Record<OrderField, unknown>> = {};
  for (const field of wholeTargets) {
    const value =
      field === 'items' ? await readItems(source, mapping, evaluate) : await readField(field, source, mapping, evaluate);
    if (isFault(value)) return value;
    if (value !== undefined && value !== null) order[field] = value;
  }
  return order;
}

type Evaluate = (target: string) => Promise<unknown>;

async function evaluateTarget(
  target: string,
  expression: string | undefined,
  document: unknown,
  budget: EvaluationBudget,
): Promise<unknown> {
  const compilation = compileExpression(expression ?? '');
  const outcome = 'objection' in compilation ? compilation : await evaluateExpression(compilation.expression, document, budget);
  return 'objection' in outcome
    ? fault('validation_failed', `the mapping of ${target} ${outcome.objection}`, {
        fields: [{ path: target, message: outcome.objection }],
      })
    : plainValue(outcome.value);
}

async function readField(field: OrderField, source: SourceDocument, mapping: Mapping, evaluate: Evaluate): Promise<unknown> {
  const parts = (partsOf[field] ?? []).filter((part) => `${field}.${part}` in mapping);
  const whole = field in mapping ? await evaluate(field) : parts.length === 0 ? plainValue(ownField(source, field)) : undefined;
  if (isFault(whole) || parts.length === 0) return whole;
  const fields = new Map(isFields(whole) ? Object.entries(whole) : []);
  for (const part of parts) {
    const value = await evaluate(`${field}.${part}`);
    if (isFault(value)) return value;
    fields.set(part, value);
  }
  return Object.fromEntries(fields);
}

async function readItems(source: SourceDocument, mapping: Mapping, evaluate: Evaluate): Promise<unknown> {
  const columns = lineFields.filter((field) => `items[].${field}` in mapping);
  if (columns.length > 0) return zipColumns(columns, evaluate);
  const items = 'items' in mapping ? await evaluate('items') : plainValue(ownItems(source));
  return items === undefined || items === null || isFault(items) ? items : asList(items);
}

/** Parallel lists become lines; JSONata gives a list of one as the one. */
async function zipColumns(columns: readonly string[], evaluate: Evaluate): Promise<unknown> {
  const lists = new Map<string, readonly unknown[]>();
  for (const column of columns) {
    const value = await evaluate(`items[].${column}`);
    if (isFault(value)) return value;
    if (value !== undefined) lists.set(column, asList(value));
  }
  const [[firstColumn, firstList] = ['', []]] = lists;
  const uneven = [...lists].find(([, list]) => list.length !== firstList.length);
  if (uneven !== undefined) {
    const [column, { length }] = uneven;
    const path = `items[].${column}`;
    const counts = `gives ${length} values where items[].${firstColumn} gives ${firstList.length}`;
    const message = `${counts}: map items to a list of objects where a line may lack a value`;
    return fault('validation_failed', `${path} ${message}`, { fields: [{ path, message }] });
  }
  return firstList.map((_value, index) => Object.fromEntries([...lists].map(([column, list]) => [column, list[index]])));
}

function ownField({ ownFields }: SourceDocument, field: string): unknown {
  return Object.hasOwn(ownFields, field) ? ownFields[field] : undefined;
}

/** XML has no lists: the lines stand in one element, each in one of its own, and `items` names the one or the other. */
function ownItems(source: SourceDocument): unknown {
  const items = ownField(source, 'items');
  return isFields(items) && Object.hasOwn(items, 'item') ? items['item'] : items;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
