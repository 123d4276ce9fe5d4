/** What a new connector is: whose, in which format, what it may do, and what its format wants to know. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useOrganisation } from '../../../app/organisation.tsx';
import { Button } from '../../../ui/button.tsx';
import { CheckField, FieldGroup, SelectField } from '../../../ui/field.tsx';
import { fieldError, Form } from '../../../ui/form.tsx';
import { Panel } from '../../../ui/page.tsx';
import { Notice } from '../../../ui/status.tsx';
import { type Adapter, takesConnectors } from '../../adapters/adapter-queries.ts';
import { NewStoreDialog } from '../../stores/new-store.tsx';
import type { Store } from '../../stores/store-queries.ts';
import { type ConnectorDraft, emptyDraft, fieldsOf } from '../connector-draft.ts';
import { connectorFields, hasSettings, LimitFields, NameField, SettingFields } from '../connector-fields.tsx';
import { useConnectorsChanged } from '../connector-queries.ts';
import styles from './connector-form.module.css';

interface ConnectorFormProps {
  /** At least one. */
  readonly stores: readonly Store[];
  readonly adapters: readonly Adapter[];
  readonly onCreated: (created: Schemas['ConnectorCreated']) => void;
}

/** The form. What the address says of format and store is chosen already. */
export function ConnectorForm({ stores, adapters, onCreated }: ConnectorFormProps) {
  const { slug: org } = useOrganisation();
  const [wanted, setWanted] = useSearchParams();
  const choose = (name: string, value: string) =>
    setWanted(
      (before) => {
        const next = new URLSearchParams(before);
        next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const store = stores.find(({ slug }) => slug === wanted.get('store')) ?? stores[0];
  const allowed = adapters.filter((adapter) => takesConnectors(adapter) && (store?.adapters?.includes(adapter.id) ?? true));
  const wantedFormat = wanted.get('format');
  const adapter = allowed.find(({ id }) => id === wantedFormat) ?? allowed[0];
  const isMissing = wantedFormat !== null && adapter?.id !== wantedFormat;
  const [draft, setDraft] = useState<ConnectorDraft>();
  const [left, setLeft] = useState<readonly string[]>([]);
  const [isMakingStore, setIsMakingStore] = useState(false);
  const changed = useConnectorsChanged();
  const shown = draft ?? { ...emptyDraft, name: suggestedName(adapter, store) };
  const create = useMutation({
    gcTime: 0, // the answer holds the key and the secret
    mutationFn: () =>
      answerOf(
        api.POST('/orgs/{org}/stores/{store}/connectors', {
          params: { path: { org, store: store?.slug ?? '' } },
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
  const frame = { draft: shown, onChange: setDraft, error };
  return (
    <>
      <Form
        verb="Create the connector"
        busy={create.isPending}
        error={error}
        fields={['payload_format', 'scopes', ...connectorFields]}
        onSubmit={() => create.mutate()}
      >
        <div className={styles.columns}>
          <div className={styles.column}>
            <Panel title="What it is">
              <div className={styles.store}>
                <SelectField
                  label="Store"
                  required
                  value={store?.slug ?? ''}
                  choices={stores.map(({ slug, name }) => ({ value: slug, label: name }))}
                  onChange={(slug) => choose('store', slug)}
                />
                <Button onClick={() => setIsMakingStore(true)}>New store</Button>
              </div>
              {isMissing && (
                <Notice tone="warn" title={`This store cannot have ${wantedFormat}`}>
                  The hub has not loaded it, or the store allows other formats only.
                </Notice>
              )}
              <SelectField
                label="Format"
                hint="What the storefront speaks. It cannot be changed later."
                required
                value={adapter?.id ?? ''}
                choices={allowed.map(({ id }) => ({ value: id, label: id }))}
                onChange={(format) => {
                  choose('format', format);
                  setLeft([]);
                  setDraft(draft && { ...draft, config: {} });
                }}
                error={fieldError(error, 'payload_format')}
              />
              <NameField {...frame} />
              <Scopes scopes={adapter?.scopes ?? []} left={left} onChange={setLeft} error={fieldError(error, 'scopes')} />
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
            choose('store', slug);
          }}
        />
      )}
    </>
  );
}

/** The shop's own address tells best which it is. */
function suggestedName(adapter: Adapter | undefined, store: Store | undefined): string {
  const address = store?.website_url;
  if (address != null && URL.canParse(address)) return new URL(address).host;
  return adapter === undefined || store === undefined ? '' : `${store.name}: ${adapter.id}`;
}

interface ScopesProps {
  readonly scopes: readonly string[];
  /** Those that it does not get. */
  readonly left: readonly string[];
  readonly onChange: (left: readonly string[]) => void;
  readonly error: string | undefined;
}

function Scopes({ scopes, left, onChange, error }: ScopesProps) {
  if (scopes.length === 0) return null;
  return (
    <FieldGroup legend="Scopes" hint="What it may do. They cannot be changed later." error={error}>
      {scopes.map((scope) => (
        <CheckField
          key={scope}
          label={scope}
          checked={!left.includes(scope)}
          onChange={(given) => onChange(given ? left.filter((other) => other !== scope) : [...left, scope])}
        />
      ))}
    </FieldGroup>
  );
}
