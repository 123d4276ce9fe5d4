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

interface Look {
  /** How many entries of the stretch were looked at. */
  readonly looked: number;
  /** Those that match, newest first, and one more than a page has at most. */
  readonly found: readonly string[];
}

/** Among these a page is mostly found. */
const firstEntries = 1_000;
/** What one call may cost: 30 ms in an index alone, three times that with its rows. */
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
  const matches = where.length === 0 ? 'true' : `coalesce(${joined(where)}, false)`;
  const stretch = `from ${table} where ${joined(within)} order by ${order}`;
  const look = async (most: number): Promise<Look> => {
    const sql = `
      select count(*)::integer as looked,
        coalesce((array_agg(id order by id desc) filter (where matches))[1:${page.limit + 1}], '{}') as found
      from (select id, ${matches} as matches ${stretch} limit ${most}) as entries`;
    const [answer] = await em.execute<Look[]>(sql, [...valuesOf(where), ...valuesOf(within)]);
    return answer ?? { looked: 0, found: [] };
  };
  const few = await look(firstEntries);
  const isEnough = few.found.length > page.limit || few.looked < firstEntries;
  const { looked, found } = isEnough ? few : await look(mostEntries + 1); // one more says whether there are more
  const rows = found.slice(0, page.limit).map((id) => ({ id }));
  if (found.length > page.limit) return { rows, lastId: rows.at(-1)?.id ?? null };
  if (looked <= mostEntries) return { rows, lastId: null };
  const [end] = await em.execute<{ id: string }[]>(`select id ${stretch} offset ${mostEntries} limit 1`, [...valuesOf(within)]);
  return { rows, lastId: end?.id ?? null };
}

function joined(conditions: readonly Condition[]): string {
  return conditions.map(({ sql }) => `(${sql})`).join(' and ');
}

function valuesOf(conditions: readonly Condition[]): readonly unknown[] {
  return conditions.flatMap(({ values }) => values);
}
