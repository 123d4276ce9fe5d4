/** How the storefront of a connector is told where to send, again. Its secrets were shown when they were made. */
import type { Adapter } from '../../adapters/adapter-queries.ts';
import { guidesOf } from '../../adapters/guides.ts';
import { Panel } from '../../../ui/page.tsx';
import type { Connector } from '../connector-queries.ts';
import { DeliveryUrls, SetUp } from '../set-up.tsx';

interface ConnectorSetUpProps {
  readonly connector: Connector;
  /** Undefined while it is on its way, or when it is not loaded. */
  readonly adapter: Adapter | undefined;
}

/** The delivery URLs, and the steps for each kind of sender that speaks the format. */
export function ConnectorSetUp({ connector, adapter }: ConnectorSetUpProps) {
  return (
    <>
      <DeliveryUrls urls={connector.delivery_urls} />
      {adapter &&
        guidesOf(adapter).map((guide) => (
          <Panel key={guide.name} title={guide.name}>
            {guide.description !== undefined && <p>{guide.description}</p>}
            <SetUp connector={connector} guide={guide} />
          </Panel>
        ))}
    </>
  );
}
