/** Vendors: who supplies the organisation. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { pageLimit, useRows } from '../../api/pages.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Split } from '../../ui/drawer.tsx';
import { FilterBar, FilterText, useFilters } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { NewVendor } from './new-vendor.tsx';
import { VendorDrawer } from './vendor-drawer.tsx';
import { VendorStatus } from './vendor-status.tsx';

type Vendor = Schemas['Vendor'];

const columns: readonly Column<Vendor>[] = [
  { title: 'Vendor', width: 'minmax(140px, 1.2fr)', cell: ({ name }) => <strong>{name}</strong> },
  { title: 'E-mail', width: 'minmax(140px, 1fr)', wideOnly: true, cell: ({ email }) => email ?? '–' },
  { title: 'Website', width: 'minmax(140px, 1fr)', wideOnly: true, cell: ({ website }) => website ?? '–' },
  { title: 'State', width: '120px', cell: ({ status }) => <VendorStatus status={status} /> },
  { title: 'Changed', width: '110px', wideOnly: true, cell: ({ updated_at }) => <Time at={updated_at} /> },
];

/** The list; what follows its path is the id of the vendor that is open. */
export function VendorsPage() {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const mayCreate = useCan('org_admin');
  const [, navigate] = useLocation();
  const [, opened] = useRoute('/orgs/:org/vendors/:id');
  const [isCreating, setIsCreating] = useState(false);
  const filters = useFilters(['search']);
  const { values } = filters;
  const { rows, more, error, refetch } = useRows(['vendors', org, values], (cursor) =>
    answerOf(
      api.GET('/orgs/{org}/vendors', {
        params: {
          path: { org },
          query: { ...values, order: 'newest', limit: pageLimit, ...(cursor !== undefined && { cursor }) },
        },
      }),
    ),
  );
  const create = mayCreate && (
    <Button kind="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New vendor
    </Button>
  );
  return (
    <Page title="Vendors" fills actions={create}>
      <FilterBar filters={filters}>
        <FilterText main label="Name or e-mail" value={values.search} onChange={(value) => filters.set('search', value)} />
      </FilterBar>
      {error == null ? (
        <Split drawer={opened && <VendorDrawer id={opened['id'] ?? ''} onClose={() => navigate(hrefOf('vendors'))} />}>
          <RecordList
            label="Vendors"
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => hrefOf('vendors', id)}
            openKey={opened?.['id']}
            onMore={more}
            empty={
              filters.areSet ? (
                <Empty title="No vendor is like that" action={<Button onClick={filters.clear}>Clear the search</Button>} />
              ) : (
                <Empty title="There are no vendors yet" action={create}>
                  Keep here who supplies you; your systems are told of every change.
                </Empty>
              )
            }
          />
        </Split>
      ) : (
        <Failure error={error} onRetry={refetch} />
      )}
      {isCreating && <NewVendor onClose={() => setIsCreating(false)} />}
    </Page>
  );
}
