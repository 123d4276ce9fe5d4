/** Targets and where they are found, each with what is wrong with it. */
import { X } from 'lucide-react';
import { IconButton } from '../../../ui/button.tsx';
import { SelectField, TextArea } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/status.tsx';
import styles from './mapping-editor.module.css';
import { type MappingRows, rowOfPlace } from './mapping-rows.ts';
import type { MappingTarget } from './mapping-schema.ts';
import type { MappingProblem } from './use-trial.ts';

interface ExpressionsProps {
  /** All that can be mapped. */
  readonly targets: readonly MappingTarget[];
  readonly rows: MappingRows;
  readonly onChange: (rows: MappingRows) => void;
  readonly problems: readonly MappingProblem[];
}

const longestRows = 8;

/** The rows, and how another is added. */
export function Expressions({ targets, rows, onChange, problems }: ExpressionsProps) {
  const placed = problems.map((problem) => ({ ...problem, row: rowOfPlace(problem.place, rows) }));
  const elsewhere = placed.filter(({ row }) => row === undefined);
  const more = targets.filter(({ name }) => rows.every(({ target }) => target !== name));
  const replace = (target: string, expression: string) =>
    onChange(rows.map((row) => (row.target === target ? { target, expression } : row)));
  return (
    <div className={styles.rows}>
      {elsewhere.length > 0 && (
        <Notice tone="warn" title="Something else is missing or wrong">
          {elsewhere.map(({ place, message }) => (
            <p key={place}>
              <code>{place}</code> {message}
            </p>
          ))}
        </Notice>
      )}
      {rows.map(({ target, expression }) => (
        <div key={target} className={styles.row}>
          <TextArea
            label={target}
            hint={targets.find(({ name }) => name === target)?.description}
            error={problemText(
              placed.filter(({ row }) => row === target),
              target,
            )}
            placeholder="As it is called"
            required
            code
            rows={Math.min(longestRows, expression.split('\n').length + Math.floor(expression.length / 30))}
            value={expression}
            onChange={(given) => replace(target, given)}
          />
          <IconButton icon={X} label={`Remove ${target}`} onClick={() => onChange(rows.filter((row) => row.target !== target))} />
        </div>
      ))}
      {more.length > 0 && (
        <SelectField
          label="Add a target"
          value=""
          choices={[{ value: '', label: 'Choose one' }, ...more.map(({ name }) => ({ value: name, label: name }))]}
          onChange={(target) => onChange([...rows, { target, expression: '' }])}
        />
      )}
      <p className={styles.remark}>
        Expressions are{' '}
        <a href="https://docs.jsonata.org" target="_blank" rel="noreferrer">
          JSONata
        </a>
        . A target without one is looked for under its own name.
      </p>
    </div>
  );
}

/** Where the problem is with a part of what the expression gives, that part is named. */
function problemText(problems: readonly MappingProblem[], target: string): string | undefined {
  if (problems.length === 0) return undefined;
  return problems.map(({ place, message }) => (place === target ? message : `${place} ${message}`)).join('; ');
}
