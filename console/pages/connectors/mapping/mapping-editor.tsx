/** The mapping editor: each change is tried out on the sample at once, and nothing is kept until it is saved. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import type { SettingSchema } from '../../../ui/schema-form/schema.ts';
import { Failure } from '../../../ui/states.tsx';
import { useTell } from '../../../ui/toasts.tsx';
import { mergePatchOf } from '../config-patch.ts';
import { type Connector, useConnectorsChanged } from '../connector-queries.ts';
import { Expressions } from './expressions.tsx';
import styles from './mapping-editor.module.css';
import { mappingFrom, type MappingRows, rowsOf } from './mapping-rows.ts';
import { targetsOf } from './mapping-schema.ts';
import { MappingResult } from './mapping-result.tsx';
import { SourceSample } from './source-sample.tsx';
import { useTrial } from './use-trial.ts';
import { useUnsaved } from './use-unsaved.ts';

interface MappingEditorProps {
  readonly connector: Connector;
  /** Of the setting `mapping`. */
  readonly schema: SettingSchema;
  /** False tries out only. */
  readonly mayChange: boolean;
}

/** The three columns. */
export function MappingEditor({ connector, schema, mayChange }: MappingEditorProps) {
  const [base, setBase] = useState(connector.config);
  const targets = targetsOf(schema);
  const [rows, setRows] = useState<MappingRows>(() => rowsOf(base, targets));
  const [sample, setSample] = useState('');
  const changed = useConnectorsChanged();
  const tell = useTell();
  const patch = mergePatchOf({ mapping: base['mapping'] ?? {} }, { mapping: mappingFrom(rows) });
  useUnsaved(mayChange && patch !== undefined, 'Leave without saving the mapping?');
  const trial = useTrial(connector.id, sample, patch);
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api.PATCH('/connectors/{id}', { params: { path: { id: connector.id } }, body: { ...(patch && { config: patch }) } }),
      ),
    onSuccess: async (saved) => {
      setBase(saved.config);
      tell.done('The mapping is saved.');
      await changed();
    },
  });
  return (
    <div className={styles.columns}>
      <SourceSample connectorId={connector.id} sample={sample} onChange={setSample} />
      <section className={styles.column} aria-labelledby="expressions">
        <header className={styles.header}>
          <h2 id="expressions">Where it is</h2>
          {mayChange && (
            <Button kind="primary" disabled={patch === undefined} busy={save.isPending} onClick={() => save.mutate()}>
              Save the mapping
            </Button>
          )}
        </header>
        {save.error && <Failure error={save.error} />}
        <Expressions targets={targets} rows={rows} onChange={setRows} problems={trial.problems} />
      </section>
      <MappingResult trial={trial} isEmpty={sample.trim() === ''} />
    </div>
  );
}
