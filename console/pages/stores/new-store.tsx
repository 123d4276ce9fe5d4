/** Makes a store: in a dialog of its own, or where a page needs one first. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { useOrganisation } from '../../app/organisation.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { newStoreDraft, settingsOf, slugIn } from './store-draft.ts';
import { StoreFields, storeFields } from './store-fields.tsx';
import { type Store, useStoresChanged } from './store-queries.ts';

interface NewStoreProps {
  readonly onCreated: (store: Store) => void;
  readonly onCancel?: () => void;
}

/** The form. */
export function NewStoreForm({ onCreated, onCancel }: NewStoreProps) {
  const { slug: org } = useOrganisation();
  const [draft, setDraft] = useState(newStoreDraft);
  const changed = useStoresChanged();
  const create = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/orgs/{org}/stores', { params: { path: { org } }, body: { ...settingsOf(draft), slug: slugIn(draft) } }),
      ),
    onSuccess: async (store) => {
      await changed();
      onCreated(store);
    },
  });
  return (
    <Form
      verb="Create the store"
      busy={create.isPending}
      error={create.error}
      fields={storeFields}
      onSubmit={() => create.mutate()}
      {...(onCancel && { onCancel })}
    >
      <StoreFields draft={draft} onChange={setDraft} isNew error={create.error} />
    </Form>
  );
}

/** The form in a dialog. */
export function NewStoreDialog({ onCreated, onCancel }: Required<NewStoreProps>) {
  return (
    <Dialog title="New store" onClose={onCancel}>
      <NewStoreForm onCreated={onCreated} onCancel={onCancel} />
    </Dialog>
  );
}
