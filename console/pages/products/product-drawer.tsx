/** One product, and changing it. */
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useCan } from '../../app/session.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Form } from '../../ui/form.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { majorUnits } from '../../ui/minor-units.ts';
import { Money } from '../../ui/money.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { type ProductDraft, productFieldPaths, ProductFields, useSaveProduct } from './product-fields.tsx';

type Product = Schemas['Product'];

interface ProductDrawerProps {
  readonly product: Product;
  readonly onClose: () => void;
}

/** The drawer of the list of products. */
export function ProductDrawer({ product, onClose }: ProductDrawerProps) {
  const mayChange = useCan('org_admin');
  return (
    <Drawer title={product.title} onClose={onClose}>
      {mayChange ? <Change product={product} onClose={onClose} /> : <Facts product={product} />}
    </Drawer>
  );
}

function Facts({
  product: { sku, price, currency, stock_quantity, published, created_at, updated_at },
}: {
  readonly product: Product;
}) {
  return (
    <KeyValues
      items={[
        ['SKU', <code key="sku">{sku}</code>],
        ['Price', currency === null ? null : <Money key="price" cents={price} currency={currency} />],
        ['Stock', stock_quantity ?? 'not counted'],
        ['On sale', published ? 'yes' : 'no'],
        ['Added', <Time key="added" at={created_at} as="full" />],
        ['Changed', <Time key="changed" at={updated_at} as="full" />],
      ]}
    />
  );
}

function Change({ product, onClose }: ProductDrawerProps) {
  const { sku, title, store_id, price, currency, stock_quantity, published } = product;
  const [draft, setDraft] = useState<ProductDraft>({
    sku,
    title,
    store: store_id ?? '',
    price: price === null || currency === null ? '' : majorUnits(price, currency),
    currency: currency ?? '',
    stock: stock_quantity === null ? '' : String(stock_quantity),
    published,
  });
  const tell = useTell();
  const save = useSaveProduct(() => tell.done('The product is changed.'));
  return (
    <Form
      verb="Save"
      busy={save.isPending}
      error={save.error}
      fields={productFieldPaths}
      onSubmit={() => save.mutate(draft)}
      onCancel={onClose}
    >
      <ProductFields draft={draft} onChange={setDraft} error={save.error} isKnown />
    </Form>
  );
}
