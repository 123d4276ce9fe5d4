/** Makes a product. */
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { type ProductDraft, productFieldPaths, ProductFields, useSaveProduct } from './product-fields.tsx';

const emptyDraft: ProductDraft = { sku: '', title: '', store: '', price: '', currency: 'GBP', stock: '', published: true };

/** The dialog. */
export function NewProduct({ onClose }: { readonly onClose: () => void }) {
  const [draft, setDraft] = useState(emptyDraft);
  const tell = useTell();
  const save = useSaveProduct(() => {
    tell.done('The product is there.');
    onClose();
  });
  return (
    <Dialog title="New product" onClose={onClose}>
      <Form
        verb="Create"
        busy={save.isPending}
        error={save.error}
        fields={productFieldPaths}
        onSubmit={() => save.mutate(draft)}
        onCancel={onClose}
      >
        <ProductFields draft={draft} onChange={setDraft} error={save.error} isKnown={false} />
      </Form>
    </Dialog>
  );
}
