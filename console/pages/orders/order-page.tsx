/** One order: what is in it, what was paid and sent, and everything that happened to it. */
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { Link } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Money } from '../../ui/money.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Notice, Tag } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { Address } from './address.tsx';
import { OrderActions } from './order-actions.tsx';
import { OrderLines } from './order-lines.tsx';
import styles from './order-page.module.css';
import { OrderPayments } from './order-payments.tsx';
import { FulfilmentStatus, OrderStatus, PaymentStatus } from './order-status.tsx';
import { OrderTimeline } from './order-timeline.tsx';

type OrderDetail = Schemas['OrderDetail'];

/** The page of the order with this id. */
export function OrderPage({ id }: { readonly id: string }) {
  const hrefOf = useHref();
  const { data, error, refetch } = useQuery({
    queryKey: ['order', id],
    queryFn: () => answerOf(api.GET('/orders/{id}', { params: { path: { id } } })),
  });
  return (
    <Page
      title={data === undefined ? 'Order' : `Order ${data.order_number ?? data.external_id}`}
      description={data && <States order={data} />}
      actions={
        <Link href={hrefOf('orders')} className={buttonClass('quiet')}>
          <ArrowLeft size={16} aria-hidden />
          All orders
        </Link>
      }
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading lines={12} />}
      {data && <Content order={data} />}
    </Page>
  );
}

function States({ order }: { readonly order: OrderDetail }) {
  return (
    <span className={styles.states}>
      <OrderStatus status={order.status} />
      <PaymentStatus status={order.payment_status} />
      <FulfilmentStatus status={order.fulfilment_status} />
      <Tag>imported · {order.source}</Tag>
    </span>
  );
}

function Content({ order }: { readonly order: OrderDetail }) {
  return (
    <>
      {order.totals_mismatch_cents !== 0 && (
        <Notice tone="warn" title="The parts do not add up to the total">
          The storefront's total differs from the sum of its parts by{' '}
          <Money cents={order.totals_mismatch_cents} currency={order.currency} />. It is kept as it was sent.
        </Notice>
      )}
      <OrderActions order={order} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <OrderLines order={order} />
          <OrderPayments order={order} />
          <Shipments order={order} />
          <OrderTimeline id={order.id} />
        </div>
        <div className={styles.side}>
          <Buyer order={order} />
          <Facts order={order} />
        </div>
      </div>
    </>
  );
}

function Buyer({ order: { client, shipping_address, billing_address, notes } }: { readonly order: OrderDetail }) {
  const hrefOf = useHref();
  return (
    <Panel title="Buyer">
      {client === null ? (
        <p>The order names nobody.</p>
      ) : (
        <KeyValues
          items={[
            [
              'Name',
              <Link key="name" href={hrefOf('clients', client.id)}>
                {client.name ?? client.email ?? 'unknown'}
              </Link>,
            ],
            ['E-mail', client.email],
            ['Telephone', client.phone],
          ]}
        />
      )}
      <Address title="Sent to" address={shipping_address} />
      <Address title="Billed to" address={billing_address} />
      {notes !== null && (
        <div>
          <h3>Note</h3>
          <p className={styles.note}>{notes}</p>
        </div>
      )}
    </Panel>
  );
}

function Facts({ order }: { readonly order: OrderDetail }) {
  return (
    <Panel title="Facts">
      <KeyValues
        items={[
          ['Placed', <Time key="placed" at={order.placed_at} as="full" never="not said" />],
          ['Stored', <Time key="stored" at={order.created_at} as="full" />],
          ['Changed', <Time key="changed" at={order.updated_at} as="full" />],
          ['Cancelled', order.cancelled_at === null ? undefined : <Time key="cancelled" at={order.cancelled_at} as="full" />],
          ['Why', order.cancel_reason ?? undefined],
          ['Its status there', order.source_status],
          ['External id', <code key="external">{order.external_id}</code>],
          ['Visit', order.session_id ?? undefined],
          ['Id', <code key="id">{order.id}</code>],
        ]}
      />
    </Panel>
  );
}

function Shipments({ order: { shipments } }: { readonly order: OrderDetail }) {
  if (shipments.length === 0) return null;
  return (
    <Panel title="Parcels">
      <ul className={styles.parcels}>
        {shipments.map(({ id, carrier, tracking_number, tracking_url, created_at }) => (
          <li key={id}>
            <strong>{carrier}</strong>{' '}
            {tracking_url === null ? (
              tracking_number
            ) : (
              <a href={tracking_url} rel="noreferrer" target="_blank">
                {tracking_number}
              </a>
            )}{' '}
            <Time at={created_at} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
