/**
 * A list of rows that may be a hundred thousand: only what is seen is in the page, and older rows are fetched before the
 * end is reached. Its rows are links, so each has an address; j and k walk through them.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from './button.tsx';
import styles from './record-list.module.css';
import { useShortcuts } from './shortcuts.tsx';
import { Loading } from './states.tsx';

/** One column. */
export interface Column<Row> {
  readonly title: string;
  /** A track of a CSS grid: "120px", "minmax(0, 1fr)". */
  readonly width: string;
  /** True where the column is left out on a narrow screen. */
  readonly wideOnly?: boolean;
  /** Numbers stand at the end. */
  readonly align?: 'end';
  cell(row: Row): ReactNode;
}

/** Rows that came since. */
interface Fresh {
  readonly count: number;
  /** True where there may be more of them than were counted. */
  readonly isCut: boolean;
  /** Shows them, at once or when they are there, and then only if it `isWanted` still. */
  show(isWanted: () => boolean): void;
}

interface RecordListProps<Row> {
  /** What the rows are: "Requests". */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** What is loaded, in the order in which it is shown; undefined while the first page is on its way. */
  readonly rows: readonly Row[] | undefined;
  keyOf(row: Row): string;
  /** Where a row is opened, in the router's terms; absent where rows cannot be opened. */
  hrefOf?(row: Row): string;
  /** The key of the row that is open. */
  readonly openKey?: string | undefined;
  /** Set where a row stands out. */
  markOf?(row: Row): 'warn' | undefined;
  /** Fetches what follows; absent when nothing does. */
  readonly onMore?: (() => void) | undefined;
  /** Rows that came since and are not shown yet. They are shown by themselves as long as nobody reads. */
  readonly fresh?: Fresh | undefined;
  /** What stands there when there are no rows. */
  readonly empty: ReactNode;
}

const rowHeight = 44;
const rowsAhead = 60;

