/**
 * Finds the rows of one page of a long list, newest first, at a bounded cost: it looks through one stretch of one index, and
 * gives up for now when it has looked at very many entries. A page may then be short, or empty, and say where the next one
 * goes on.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Page, PageRequest } from '../../domain/provisioning/page.ts';

/** A condition in SQL, with `?` where its values go. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What to look through. */
export interface Search {
  readonly table: 'clients' | 'deliveries' | 'orders' | 'products' | 'request_log' | 'vendors';
  /** Conditions that bound the stretch, those of the index. */
  readonly within: readonly Condition[];
  /** The column that the index has before the id, where the stretch has one value of it that is not fixed by `=`. */
  readonly leading?: string;
  /** Conditions that the rows of the stretch have to meet. Fast where the index has their columns. */
  readonly where: readonly Condition[];
}

interface Entry {
  readonly id: string;
  readonly matches: boolean;
  readonly place: string;
}

/** What one call may cost: an index alone takes 40 ms for it, with its rows twice as long. */
const mostEntries = 100_000;

/** A condition. */
export function condition(sql: string, ...values: readonly unknown[]): Condition {
  return { sql, values };
}

/**
 * That a column has a value, for a stretch whose `leading` column it is. Written with `=`, the order of the index that has
 * this column first would be one that others have as well, and the planner would now and then choose one of those: it reads
 * the whole list to find three rows.
 */
export function leads(column: string, value: unknown): Condition {
  return condition(`${column} >= ? and ${column} <= ?`, value, value);
}

/** That a text begins so, in bytes; for an index with `text_pattern_ops`. */
export function beginsWith(column: string, start: string): Condition {
  return condition(`${column} ~>=~ ? and ${column} ~<=~ ?`, start, `${start}\u{10FFFF}`);
}

/** That one of the columns has this part, in any letter case. No index helps. */
export function contains(columns: readonly string[], part: string): Condition {
  const sql = columns.map((column) => `strpos(lower(${column}), lower(?)) > 0`).join(' or ');
  return condition(sql, ...columns.map(() => part));
}

/** The ids of one page. */
export async function findNewest(em: EntityManager, search: Search, page: PageRequest): Promise<Page<{ readonly id: string }>> {
  const { table, leading, where } = search;
  const within = [...search.within, ...(page.after === undefined ? [] : [condition('id < ?', page.after)])];
  const order = `${leading === undefined ? '' : `${leading} desc, `}id desc`;
  const matching = where.length === 0 ? 'true' : joined(where);
  // In the order of the index from the inside to the outside, so that it is read no further than it has to be.
  const sql = `
    select id, matches, place from (
      select id${leading === undefined ? '' : `, ${leading}`}, coalesce(${matching}, false) as matches,
        row_number() over (order by ${order}) as place
      from ${table} where ${joined(within)} order by ${order} limit ${mostEntries}
    ) as looked_at where matches or place = ${mostEntries} order by ${order} limit ${page.limit + 1}`;
  const entries = await em.execute<Entry[]>(sql, [...valuesOf(where), ...valuesOf(within)]);
  const found = entries.filter(({ matches }) => matches);
  const rows = found.slice(0, page.limit).map(({ id }) => ({ id }));
  if (found.length > page.limit) return { rows, lastId: rows.at(-1)?.id ?? null };
  const end = entries.find(({ place }) => Number(place) === mostEntries);
  return { rows, lastId: end?.id ?? null };
}

function joined(conditions: readonly Condition[]): string {
  return conditions.map(({ sql }) => `(${sql})`).join(' and ');
}

function valuesOf(conditions: readonly Condition[]): readonly unknown[] {
  return conditions.flatMap(({ values }) => values);
}
