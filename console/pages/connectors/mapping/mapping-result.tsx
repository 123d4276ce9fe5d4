/** What the hub would make of the sample, and how the partner would be answered. */
import { CodeBlock } from '../../../ui/code-block.tsx';
import { jsonText, layOutJson } from '../../../ui/json-text.ts';
import { Failure } from '../../../ui/states.tsx';
import { Notice, StatusCode } from '../../../ui/status.tsx';
import styles from './mapping-editor.module.css';
import type { Trial } from './use-trial.ts';

interface MappingResultProps {
  readonly trial: Trial;
  /** True while there is no sample. */
  readonly isEmpty: boolean;
}

/** The right column. */
export function MappingResult({ trial, isEmpty }: MappingResultProps) {
  return (
    <section className={styles.column} aria-labelledby="result" aria-busy={trial.isStale && !isEmpty}>
      <header className={styles.header}>
        <h2 id="result">What comes of it</h2>
        {trial.result && !isEmpty && <StatusCode code={trial.result.reply.status} />}
      </header>
      <div className={styles.rows}>
        {isEmpty ? (
          <p>Paste a sample on the left: what the hub makes of it stands here while you write.</p>
        ) : (
          <Content trial={trial} />
        )}
      </div>
    </section>
  );
}

function Content({ trial: { result, problems, error } }: { readonly trial: Trial }) {
  if (error != null) return <Failure error={error} />;
  if (result === undefined) {
    if (problems.length === 0) return <p>It is being tried out.</p>;
    return (
      <Notice tone="warn" title="The mapping cannot be used yet">
        What is wrong stands at each expression.
      </Notice>
    );
  }
  return (
    <>
      {result.refusal && (
        <Notice tone="warn" title="It would be refused">
          {result.refusal.detail}
        </Notice>
      )}
      {result.translation && (
        <CodeBlock label="canonical order" text={jsonText(result.translation['order'] ?? result.translation)} />
      )}
      <CodeBlock label="answer to the partner" text={layOutJson(result.reply.body)} />
    </>
  );
}
