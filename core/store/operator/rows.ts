/**
 * Rows of the ORM as plain values, and pages of them. It never keeps a row attached to the session that loaded it.
 */
import type { Page, PageRequest } from '../../domain/provisioning/page.ts';

/** A row as a plain value, absent columns as null. */
export type Detached<Row> = {
  readonly [Key in keyof Row as Key extends string ? Key : never]-?: Exclude<Row[Key], undefined>;
};

/** Takes a loaded row out of its session. */
export function detach<Row extends object>(row: Row): Detached<Row> {
  return { ...row } as Detached<Row>; // a loaded row has null wherever the ORM's types would also let a column be missing
}

/** The condition on `id` and the bound that fetch one page, and one row more to see whether there is another. */
export function keyset({ limit, after }: PageRequest, order: 'oldest first' | 'newest first') {
  const oldestFirst = order === 'oldest first';
  const bound = oldestFirst ? { id: { $gt: after } } : { id: { $lt: after } };
  return {
    where: after === undefined ? {} : bound,
    options: { orderBy: { id: oldestFirst ? ('asc' as const) : ('desc' as const) }, limit: limit + 1 },
  };
}

/** The page that rows fetched with `keyset` make. */
export function toPage<Row extends { readonly id: string }>(rows: readonly Row[], { limit }: PageRequest): Page<Row> {
  const page = rows.slice(0, limit);
  return { rows: page, lastId: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
