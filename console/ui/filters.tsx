/** What narrows a list down. The filters stand in the address, so that a link shows what its sender saw. */
import { Search, SlidersHorizontal, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { Button } from './button.tsx';
import type { Choice } from './field.tsx';
import styles from './filters.module.css';
import { useShortcuts } from './shortcuts.tsx';

/** The filters of a page, by their names in the address. What is not set is absent. */
export interface Filters<Name extends string> {
  readonly values: Readonly<Partial<Record<Name, string>>>;
  /** An empty text takes the filter away. */
  set(name: Name, value: string): void;
  clear(): void;
  readonly areSet: boolean;
}

/** The filters with these names. Other parameters of the address stay as they are. */
export function useFilters<Name extends string>(names: readonly Name[]): Filters<Name> {
  const [parameters, setParameters] = useSearchParams();
  const values: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = parameters.get(name);
    if (value) values[name] = value;
  }
  const change = (edit: (next: URLSearchParams) => void) =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        edit(next);
        return next;
      },
      { replace: true },
    );
  return {
    values,
    set: (name, value) => change((next) => (value === '' ? next.delete(name) : next.set(name, value))),
    clear: () => change((next) => names.forEach((name) => next.delete(name))),
    areSet: Object.keys(values).length > 0,
  };
}

interface FilterBarProps {
  readonly filters: Pick<Filters<never>, 'areSet' | 'clear'>;
  readonly children: ReactNode;
  /** What stands at its end: the live switch, an export. */
  readonly aside?: ReactNode;
}

/** The row of filters above a list. */
export function FilterBar({ filters, children, aside }: FilterBarProps) {
  return (
    <div className={styles.bar} role="search">
      {children}
      {filters.areSet && (
        <Button kind="quiet" icon={X} onClick={filters.clear}>
          Clear
        </Button>
      )}
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
    </div>
  );
}

interface MoreFiltersProps {
  /** True while one of them is set: they are shown then. */
  readonly areSet: boolean;
  readonly children: ReactNode;
}

/** The filters that are wanted less often. */
export function MoreFilters({ areSet, children }: MoreFiltersProps) {
  const [isOpen, setIsOpen] = useState(areSet);
  if (isOpen || areSet) return children;
  return (
    <Button kind="quiet" icon={SlidersHorizontal} onClick={() => setIsOpen(true)}>
      More filters
    </Button>
  );
}

interface FilterTextProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  /** True for the page's main one, which "/" goes to. */
  readonly main?: boolean;
}

const typingMilliseconds = 350;

/** A text to look for; it counts when the typing pauses. */
export function FilterText({ label, value = '', onChange, main = false }: FilterTextProps) {
  const [draft, setDraft] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => setDraft(value), [value]);
  useEffect(() => {
    if (draft === value) return undefined;
    const timer = setTimeout(() => change.current(draft.trim()), typingMilliseconds);
    return () => clearTimeout(timer);
  }, [draft, value]);
  useShortcuts(main ? { '/': { does: 'Search', run: () => input.current?.focus() } } : {});
  return (
    <div className={styles.text}>
      {main && <Search size={16} aria-hidden />}
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') change.current(draft.trim());
        }}
      />
    </div>
  );
}

interface FilterSelectProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
  /** What no choice is called. */
  readonly any: string;
}

/** One of a few, or any. */
export function FilterSelect({ label, value = '', choices, onChange, any }: FilterSelectProps) {
  return (
    <select className={styles.select} aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{any}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

const hourMilliseconds = 60 * 60 * 1_000;
const spans: Readonly<Record<string, { readonly label: string; readonly hours: number }>> = {
  hour: { label: 'Last hour', hours: 1 },
  day: { label: 'Last 24 hours', hours: 24 },
  week: { label: 'Last 7 days', hours: 7 * 24 },
};

/** The choices of a filter of recent time. */
export const withinChoices: readonly Choice[] = Object.entries(spans).map(([value, { label }]) => ({ value, label }));

/** Where the span begins, to the minute so that a query keeps its key; undefined for any time. */
export function sinceOf(within: string | undefined): string | undefined {
  const span = within === undefined ? undefined : spans[within];
  if (span === undefined) return undefined;
  return new Date(Math.floor(Date.now() / 60_000) * 60_000 - span.hours * hourMilliseconds).toISOString();
}
