/** One delivery whole: where it stands, what was tried, what was sent. */
import { RotateCcw } from 'lucide-react';
import { Link } from 'wouter';
import { useHref } from '../../app/organisation.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { jsonText } from '../../ui/json-text.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Notice } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { type DeliveryDetail, useDelivery, useRetry } from './delivery.ts';
import { DeliveryStatus } from './delivery-status.tsx';
import { DeliveryTimeline } from './delivery-timeline.tsx';
import { nameOf, useEndpointsById } from './endpoints.ts';

interface DeliveryDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The drawer of the list of deliveries. It keeps up with its delivery by itself. */
export function DeliveryDrawer({ id, onClose }: DeliveryDrawerProps) {
  const { data, error, refetch } = useDelivery(id);
  return (
    <Drawer title={data?.event_type ?? 'Delivery'} onClose={onClose} actions={data && <Actions delivery={data} />}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading lines={10} />}
      {data && <Content delivery={data} />}
    </Drawer>
  );
}

function Actions({ delivery: { id, status, event } }: { readonly delivery: DeliveryDetail }) {
  const retry = useRetry(id);
  return (
    <>
      {status !== 'pending' && (
        <Button kind="primary" icon={RotateCcw} busy={retry.isPending} onClick={() => retry.mutate()}>
          {status === 'failed' ? 'Try again now' : 'Send again'}
        </Button>
      )}
      {event !== null && <CopyButton text={jsonText(event)} what="the event" worded />}
    </>
  );
}

function Content({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { id, event, event_id, endpoint_id, endpoint_url, transport, attempts_made } = delivery;
  const hrefOf = useHref();
  const endpoint = useEndpointsById()?.get(endpoint_id);
  const target = endpoint === undefined ? (endpoint_url ?? 'a deleted endpoint') : nameOf(endpoint);
  return (
    <>
      <KeyValues
        items={[
          ['State', <DeliveryStatus key="state" status={delivery.status} />],
          [
            'To',
            endpoint === undefined ? (
              target
            ) : (
              <Link key="to" href={hrefOf('webhooks', 'endpoints', endpoint_id)}>
                {target}
              </Link>
            ),
          ],
          ['Address', endpoint?.description == null ? undefined : (endpoint_url ?? undefined)],
          ['By', transport === 'email' ? 'e-mail' : undefined],
          ['Queued', <Time key="queued" at={delivery.created_at} as="full" />],
          ['Attempts', String(attempts_made)],
          ['About', <Subject key="about" event={event} />],
          ['Delivery', <code key="id">{id}</code>],
          ['Event', <code key="event">{event_id}</code>],
        ]}
      />
      <h3>What was tried</h3>
      <DeliveryTimeline delivery={delivery} />
      <h3>What is sent</h3>
      <EventBody event={event} />
    </>
  );
}

/** What has a page of its own, by what an event calls it. */
const pages: Readonly<Record<string, string>> = { order: 'orders', client: 'clients', product: 'products', vendor: 'vendors' };

function Subject({ event }: Pick<DeliveryDetail, 'event'>) {
  const hrefOf = useHref();
  const [name, object] = Object.entries(event?.data ?? {})[0] ?? [];
  if (name === undefined || typeof object !== 'object' || object === null || !('id' in object)) return <span>–</span>;
  const page = pages[name];
  const id = name === 'product' && 'sku' in object ? String(object.sku) : String(object.id); // products stand under their SKU
  return page === undefined ? <span>{`${name} ${id}`}</span> : <Link href={hrefOf(page, id)}>{`${name} ${id}`}</Link>;
}

function EventBody({ event }: Pick<DeliveryDetail, 'event'>) {
  if (event === null) return <p>The event is kept no longer.</p>;
  if (event.data === null) {
    return <Notice tone="info" title="The mail holds a link that only its owner may follow, so it is not shown" />;
  }
  return <CodeBlock label="event" text={jsonText(event)} />;
}
