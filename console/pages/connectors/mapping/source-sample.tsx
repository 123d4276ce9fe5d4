/** A document as the partner sends it: pasted, or the last one that came. */
import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { layOutJson } from '../../../ui/json-text.ts';
import { Notice } from '../../../ui/status.tsx';
import { useTell } from '../../../ui/toasts.tsx';
import styles from './mapping-editor.module.css';

interface SourceSampleProps {
  readonly connectorId: string;
  readonly sample: string;
  readonly onChange: (sample: string) => void;
}

const looked = 20;

/** The left column. */
export function SourceSample({ connectorId, sample, onChange }: SourceSampleProps) {
  const tell = useTell();
  const take = useMutation({
    gcTime: 0, // the answer is somebody's order
    mutationFn: () => newestBody(connectorId),
    onSuccess: (body) => {
      if (body !== undefined) onChange(layOutJson(body));
    },
    onError: tell.failed,
  });
  return (
    <section className={styles.column} aria-labelledby="sample">
      <header className={styles.header}>
        <h2 id="sample">What comes in</h2>
        <Button busy={take.isPending} onClick={() => take.mutate()}>
          Take the last request
        </Button>
      </header>
      {take.isSuccess && take.data === undefined && (
        <Notice tone="info" title="No request with a body is kept yet">
          Paste a document of the partner.
        </Notice>
      )}
      <div className={styles.sample}>
        <TextArea label="Sample" hint="JSON or XML. It stays in this page." required code value={sample} onChange={onChange} />
      </div>
    </section>
  );
}

/** The body of the newest request that has one; undefined when none of the newest has. */
async function newestBody(connectorId: string): Promise<string | undefined> {
  const { rows } = await answerOf(
    api.GET('/connectors/{id}/requests', { params: { path: { id: connectorId }, query: { limit: looked } } }),
  );
  for (const { id } of rows) {
    // One after the other: the first is nearly always enough.
    const { body } = await answerOf(api.GET('/requests/{id}', { params: { path: { id } } }));
    if (body !== null && body !== '') return body;
  }
  return undefined;
}
