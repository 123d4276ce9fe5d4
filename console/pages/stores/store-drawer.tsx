/** One store: what it is, and how that is changed. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Form } from '../../ui/form.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Panel } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Tag } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { draftOf, settingsOf } from './store-draft.ts';
import { StoreFields, storeFields } from './store-fields.tsx';
import { type Store, useStoresChanged } from './store-queries.ts';

interface StoreDrawerProps {
  /** The short name, or the id. */
  readonly store: string;
  readonly onClose: () => void;
}

/** The drawer of the list. */
export function StoreDrawer({ store, onClose }: StoreDrawerProps) {
  const { slug: org } = useOrganisation();
  const mayChange = useCan('org_admin');
  const { data, error, refetch } = useQuery({
    queryKey: ['store', org, store],
    queryFn: () => answerOf(api.GET('/orgs/{org}/stores/{store}', { params: { path: { org, store } } })),
  });
  return (
    <Drawer title={data?.name ?? 'Store'} onClose={onClose} actions={data && <Ways store={data} />}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading lines={8} />}
      {data && <Facts store={data} />}
      {data && mayChange && (
        <Panel title="Change">
          <ChangeStore key={data.updated_at} store={data} />
        </Panel>
      )}
    </Drawer>
  );
}

/** Where to go from a store. */
function Ways({ store: { slug } }: { readonly store: Store }) {
  const hrefOf = useHref();
  const mayAdd = useCan('org_admin');
  const query = `?store=${encodeURIComponent(slug)}`;
  return (
    <>
      {mayAdd && (
        <Link href={`${hrefOf('connectors', 'new')}${query}`} className={buttonClass('primary')}>
          New connector
        </Link>
      )}
      <Link href={`${hrefOf('connectors')}${query}`} className={buttonClass()}>
        Its connectors
      </Link>
      <Link href={`${hrefOf('requests')}${query}`} className={buttonClass()}>
        Its requests
      </Link>
    </>
  );
}

function Facts({ store }: { readonly store: Store }) {
  return (
    <KeyValues
      items={[
        ['Short name', <code key="slug">{store.slug}</code>],
        ['Website', store.website_url],
        ['Currency', store.currency],
        ['Time zone', store.timezone],
        ['Formats', store.adapters === null ? 'any that the hub has' : <Formats key="formats" formats={store.adapters} />],
        ['Created', <Time key="created" at={store.created_at} as="full" />],
        ['Changed', <Time key="changed" at={store.updated_at} as="full" />],
        ['Id', <code key="id">{store.id}</code>],
      ]}
    />
  );
}

function Formats({ formats }: { readonly formats: readonly string[] }) {
  if (formats.length === 0) return 'none';
  return formats.map((format) => (
    <span key={format}>
      <Tag>{format}</Tag>{' '}
    </span>
  ));
}

function ChangeStore({ store }: { readonly store: Store }) {
  const { slug: org } = useOrganisation();
  const [draft, setDraft] = useState(() => draftOf(store));
  const changed = useStoresChanged();
  const tell = useTell();
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api.PATCH('/orgs/{org}/stores/{store}', { params: { path: { org, store: store.slug } }, body: settingsOf(draft) }),
      ),
    onSuccess: async () => {
      await changed();
      tell.done('The store is changed.');
    },
  });
  return (
    <Form verb="Save" busy={save.isPending} error={save.error} fields={storeFields} onSubmit={() => save.mutate()}>
      <StoreFields draft={draft} onChange={setDraft} isNew={false} error={save.error} />
    </Form>
  );
}
