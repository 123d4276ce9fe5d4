/** Products: what the organisation's stores sell. Websites' orders may name no others. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { pageLimit, useRows } from '../../api/pages.ts';
import { useHref, useOpened, useOrganisation } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Split } from '../../ui/drawer.tsx';
import { FilterBar, FilterText, useFilters } from '../../ui/filters.tsx';
import { Money } from '../../ui/money.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { NewProduct } from './new-product.tsx';
import { ProductDrawer } from './product-drawer.tsx';

type Product = Schemas['Product'];

const columns: readonly Column<Product>[] = [
  { title: 'SKU', width: 'minmax(100px, 1fr)', cell: ({ sku }) => <strong>{sku}</strong> },
  { title: 'Title', width: 'minmax(120px, 2fr)', cell: ({ title }) => title },
  {
    title: 'Price',
    width: '110px',
    align: 'end',
    wideOnly: true,
    cell: ({ price, currency }) => (currency === null ? '–' : <Money cents={price} currency={currency} />),
  },
  { title: 'Stock', width: '80px', align: 'end', cell: ({ stock_quantity }) => stock_quantity ?? '–' },
  {
    title: 'On sale',
    width: '110px',
    wideOnly: true,
    cell: ({ published }) => <Status tone={published ? 'good' : 'idle'}>{published ? 'yes' : 'no'}</Status>,
  },
  { title: 'Changed', width: '110px', wideOnly: true, cell: ({ updated_at }) => <Time at={updated_at} /> },
];

/** The list; what follows its path is the SKU of the product that is open. */
export function ProductsPage() {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const mayChange = useCan('org_admin');
  const [, navigate] = useLocation();
  const openSku = useOpened();
  const [isCreating, setIsCreating] = useState(false);
  const filters = useFilters(['search']);
  const { values } = filters;
  const { rows, more, error, refetch } = useRows(['products', org, values], (cursor) =>
    answerOf(
      api.GET('/orgs/{org}/products', {
        params: { path: { org }, query: { ...values, limit: pageLimit, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  );
  const create = mayChange && (
    <Button kind="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New product
    </Button>
  );
  return (
    <Page title="Products" fills actions={create}>
      <FilterBar filters={filters}>
        <FilterText main label="SKU or title" value={values.search} onChange={(value) => filters.set('search', value)} />
      </FilterBar>
      {error == null ? (
        <Split
          drawer={
            openSku !== undefined && (
              <ProductDrawer
                key={openSku}
                sku={openSku}
                listed={rows?.find(({ sku }) => sku === openSku)}
                onClose={() => navigate(hrefOf('products'))}
              />
            )
          }
        >
          <RecordList
            label="Products"
            columns={columns}
            rows={rows}
            keyOf={({ sku }) => sku}
            hrefOf={({ sku }) => hrefOf('products', sku)}
            openKey={openSku}
            onMore={more}
            empty={
              filters.areSet ? (
                <Empty title="No product is like that" action={<Button onClick={filters.clear}>Clear the search</Button>} />
              ) : (
                <Empty title="There are no products yet" action={create}>
                  An order of a website is taken only when every SKU in it is a product here. Whole catalogues come by{' '}
                  <code>PUT /admin/v1/orgs/{org}/products</code>.
                </Empty>
              )
            }
          />
        </Split>
      ) : (
        <Failure error={error} onRetry={refetch} />
      )}
      {isCreating && <NewProduct onClose={() => setIsCreating(false)} />}
    </Page>
  );
}
