/**
 * Every place in the database where a value is sealed under a master key, and what it was sealed for. A test compares it
 * with the schema, so that no place is forgotten when the key is replaced.
 */

/** One column of sealed values. */
export interface SealedColumn {
  readonly name: string;
  /** The value that is as good as none: an empty secret signs nothing that anybody takes. */
  readonly nothing: string;
  /** What a value is sealed for, so that it opens in no other row: the `context` of the secret box. */
  context(organisationId: string, id: string): string;
}

/** A table, by its name without the schema, whose rows have org_id and id. */
export interface SealedTable {
  readonly name: string;
  readonly columns: readonly SealedColumn[];
  /** An SQL condition that holds for rows whose secrets nobody can use any more. */
  readonly isOver: string;
}

const connector = (organisationId: string, id: string) => `connectors/${organisationId}/${id}`;
const endpoint = (organisationId: string, id: string) => `webhook_endpoints/${organisationId}/${id}`;

/** All of them. */
export const sealedTables: readonly SealedTable[] = [
  {
    name: 'connectors',
    isOver: 'revoked_at is not null',
    columns: [
      { name: 'sealed_secret', nothing: '', context: connector },
      { name: 'sealed_previous_secret', nothing: '', context: connector },
      { name: 'sealed_config', nothing: '{}', context: (organisationId, id) => `${connector(organisationId, id)}/config` },
    ],
  },
  {
    name: 'webhook_endpoints',
    isOver: 'deleted_at is not null',
    columns: [
      { name: 'sealed_secret', nothing: '', context: endpoint },
      { name: 'sealed_previous_secret', nothing: '', context: endpoint },
    ],
  },
];

/** A query with a row for each sealed value: the id of its master key, as bytes, in `key_id`. */
export const sealedValues = sealedTables
  .flatMap(({ name, columns }) =>
    columns.map(
      (column) => `select substr(${column.name}, 2, 4) as key_id from crossdock.${name} where ${column.name} is not null`,
    ),
  )
  .join(' union all ');
