/** What of a connector can be changed. Secrets among the settings are written, and never read. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Form } from '../../../ui/form.tsx';
import { jsonText } from '../../../ui/json-text.ts';
import { Panel } from '../../../ui/page.tsx';
import { Notice } from '../../../ui/status.tsx';
import { useTell } from '../../../ui/toasts.tsx';
import type { Adapter } from '../../adapters/adapter-queries.ts';
import { changesOf, draftOf } from '../connector-draft.ts';
import { connectorFields, hasSettings, LimitFields, NameField, SettingFields } from '../connector-fields.tsx';
import { type Connector, useConnectorsChanged } from '../connector-queries.ts';

interface ConnectorSettingsProps {
  readonly connector: Connector;
  /** Undefined while it is on its way, or when it is not loaded. */
  readonly adapter: Adapter | undefined;
  readonly mayChange: boolean;
}

/** The form; for who may not change anything, the format's settings as they are. */
export function ConnectorSettings({ connector, adapter, mayChange }: ConnectorSettingsProps) {
  if (mayChange) return <ChangeConnector connector={connector} adapter={adapter} />;
  return (
    <>
      <p>Secrets are not shown. What else can be set stands under Facts.</p>
      <CodeBlock label="settings of the format" text={jsonText(connector.config)} />
    </>
  );
}

function ChangeConnector({ connector, adapter }: Omit<ConnectorSettingsProps, 'mayChange'>) {
  const [base, setBase] = useState(connector);
  const [draft, setDraft] = useState(() => draftOf(connector));
  const changed = useConnectorsChanged();
  const tell = useTell();
  const save = useMutation({
    mutationFn: () =>
      answerOf(api.PATCH('/connectors/{id}', { params: { path: { id: base.id } }, body: changesOf(base, draft) })),
    onSuccess: async (saved) => {
      setBase(saved);
      setDraft(draftOf(saved));
      tell.done('The connector is changed.');
      await changed();
    },
  });
  const frame = { draft, onChange: setDraft, error: save.error };
  return (
    <Form verb="Save" busy={save.isPending} error={save.error} fields={connectorFields} onSubmit={() => save.mutate()}>
      <NameField {...frame} />
      {adapter === undefined && (
        <Notice tone="warn" title="The adapter of this format is not loaded">
          Its settings cannot be changed until it is.
        </Notice>
      )}
      {adapter && hasSettings(adapter) && (
        <Panel title="Settings of the format">
          <SettingFields {...frame} adapter={adapter} isNew={false} />
        </Panel>
      )}
      <LimitFields {...frame} adapter={adapter} isNew={false} />
    </Form>
  );
}
