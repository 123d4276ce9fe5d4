/** One endpoint: what is wrong with it, what it got lately, and everything that can be done with it. */
import { Pencil } from 'lucide-react';
import { Link } from 'wouter';
import { useHref } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { EndpointEnd } from './endpoint-end.tsx';
import { EndpointFacts } from './endpoint-facts.tsx';
import { EndpointNotices } from './endpoint-notices.tsx';
import { PauseButton } from './endpoint-switch.tsx';
import { type Endpoint, isForeign, listOf, nameOf, useEndpoint } from './endpoints.ts';
import { LatestDeliveries } from './latest-deliveries.tsx';
import { RecoveryPanel } from './recovery-panel.tsx';
import { SecretPanel } from './secret-panel.tsx';
import { TestDelivery } from './test-delivery.tsx';

/** The page. */
export function EndpointPage({ id }: { readonly id: string }) {
  const { data, error, refetch } = useEndpoint(id);
  if (data === undefined) {
    return (
      <Page title="Endpoint">{error ? <Failure error={error} onRetry={() => void refetch()} /> : <Loading lines={10} />}</Page>
    );
  }
  return <Shown endpoint={data} />;
}

function Shown({ endpoint }: { readonly endpoint: Endpoint }) {
  const { id, url, enabled, description } = endpoint;
  const hrefOf = useHref();
  const mayChange = useCan('org_admin');
  const isOwn = !isForeign(endpoint);
  const list = listOf(endpoint);
  return (
    <Page
      title={nameOf(endpoint)}
      description={
        <>
          {description !== null && <>{url}, in </>}
          <Link href={hrefOf(...list.names)}>{list.title}</Link>
        </>
      }
      actions={
        mayChange && (
          <>
            <PauseButton endpoint={endpoint} />
            {isOwn && (
              <Link href={hrefOf('webhooks', 'endpoints', id, 'change')} className={buttonClass('primary')}>
                <Pencil size={16} aria-hidden />
                Change
              </Link>
            )}
          </>
        )
      }
    >
      <EndpointNotices endpoint={endpoint} />
      {mayChange && enabled && (
        <Panel title="Test">
          <p>One event of the type webhook.test, whatever the endpoint subscribes to. Nothing has happened, and it says so.</p>
          <TestDelivery endpointId={id} />
        </Panel>
      )}
      <LatestDeliveries endpointId={id} />
      {mayChange && <RecoveryPanel endpoint={endpoint} />}
      <EndpointFacts endpoint={endpoint} />
      {mayChange && isOwn && <SecretPanel endpoint={endpoint} />}
      {mayChange && <EndpointEnd endpoint={endpoint} />}
    </Page>
  );
}
