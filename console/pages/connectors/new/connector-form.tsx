/** What a new connector is: whose, in which format, what it may do, and what its format wants to know. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useOrganisation } from '../../../app/organisation.tsx';
import { Form } from '../../../ui/form.tsx';
import { Panel } from '../../../ui/page.tsx';
import type { Adapter } from '../../adapters/adapter-queries.ts';
import type { Guide } from '../../adapters/guides.ts';
import { NewStoreDialog } from '../../stores/new-store.tsx';
import type { Store } from '../../stores/store-queries.ts';
import { type ConnectorDraft, emptyDraft, fieldsOf } from '../connector-draft.ts';
import { connectorFields, hasSettings, LimitFields, NameField, SettingFields } from '../connector-fields.tsx';
import { useConnectorsChanged } from '../connector-queries.ts';
import styles from './connector-form.module.css';
import { FormatField, ScopeFields, StoreField } from './identity-fields.tsx';
import { useWanted, type Wanted } from './use-wanted.ts';

interface ConnectorFormProps {
  /** At least one. */
  readonly stores: readonly Store[];
  readonly adapters: readonly Adapter[];
  readonly onCreated: (created: Schemas['ConnectorCreated']) => void;
}

const fields = ['payload_format', 'scopes', ...connectorFields];

/** The form. What the address says of format and store is chosen already. */
export function ConnectorForm({ stores, adapters, onCreated }: ConnectorFormProps) {
  const { slug: org } = useOrganisation();
  const wanted = useWanted(stores, adapters);
  const adapter = adapters.find(({ id }) => id === wanted.guide?.format);
  const [draft, setDraft] = useState(emptyDraft);
  const [name, setName] = useState<string>();
  const [left, setLeft] = useState<readonly string[]>([]);
  const [isMakingStore, setIsMakingStore] = useState(false);
  const changed = useConnectorsChanged();
  const shown = { ...draft, name: name ?? suggestedName(wanted) };
  const create = useMutation({
    gcTime: 0, // the answer holds the key and the secret
    mutationFn: () =>
      answerOf(
        api.POST('/orgs/{org}/stores/{store}/connectors', {
          params: { path: { org, store: wanted.store?.slug ?? '' } },
          body: {
            ...fieldsOf(shown),
            payload_format: adapter?.id ?? '',
            scopes: adapter?.scopes.filter((scope) => !left.includes(scope)) ?? [],
            config: shown.config,
          },
        }),
      ),
    onSuccess: async (created) => {
      onCreated(created);
      await changed();
    },
  });
  const { error } = create;
  const onChange = (next: ConnectorDraft) => {
    setDraft(next);
    if (next.name !== shown.name) setName(next.name);
  };
  const chooseGuide = (guide: Guide) => {
    wanted.chooseGuide(guide);
    if (guide.format === adapter?.id) return;
    setLeft([]);
    setDraft({ ...draft, config: {} }); // settings of another format
  };
  const frame = { draft: shown, onChange, error };
  return (
    <>
      <Form verb="Create the connector" busy={create.isPending} error={error} fields={fields} onSubmit={() => create.mutate()}>
        <div className={styles.columns}>
          <div className={styles.column}>
            <Panel title="What it is">
              <StoreField stores={stores} wanted={wanted} onNew={() => setIsMakingStore(true)} />
              <FormatField wanted={wanted} onChoose={chooseGuide} error={error} />
              <NameField {...frame} />
              <ScopeFields scopes={adapter?.scopes ?? []} left={left} onChange={setLeft} error={error} />
            </Panel>
            {adapter && hasSettings(adapter) && (
              <Panel title="Settings of the format">
                <SettingFields key={adapter.id} {...frame} adapter={adapter} isNew />
              </Panel>
            )}
          </div>
          <Panel title="Limits">
            <LimitFields {...frame} adapter={adapter} isNew />
          </Panel>
        </div>
      </Form>
      {isMakingStore && (
        <NewStoreDialog
          onCancel={() => setIsMakingStore(false)}
          onCreated={({ slug }) => {
            setIsMakingStore(false);
            wanted.chooseStore(slug);
          }}
        />
      )}
    </>
  );
}

function suggestedName({ guide, store }: Wanted): string {
  return guide === undefined || store === undefined ? '' : `${store.name}: ${guide.name}`;
}
