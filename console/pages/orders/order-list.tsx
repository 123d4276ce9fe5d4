/** Every order of the organisation, newest first. */
import { answerOf, api, type QueryOf, type Schemas } from '../../api/client.ts';
import { pageLimit, useRows } from '../../api/pages.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { Button } from '../../ui/button.tsx';
import { FilterBar, FilterSelect, FilterText, useFilters } from '../../ui/filters.tsx';
import { Money } from '../../ui/money.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { Tag } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { StoreFilter } from '../stores/store-filter.tsx';
import {
  FulfilmentStatus,
  fulfilmentChoices,
  OrderStatus,
  orderChoices,
  PaymentStatus,
  paymentChoices,
} from './order-status.tsx';

type Order = Schemas['Order'];

const columns: readonly Column<Order>[] = [
  {
    title: 'Order',
    width: 'minmax(90px, 1.2fr)',
    cell: ({ order_number, external_id }) => <strong>{order_number ?? external_id}</strong>,
  },
  { title: 'Placed', width: '100px', cell: ({ placed_at, created_at }) => <Time at={placed_at ?? created_at} /> },
  {
    title: 'Buyer',
    width: 'minmax(90px, 1.4fr)',
    wideOnly: true,
    cell: ({ client }) => client?.name ?? client?.email ?? '–',
  },
  { title: 'Status', width: '96px', wideOnly: true, cell: ({ status }) => <OrderStatus status={status} /> },
  { title: 'Payment', width: '130px', wideOnly: true, cell: ({ payment_status }) => <PaymentStatus status={payment_status} /> },
  {
    title: 'Fulfilment',
    width: '112px',
    wideOnly: true,
    cell: ({ fulfilment_status }) => <FulfilmentStatus status={fulfilment_status} />,
  },
  { title: 'Source', width: 'minmax(80px, 168px)', wideOnly: true, cell: ({ source }) => <Tag>imported · {source}</Tag> },
  {
    title: 'Total',
    width: '90px',
    align: 'end',
    cell: ({ total_cents, currency }) => <Money cents={total_cents} currency={currency} />,
  },
];

/** The list. */
export function OrderList() {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const filters = useFilters(['search', 'store', 'status', 'payment_status', 'fulfilment_status']);
  const { values, set } = filters;
  const wanted = values as QueryOf<'/orgs/{org}/orders'>; // what stands in the address is the hub's to judge
  const { rows, more, error, refetch } = useRows(['orders', org, values], (cursor) =>
    answerOf(
      api.GET('/orgs/{org}/orders', {
        params: {
          path: { org },
          query: { ...wanted, order: 'newest', limit: pageLimit, ...(cursor !== undefined && { cursor }) },
        },
      }),
    ),
  );
  return (
    <Page title="Orders" fills>
      <FilterBar filters={filters}>
        <FilterText main label="Number, id or e-mail" value={values.search} onChange={(value) => set('search', value)} />
        <StoreFilter value={values.store} onChange={(value) => set('store', value)} />
        <FilterSelect
          label="Status"
          any="Any status"
          value={values.status}
          choices={orderChoices}
          onChange={(value) => set('status', value)}
        />
        <FilterSelect
          label="Payment"
          any="Any payment"
          value={values.payment_status}
          choices={paymentChoices}
          onChange={(value) => set('payment_status', value)}
        />
        <FilterSelect
          label="Fulfilment"
          any="Any fulfilment"
          value={values.fulfilment_status}
          choices={fulfilmentChoices}
          onChange={(value) => set('fulfilment_status', value)}
        />
      </FilterBar>
      {error == null ? (
        <RecordList
          label="Orders"
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => hrefOf('orders', id)}
          onMore={more}
          empty={<NoOrders isFiltered={filters.areSet} onClear={filters.clear} />}
        />
      ) : (
        <Failure error={error} onRetry={refetch} />
      )}
    </Page>
  );
}

function NoOrders({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  if (isFiltered) {
    return <Empty title="No order is like that" action={<Button onClick={onClear}>Clear the filters</Button>} />;
  }
  return (
    <Empty title="There are no orders yet">
      They stand here as soon as a connector has taken one in. If one should have come, the request log says what became of it.
    </Empty>
  );
}
