/** One product, and changing it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, answerOf, api, type Schemas } from '../../api/client.ts';
import { useOrganisation } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Form } from '../../ui/form.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { majorUnits } from '../../ui/minor-units.ts';
import { Money } from '../../ui/money.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { type ProductDraft, productFieldPaths, ProductFields, useSaveProduct } from './product-fields.tsx';

type Product = Schemas['Product'];

interface ProductDrawerProps {
  readonly sku: string;
  /** The product as the list has it; undefined where the list has not come to it. */
  readonly listed: Product | undefined;
  readonly onClose: () => void;
}

/** The drawer of the list of products. */
export function ProductDrawer({ sku, listed, onClose }: ProductDrawerProps) {
  const { slug: org } = useOrganisation();
  const mayChange = useCan('org_admin');
  const { data, error, refetch } = useQuery({
    queryKey: ['product', org, sku],
    queryFn: () => readProduct(org, sku),
    enabled: listed === undefined,
  });
  const product = listed ?? data;
  return (
    <Drawer title={product?.title ?? 'Product'} onClose={onClose}>
      {product === undefined && (error ? <Failure error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {product && (mayChange ? <Change product={product} onClose={onClose} /> : <Facts product={product} />)}
    </Drawer>
  );
}

/** Throws an ApiError of 404 where there is none: the list is asked for it, and answers with no rows. */
async function readProduct(org: string, sku: string): Promise<Product> {
  const { rows } = await answerOf(api.GET('/orgs/{org}/products', { params: { path: { org }, query: { sku } } }));
  const [product] = rows;
  if (product === undefined) throw new ApiError(404, 'not_found', 'there is no product with this SKU');
  return product;
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

function Change({ product, onClose }: { readonly product: Product; readonly onClose: () => void }) {
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
