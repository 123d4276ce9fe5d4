/** A table of a few rows, all of them in the page: people, tokens, the last ten of something. Long lists are RecordLists. */
import type { ReactNode } from 'react';
import styles from './table.module.css';

/** One column. */
export interface TableColumn<Row> {
  readonly title: string;
  /** True where the column is left out on a narrow screen. */
  readonly wideOnly?: boolean;
  /** Numbers stand at the end. */
  readonly align?: 'end';
  /** True for buttons: they stand at the end, and their title is only heard. */
  readonly actions?: boolean;
  cell(row: Row): ReactNode;
}

interface TableProps<Row> {
  /** What the rows are: "Tokens". */
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  keyOf(row: Row): string;
}

/** The table. What its first column says is what each row is called. */
export function Table<Row>({ label, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={cellClass(column)}>
                {column.actions === true ? <span className="visually-hidden">{column.title}</span> : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, position) =>
                position === 0 ? (
                  <th key={column.title} scope="row" className={cellClass(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.title} className={cellClass(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellClass<Row>({ wideOnly = false, align, actions = false }: TableColumn<Row>): string | undefined {
  return (
    [wideOnly && styles.wideOnly, align === 'end' && styles.end, actions && styles.actions].filter(Boolean).join(' ') || undefined
  );
}
