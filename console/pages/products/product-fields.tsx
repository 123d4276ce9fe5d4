/** The fields of a product, in the form that makes one and in the one that changes one. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError, answerOf, api } from '../../api/client.ts';
import { useOrganisation } from '../../app/organisation.tsx';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import { fieldError } from '../../ui/form.tsx';
import { minorUnits } from '../../ui/minor-units.ts';
import { useStores } from '../stores/store-queries.ts';

/** What is written in the fields. */
export interface ProductDraft {
  readonly sku: string;
  readonly title: string;
  /** Empty: every store. */
  readonly store: string;
  /** In major units. */
  readonly price: string;
  readonly currency: string;
  /** Empty: nobody counts. */
  readonly stock: string;
  readonly published: boolean;
}

const path = 'products.0';

/** The paths that these fields show errors of. */
export const productFieldPaths = ['sku', 'title', 'store', 'price', 'currency', 'stock_quantity'].map(
  (name) => `${path}.${name}`,
);

/** Saves a product; a SKU that is there already is changed. */
export function useSaveProduct(onDone: () => void) {
  const { slug: org } = useOrganisation();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (draft: ProductDraft) =>
      answerOf(api.PUT('/orgs/{org}/products', { params: { path: { org } }, body: { products: [bodyOf(draft)] } })),
    onSuccess: async () => {
      await Promise.all(['products', 'product'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
      onDone();
    },
  });
}

function bodyOf({ sku, title, store, price, currency, stock, published }: ProductDraft) {
  const cents = price.trim() === '' ? null : minorUnits(price, currency);
  if (cents === undefined) {
    const message = `must be an amount of ${currency}, as 19.99`;
    throw new ApiError(422, 'validation_failed', message, [{ path: `${path}.price`, message }]);
  }
  return {
    sku,
    title,
    store: store === '' ? null : store,
    price: cents,
    currency: currency.trim() === '' ? null : currency.trim().toUpperCase(),
    stock_quantity: stock.trim() === '' ? null : Number(stock),
    published,
  };
}

interface ProductFieldsProps {
  readonly draft: ProductDraft;
  readonly onChange: (draft: ProductDraft) => void;
  readonly error: unknown;
  /** True where the product is there already: its SKU is its name. */
  readonly isKnown: boolean;
}

/** The fields. */
export function ProductFields({ draft, onChange, error, isKnown }: ProductFieldsProps) {
  const { data: stores } = useStores();
  const fieldOf = (name: Exclude<keyof ProductDraft, 'published'>, field: string) => ({
    value: draft[name],
    onChange: (value: string) => onChange({ ...draft, [name]: value }),
    error: fieldError(error, `${path}.${field}`),
  });
  return (
    <>
      <TextField label="SKU" required disabled={isKnown} {...fieldOf('sku', 'sku')} />
      <TextField label="Title" required {...fieldOf('title', 'title')} />
      <SelectField
        label="Sold by"
        choices={[
          { value: '', label: 'Every store' },
          ...(stores?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...fieldOf('store', 'store')}
      />
      <TextField label="Price" inputMode="decimal" hint="As people write it: 19.99." {...fieldOf('price', 'price')} />
      <TextField
        label="Currency"
        hint="Three letters. Empty: that of the store."
        maxLength={3}
        {...fieldOf('currency', 'currency')}
      />
      <TextField label="Stock" type="number" min={0} hint="Empty: nobody counts." {...fieldOf('stock', 'stock_quantity')} />
      <CheckField
        label="On sale"
        hint="The read API gives only what is."
        checked={draft.published}
        onChange={(published) => onChange({ ...draft, published })}
      />
    </>
  );
}
