/** The first page of the day: what is wrong, what each store did in the last 24 hours, and how to connect something. */
import { Link } from 'wouter';
import { useStatistics } from '../../api/statistics.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { QuickStart } from '../connectors/quick-start.tsx';
import { useStores } from '../stores/store-queries.ts';
import { AlertList } from './alert-list.tsx';
import { StoreFigures } from './store-figures.tsx';

/** The page. */
export function OverviewPage() {
  return (
    <Page title="Overview" description="The last 24 hours, hour by hour.">
      <AlertList />
      <Stores />
    </Page>
  );
}

function Stores() {
  const hrefOf = useHref();
  const stores = useStores();
  const statistics = useStatistics(useOrganisation().slug);
  const error = stores.error ?? statistics.error;
  if (error) return <Failure error={error} onRetry={() => void Promise.all([stores.refetch(), statistics.refetch()])} />;
  if (stores.data === undefined || statistics.data === undefined) return <Loading lines={8} />;
  const { rows } = stores.data;
  const { total, stores: counted } = statistics.data;
  const isQuiet = [...total.requests, ...total.orders].every((count) => count === 0);
  return (
    <>
      {isQuiet && (
        <Empty
          title={rows.length === 0 ? 'Connect your first storefront' : 'Nothing came in during the last 24 hours'}
          action={<QuickStart />}
        >
          A connector gives a storefront its key and its delivery address; its first request shows here by itself.
        </Empty>
      )}
      <StoreFigures stores={rows} counted={counted} />
      {!isQuiet && (
        <p>
          <Link href={hrefOf('connectors')} className={buttonClass()}>
            Connect another storefront
          </Link>
        </p>
      )}
    </>
  );
}
