/** Makes a client by hand. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useStores } from '../stores/store-queries.ts';
import { clientBody, type ClientDraft, clientFieldPaths, ClientFields } from './client-fields.tsx';

const emptyDraft: ClientDraft = { name: '', email: '', phone: '', type: '', tags: '' };

/** The dialog. */
export function NewClient({ onClose }: { readonly onClose: () => void }) {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(emptyDraft);
  const [chosenStore, setChosenStore] = useState<string>();
  const { data: stores } = useStores();
  const store = chosenStore ?? stores?.rows[0]?.slug ?? '';
  const create = useMutation({
    mutationFn: () =>
      answerOf(api.POST('/orgs/{org}/stores/{store}/clients', { params: { path: { org, store } }, body: clientBody(draft) })),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['clients'] });
      onClose();
      navigate(hrefOf('clients', id));
    },
  });
  return (
    <Dialog title="New client" onClose={onClose}>
      <Form
        verb="Create"
        busy={create.isPending}
        error={create.error}
        fields={clientFieldPaths}
        onSubmit={() => create.mutate()}
        onCancel={onClose}
      >
        <SelectField
          label="Store"
          required
          value={store}
          choices={(stores?.rows ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
          onChange={setChosenStore}
        />
        <ClientFields draft={draft} onChange={setDraft} error={create.error} />
      </Form>
    </Dialog>
  );
}
