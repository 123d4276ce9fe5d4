/** One client, and their orders. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Form } from '../../ui/form.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { Address } from '../orders/address.tsx';
import { clientBody, type ClientDraft, clientFieldPaths, ClientFields } from './client-fields.tsx';

type Client = Schemas['Client'];

interface ClientDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The drawer of the list of clients. */
export function ClientDrawer({ id, onClose }: ClientDrawerProps) {
  const mayChange = useCan('org_admin');
  const [isChanging, setIsChanging] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['client', id],
    queryFn: () => answerOf(api.GET('/clients/{id}', { params: { path: { id } } })),
  });
  return (
    <Drawer
      title={data?.name ?? data?.email ?? 'Client'}
      onClose={onClose}
      actions={
        mayChange &&
        data &&
        !isChanging && (
          <Button icon={Pencil} onClick={() => setIsChanging(true)}>
            Change
          </Button>
        )
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading />}
      {data && isChanging && <Change client={data} onDone={() => setIsChanging(false)} />}
      {data && !isChanging && <Facts client={data} />}
    </Drawer>
  );
}

function Facts({ client }: { readonly client: Client }) {
  const hrefOf = useHref();
  return (
    <>
      <KeyValues
        items={[
          ['Name', client.name],
          ['E-mail', client.email],
          ['Telephone', client.phone],
          ['Kind', client.type ?? 'not said'],
          ['Tags', client.tags.length === 0 ? undefined : client.tags.join(', ')],
          ['Known since', <Time key="since" at={client.created_at} as="full" />],
          ['Changed', <Time key="changed" at={client.updated_at} as="full" />],
          ['Id', <code key="id">{client.id}</code>],
        ]}
      />
      <Address title="Address" address={client.address} />
      {client.email !== null && (
        <p>
          <Link href={`${hrefOf('orders')}?search=${encodeURIComponent(client.email)}`}>Orders with this e-mail address</Link>
        </p>
      )}
    </>
  );
}

function Change({ client, onDone }: { readonly client: Client; readonly onDone: () => void }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const [draft, setDraft] = useState<ClientDraft>({
    name: client.name ?? '',
    email: client.email ?? '',
    phone: client.phone ?? '',
    type: client.type ?? '',
    tags: client.tags.join(', '),
  });
  const save = useMutation({
    mutationFn: () => answerOf(api.PATCH('/clients/{id}', { params: { path: { id: client.id } }, body: clientBody(draft) })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['client', client.id] });
      await queryClient.invalidateQueries({ queryKey: ['clients'] });
      tell.done('The client is changed.');
      onDone();
    },
  });
  return (
    <Form
      verb="Save"
      busy={save.isPending}
      error={save.error}
      fields={clientFieldPaths}
      onSubmit={() => save.mutate()}
      onCancel={onDone}
    >
      <ClientFields draft={draft} onChange={setDraft} error={save.error} />
    </Form>
  );
}
