/** Makes a vendor. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { vendorBody, type VendorDraft, vendorFieldPaths, VendorFields } from './vendor-fields.tsx';

const emptyDraft: VendorDraft = { name: '', email: '', phone: '', website: '', notes: '' };

/** The dialog. */
export function NewVendor({ onClose }: { readonly onClose: () => void }) {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(emptyDraft);
  const create = useMutation({
    mutationFn: () => answerOf(api.POST('/orgs/{org}/vendors', { params: { path: { org } }, body: vendorBody(draft) })),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['vendors'] });
      onClose();
      navigate(hrefOf('vendors', id));
    },
  });
  return (
    <Dialog title="New vendor" onClose={onClose}>
      <Form
        verb="Create"
        busy={create.isPending}
        error={create.error}
        fields={vendorFieldPaths}
        onSubmit={() => create.mutate()}
        onCancel={onClose}
      >
        <VendorFields draft={draft} onChange={setDraft} error={create.error} />
      </Form>
    </Dialog>
  );
}
