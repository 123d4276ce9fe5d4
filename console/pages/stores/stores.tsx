/** The stores of the organisation: each is a shop, and speaks through its connectors. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { pageLimit, useRows } from '../../api/pages.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Split } from '../../ui/drawer.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { NewStoreDialog } from './new-store.tsx';
import { StoreDrawer } from './store-drawer.tsx';
import type { Store } from './store-queries.ts';

const columns: readonly Column<Store>[] = [
  { title: 'Name', width: 'minmax(120px, 2fr)', cell: ({ name }) => name },
  { title: 'Short name', width: 'minmax(90px, 1fr)', cell: ({ slug }) => <code>{slug}</code> },
  { title: 'Website', width: 'minmax(120px, 2fr)', wideOnly: true, cell: ({ website_url }) => website_url ?? '–' },
  { title: 'Currency', width: '72px', cell: ({ currency }) => currency },
  { title: 'Time zone', width: 'minmax(110px, 1fr)', wideOnly: true, cell: ({ timezone }) => timezone },
  { title: 'Formats', width: 'minmax(80px, 1fr)', wideOnly: true, cell: ({ adapters }) => adapters?.join(', ') ?? 'any' },
  { title: 'Created', width: '100px', wideOnly: true, cell: ({ created_at }) => <Time at={created_at} /> },
];

/** The page; what follows its path is the short name of the store that is open. */
export function StoresPage() {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const [, navigate] = useLocation();
  const [, opened] = useRoute('/orgs/:org/stores/:store');
  const [isCreating, setIsCreating] = useState(false);
  const mayCreate = useCan('org_admin');
  const list = useRows(['stores', org, 'rows'], (cursor) =>
    answerOf(
      api.GET('/orgs/{org}/stores', {
        params: { path: { org }, query: { limit: pageLimit, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  );
  const create = mayCreate && (
    <Button kind="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New store
    </Button>
  );
  const open = opened?.['store'];
  return (
    <Page
      title="Stores"
      description="Each is a shop of yours. Storefronts speak for one through its connectors."
      actions={create}
      fills
    >
      {list.error != null ? (
        <Failure error={list.error} onRetry={list.refetch} />
      ) : (
        <Split drawer={open && <StoreDrawer store={open} onClose={() => navigate(hrefOf('stores'))} />}>
          <RecordList
            label="Stores"
            columns={columns}
            rows={list.rows}
            keyOf={({ slug }) => slug}
            hrefOf={({ slug }) => hrefOf('stores', slug)}
            openKey={open}
            onMore={list.more}
            empty={
              <Empty title="There is no store yet" action={create}>
                A store has the currency and the time zone of what comes without one, and the connectors that take its orders in.
              </Empty>
            }
          />
        </Split>
      )}
      {isCreating && (
        <NewStoreDialog
          onCancel={() => setIsCreating(false)}
          onCreated={({ slug }) => {
            setIsCreating(false);
            navigate(hrefOf('stores', slug));
          }}
        />
      )}
    </Page>
  );
}