/** The list. */
export function RecordList<Row>(props: RecordListProps<Row>) {
  const { label, columns, rows, keyOf, hrefOf, openKey, markOf, onMore, fresh, empty } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows?.length ?? 0,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  const shown = virtualizer.getVirtualItems();
  useMoreAhead(shown.at(-1)?.index ?? 0, rows?.length ?? 0, onMore);
  useSteadyView(viewport, rows, keyOf);
  useFlowIn(viewport, openKey, fresh);
  const activeKey = useWalking(viewport, virtualizer, props);

  if (rows === undefined) return <Loading lines={10} what={`Loading: ${label}`} />;
  if (rows.length === 0) return empty;
  const tracks = (narrow: boolean) => columns.flatMap(({ width, wideOnly }) => (narrow && wideOnly ? [] : [width])).join(' ');
  return (
    <div
      className={styles.frame}
      style={{ '--columns': tracks(false), '--columns-narrow': tracks(true) } as React.CSSProperties} // names of our own, which its type lacks
    >
      {fresh !== undefined && (
        <div className={styles.fresh}>
          <Button
            kind="primary"
            onClick={() => {
              viewport.current?.scrollTo({ top: 0 });
              fresh.show(() => isAtTop(viewport));
            }}
          >
            {offerOf(fresh)}
          </Button>
        </div>
      )}
      <div
        className={styles.viewport}
        ref={viewport}
        role="table"
        aria-label={label}
        aria-rowcount={onMore ? -1 : rows.length + 1}
        tabIndex={0}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" className={styles.cells} aria-rowindex={1}>
            {columns.map((column) => (
              <div key={column.title} role="columnheader" className={cellClass(column)}>
                {column.title}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = keyOf(row);
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className={rowClass(key === openKey, markOf?.(row))}
                style={{ transform: `translateY(${start}px)` }}
              >
                {columns.map((column, position) => (
                  <div key={column.title} role="cell" className={cellClass(column)}>
                    {position === 0 && hrefOf ? (
                      <Link
                        href={hrefOf(row)}
                        className={styles.link}
                        data-key={key}
                        aria-current={key === openKey || undefined}
                        tabIndex={key === activeKey || (activeKey === undefined && index === 0) ? 0 : -1}
                      >
                        {column.cell(row)}
                      </Link>
                    ) : (
                      column.cell(row)
                    )}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function rowClass(isOpen: boolean, mark: 'warn' | undefined): string {
  return [styles.row, styles.cells, isOpen && styles.open, mark && styles.marked].filter(Boolean).join(' ');
}

function cellClass<Row>({ wideOnly = false, align }: Column<Row>): string {
  return [styles.cell, wideOnly && styles.wideOnly, align === 'end' && styles.end].filter(Boolean).join(' ');
}

function offerOf({ count, isCut }: Fresh): string {
  return count === 0 ? 'Show what is new' : `Show ${count}${isCut ? '+' : ''} new`;
}

/** True of an empty list too, which has no element. */
function isAtTop({ current }: React.RefObject<HTMLElement | null>): boolean {
  return current === null || current.scrollTop === 0;
}

/** Asks for more long before the last loaded row is seen. */
function useMoreAhead(lastShown: number, loaded: number, onMore: (() => void) | undefined): void {
  useEffect(() => {
    if (onMore && lastShown > loaded - rowsAhead) onMore();
  }, [lastShown, loaded, onMore]);
}

/** Keeps what is read where it is when rows come in above it, or go. */
function useSteadyView<Row>(
  viewport: React.RefObject<HTMLDivElement | null>,
  rows: readonly Row[] | undefined,
  keyOf: (row: Row) => string,
): void {
  const shownRows = useRef<readonly Row[]>(undefined);
  useLayoutEffect(() => {
    const before = shownRows.current;
    shownRows.current = rows;
    const element = viewport.current;
    if (!rows || !element || before === rows || element.scrollTop === 0) return;
    const place = Math.floor(element.scrollTop / rowHeight);
    const read = before?.[place];
    if (read === undefined) return;
    const placeNow = rows.findIndex((row) => keyOf(row) === keyOf(read));
    if (placeNow >= 0) element.scrollTop += (placeNow - place) * rowHeight;
  }, [viewport, rows, keyOf]);
}

/** Shows new rows by themselves while the list stands at its top and nobody points at it, is in it, or has a row open. */
function useFlowIn(
  viewport: React.RefObject<HTMLDivElement | null>,
  openKey: string | undefined,
  fresh: Fresh | undefined,
): void {
  useEffect(() => {
    if (!fresh || openKey !== undefined) return undefined;
    const element = viewport.current; // null while the list is empty
    const flowIn = (): void => {
      if (isAtTop(viewport) && !element?.matches(':hover, :focus-within')) fresh.show(() => isAtTop(viewport));
    };
    flowIn();
    element?.addEventListener('mouseleave', flowIn);
    return () => element?.removeEventListener('mouseleave', flowIn);
  }, [viewport, openKey, fresh]);
}

/** j and k go to the next and the previous row, and open it where one is open already. Gives the key of the row that they are at. */
function useWalking<Row>(
  viewport: React.RefObject<HTMLDivElement | null>,
  virtualizer: { scrollToIndex(index: number): void },
  { rows = [], keyOf, hrefOf, openKey }: RecordListProps<Row>,
): string | undefined {
  const [, navigate] = useLocation();
  const [activeKey, setActiveKey] = useState<string>();
  const current = openKey ?? activeKey;
  const go = useCallback(
    (step: number) => {
      const index = rows.findIndex((row) => keyOf(row) === current);
      const row = rows[Math.min(rows.length - 1, Math.max(0, index + step))];
      if (row === undefined || hrefOf === undefined) return;
      virtualizer.scrollToIndex(rows.indexOf(row));
      setActiveKey(keyOf(row));
      if (openKey !== undefined) navigate(hrefOf(row), { replace: true });
    },
    [rows, keyOf, hrefOf, openKey, current, navigate, virtualizer],
  );
  useEffect(() => {
    if (activeKey === undefined || openKey !== undefined) return;
    viewport.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(activeKey)}"]`)?.focus({ preventScroll: true });
  }, [viewport, activeKey, openKey]);
  useShortcuts(
    hrefOf === undefined
      ? {}
      : {
          j: { does: 'Next row', run: () => go(1) },
          k: { does: 'Previous row', run: () => go(-1) },
          Enter: {
            does: 'Open the row',
            run: () => {
              const row = rows.find((candidate) => keyOf(candidate) === current);
              if (row) navigate(hrefOf(row));
            },
          },
        },
  );
  return current;
}
