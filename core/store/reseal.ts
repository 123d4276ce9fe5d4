/**
 * Seals again, under the key that seals now, what other master keys have sealed. Row by row: a value is replaced only if it is
 * still the one that was read, so that what a hub writes meanwhile stands, and nothing is locked longer than one update takes.
 */
import type { ClientBase } from 'pg';
import { isHeldByAnother, isRetryable } from './failure.ts';
import { type SealedTable, sealedTables } from './sealed-columns.ts';

/** Opens with any of its keys and seals under one. */
export interface Resealer {
  readonly sealingKeyId: Buffer;
  seal(plaintext: string, context: string): Buffer;
  /** Throws when the value cannot be opened in this place. */
  open(sealed: Buffer, context: string): string;
}

/** A value that could not be opened, and so was left as it is. */
export interface UnreadableValue {
  readonly table: string;
  readonly organisationId: string;
  readonly id: string;
  readonly column: string;
  /** In words without the value. */
  readonly reason: string;
}

/** What one pass over all tables did. */
export interface ResealReport {
  /** Values that are under the new key now. */
  readonly resealed: number;
  /** Rows that somebody else held or changed meanwhile: the next pass looks at them again. */
  readonly missed: number;
  readonly unreadable: readonly UnreadableValue[];
}

interface SealedRow {
  readonly org_id: string;
  readonly id: string;
  readonly is_over: boolean;
  readonly [column: string]: string | Buffer | boolean | null;
}

const batchRows = 100;
const lowestId = '00000000-0000-0000-0000-000000000000';

/** One pass. `onProgress` is told how many values were sealed again, after each batch that did any. */
export async function reseal(client: ClientBase, box: Resealer, onProgress: (resealed: number) => void): Promise<ResealReport> {
  let [resealed, missed] = [0, 0];
  const unreadable: UnreadableValue[] = [];
  for (const table of sealedTables) {
    let [afterOrganisation, afterId] = [lowestId, lowestId];
    for (;;) {
      const { rows } = await client.query<SealedRow>(selectForeign(table), [box.sealingKeyId, afterOrganisation, afterId]);
      const before = resealed;
      for (const row of rows) {
        const { changes, failures } = sealAgain(table, row, box);
        unreadable.push(...failures);
        if (changes.size === 0) continue;
        if (await replace(client, table, row, changes)) resealed += changes.size;
        else missed += 1;
      }
      if (resealed > before) onProgress(resealed);
      const last = rows.at(-1);
      if (last === undefined || rows.length < batchRows) break;
      [afterOrganisation, afterId] = [last.org_id, last.id];
    }
  }
  return { resealed, missed, unreadable };
}

/** The next rows that hold a value of another key. */
function selectForeign({ name, columns, isOver }: SealedTable): string {
  const names = columns.map((column) => column.name);
  return `select org_id, id, ${isOver} as is_over, ${names.join(', ')} from crossdock.${name}
    where (org_id, id) > ($2::uuid, $3::uuid) and (${names.map((column) => `substr(${column}, 2, 4) <> $1`).join(' or ')})
    order by org_id, id limit ${batchRows}`;
}

/** By column, what its value becomes. */
type Changes = ReadonlyMap<string, Buffer>;

function sealAgain({ name, columns }: SealedTable, row: SealedRow, box: Resealer) {
  const changes = new Map<string, Buffer>();
  const failures: UnreadableValue[] = [];
  for (const column of columns) {
    const sealed = row[column.name];
    if (!Buffer.isBuffer(sealed) || sealed.subarray(1, 5).equals(box.sealingKeyId)) continue;
    const context = column.context(row.org_id, row.id);
    try {
      changes.set(column.name, box.seal(box.open(sealed, context), context));
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      // What nobody can open and nobody can use any more would keep the old key for ever: nothing takes its place.
      if (row.is_over) changes.set(column.name, box.seal(column.nothing, context));
      else failures.push({ table: name, organisationId: row.org_id, id: row.id, column: column.name, reason });
    }
  }
  return { changes, failures };
}

/** False when the row is no longer as it was read, or somebody holds it. */
async function replace(client: ClientBase, { name }: SealedTable, row: SealedRow, changes: Changes): Promise<boolean> {
  const names = [...changes.keys()];
  const set = names.map((column, index) => `${column} = $${index + 3}`);
  const asRead = names.map((column, index) => `${column} = $${index + 3 + names.length}`);
  const values = [row.org_id, row.id, ...changes.values(), ...names.map((column) => row[column])];
  try {
    const { rowCount } = await client.query(
      `update crossdock.${name} set ${set.join(', ')} where org_id = $1 and id = $2 and ${asRead.join(' and ')}`,
      values,
    );
    return rowCount === 1;
  } catch (error) {
    if (isHeldByAnother(error) || isRetryable(error)) return false;
    throw error;
  }
}
