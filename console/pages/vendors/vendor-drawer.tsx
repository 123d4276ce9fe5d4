/** One vendor: what is known, changing it, and noting that their own people have taken it over. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Handshake, Pencil } from 'lucide-react';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Form } from '../../ui/form.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { vendorBody, type VendorDraft, vendorFieldPaths, VendorFields } from './vendor-fields.tsx';
import { VendorStatus } from './vendor-status.tsx';

type Vendor = Schemas['Vendor'];

interface VendorDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The drawer of the list of vendors. */
export function VendorDrawer({ id, onClose }: VendorDrawerProps) {
  const mayChange = useCan('org_admin');
  const [doing, setDoing] = useState<'change' | 'claim'>();
  const stop = () => setDoing(undefined);
  const { data, error, refetch } = useQuery({
    queryKey: ['vendor', id],
    queryFn: () => answerOf(api.GET('/vendors/{id}', { params: { path: { id } } })),
  });
  return (
    <Drawer
      title={data?.name ?? 'Vendor'}
      onClose={onClose}
      actions={
        mayChange &&
        data &&
        doing !== 'change' && (
          <>
            <Button icon={Pencil} onClick={() => setDoing('change')}>
              Change
            </Button>
            {data.status === 'unclaimed' && (
              <Button icon={Handshake} onClick={() => setDoing('claim')}>
                Mark as claimed
              </Button>
            )}
          </>
        )
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading />}
      {data && (doing === 'change' ? <Change vendor={data} onDone={stop} /> : <Facts vendor={data} />)}
      {data && doing === 'claim' && <Claim vendor={data} onClose={stop} />}
    </Drawer>
  );
}

function Facts({ vendor }: { readonly vendor: Vendor }) {
  return (
    <KeyValues
      items={[
        ['State', <VendorStatus key="state" status={vendor.status} />],
        ['Claimed', vendor.claimed_at === null ? undefined : <Time key="claimed" at={vendor.claimed_at} as="full" />],
        ['E-mail', vendor.email],
        ['Telephone', vendor.phone],
        ['Website', vendor.website],
        ['Notes', vendor.notes],
        ['Added', <Time key="added" at={vendor.created_at} as="full" />],
        ['Id', <code key="id">{vendor.id}</code>],
      ]}
    />
  );
}

function Change({ vendor, onDone }: { readonly vendor: Vendor; readonly onDone: () => void }) {
  const [draft, setDraft] = useState<VendorDraft>({
    name: vendor.name,
    email: vendor.email ?? '',
    phone: vendor.phone ?? '',
    website: vendor.website ?? '',
    notes: vendor.notes ?? '',
  });
  const renewed = useRenewal(vendor.id, 'The vendor is changed.', onDone);
  const save = useMutation({
    mutationFn: () => answerOf(api.PATCH('/vendors/{id}', { params: { path: { id: vendor.id } }, body: vendorBody(draft) })),
    onSuccess: renewed,
  });
  return (
    <Form
      verb="Save"
      busy={save.isPending}
      error={save.error}
      fields={vendorFieldPaths}
      onSubmit={() => save.mutate()}
      onCancel={onDone}
    >
      <VendorFields draft={draft} onChange={setDraft} error={save.error} />
    </Form>
  );
}

function Claim({ vendor, onClose }: { readonly vendor: Vendor; readonly onClose: () => void }) {
  const renewed = useRenewal(vendor.id, 'The vendor is marked as claimed.', onClose);
  const claim = useMutation({
    mutationFn: () => answerOf(api.POST('/vendors/{id}/claim', { params: { path: { id: vendor.id } } })),
    onSuccess: renewed,
  });
  return (
    <ConfirmDialog
      title={`Has ${vendor.name} taken the entry over?`}
      verb="Mark as claimed"
      busy={claim.isPending}
      error={claim.error}
      onConfirm={() => claim.mutate()}
      onClose={onClose}
    >
      <p>It cannot be taken back, and your systems are told.</p>
    </ConfirmDialog>
  );
}

/** What follows every change of a vendor. */
function useRenewal(id: string, done: string, onDone: () => void) {
  const queryClient = useQueryClient();
  const tell = useTell();
  return async () => {
    await queryClient.invalidateQueries({ queryKey: ['vendor', id] });
    await queryClient.invalidateQueries({ queryKey: ['vendors'] });
    tell.done(done);
    onDone();
  };
}
