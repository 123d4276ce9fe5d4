/** A mapping while it is being written: targets with their expressions, some of them still empty. */
import type { Settings } from '../../../ui/schema-form/schema.ts';
import type { MappingTarget } from './mapping-schema.ts';

/** One target. An empty expression means that there is none: what the target is called is looked for under its own name. */
export interface MappingRow {
  readonly target: string;
  readonly expression: string;
}

/** Each target once. */
export type MappingRows = readonly MappingRow[];

/** What no order is without: these stand there from the start. */
const wanted = ['order_id', 'items', 'shipping_address'];

/** The rows of stored settings, with what is wanted where it is not mapped in parts, in the order of the targets. */
export function rowsOf({ mapping }: Settings, targets: readonly MappingTarget[]): MappingRows {
  const stored = typeof mapping === 'object' && mapping !== null ? Object.entries(mapping) : [];
  const isMapped = (target: string) => stored.some(([name]) => new RegExp(`^${target}(?:$|[.[])`).test(name));
  const rows = [
    ...wanted.filter((target) => !isMapped(target)).map((target) => ({ target, expression: '' })),
    ...stored.map(([target, expression]) => ({ target, expression: String(expression) })),
  ];
  const placeOf = ({ target }: MappingRow) => targets.findIndex(({ name }) => name === target);
  return rows.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** The mapping that the rows come to. */
export function mappingFrom(rows: MappingRows): Readonly<Record<string, string>> {
  return Object.fromEntries(rows.flatMap(({ target, expression }) => (expression.trim() === '' ? [] : [[target, expression]])));
}

/**
 * The row that a place of a mapped order belongs to: `items[0].sku` to `items[].sku` or to `items`. Undefined when none of
 * the rows does.
 */
export function rowOfPlace(place: string, rows: MappingRows): string | undefined {
  const target = place.replaceAll(/\[\d+\]/g, '[]');
  const fitting = rows.filter(
    ({ target: own }) => target === own || target.startsWith(`${own}.`) || target.startsWith(`${own}[]`),
  );
  return fitting.map(({ target: own }) => own).toSorted((one, other) => other.length - one.length)[0];
}
