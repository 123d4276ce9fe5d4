/** What an object was and what it became, field by field. */
import { KeyValues } from '../../ui/key-values.tsx';
import { jsonText } from '../../ui/json-text.ts';
import styles from './difference.module.css';

type Fields = Readonly<Record<string, unknown>> | null;

interface DifferenceProps {
  /** Null where the object was made. */
  readonly before: Fields;
  /** Null where nothing is left of it. */
  readonly after: Fields;
}

/** The fields that are different; of an object that was made or removed, all of them. */
export function Difference({ before, after }: DifferenceProps) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter((name) => name !== 'updated_at');
  if (names.length === 0) return <p>The log has nothing to show of it.</p>;
  if (before === null || after === null) {
    const only = after ?? before ?? {};
    return <KeyValues items={names.map((name) => [labelOf(name), <Value key={name} value={only[name]} />])} />;
  }
  return (
    <div className={styles.fields}>
      {names.map((name) => (
        <section key={name} className={styles.field} aria-label={labelOf(name)}>
          <h4>{labelOf(name)}</h4>
          <Lines before={linesOf(before[name])} after={linesOf(after[name])} />
        </section>
      ))}
    </div>
  );
}

function labelOf(name: string): string {
  return name.replaceAll('_', ' ');
}

function Value({ value }: { readonly value: unknown }) {
  const lines = linesOf(value);
  return lines.length > 1 ? <pre className={styles.code}>{lines.join('\n')}</pre> : <span>{lines[0]}</span>;
}

interface LinesProps {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What is gone, then what came; lines that both have are left out. */
function Lines({ before, after }: LinesProps) {
  return (
    <ul className={styles.lines}>
      {without(before, after).map((line) => (
        <li key={`- ${line}`} className={styles.gone}>
          <span className="visually-hidden">before: </span>
          <del>{line}</del>
        </li>
      ))}
      {without(after, before).map((line) => (
        <li key={`+ ${line}`} className={styles.came}>
          <span className="visually-hidden">after: </span>
          <ins>{line}</ins>
        </li>
      ))}
    </ul>
  );
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set(lines)].filter((line) => !others.includes(line));
}

/** A value as lines: a list has one an item, an object those of its JSON. */
function linesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined || value === '') return ['nothing'];
  if (Array.isArray(value)) return value.length === 0 ? ['nothing'] : value.flatMap(linesOf);
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  return typeof value === 'string' ? [value] : jsonText(value).split('\n');
}
