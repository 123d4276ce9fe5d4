/** Clients: who buys in the organisation's stores. */
import { useRoute, useLocation } from 'wouter';
import { Plus } from 'lucide-react';
import { useState } from 'react';
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
import { Tag } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { ClientDrawer } from './client-drawer.tsx';
import { NewClient } from './new-client.tsx';

type Client = Schemas['Client'];

const columns: readonly Column<Client>[] = [
  { title: 'Client', width: 'minmax(140px, 1.2fr)', cell: ({ name, email }) => <strong>{name ?? email ?? 'unknown'}</strong> },
  { title: 'E-mail', width: 'minmax(140px, 1.5fr)', wideOnly: true, cell: ({ email }) => email ?? '–' },
  { title: 'Telephone', width: '150px', wideOnly: true, cell: ({ phone }) => phone ?? '–' },
  {
    title: 'Tags',
    width: 'minmax(100px, 1fr)',
    wideOnly: true,
    cell: ({ tags }) => tags.map((tag) => <Tag key={tag}>{tag}</Tag>),
  },
  { title: 'Changed', width: '110px', cell: ({ updated_at }) => <Time at={updated_at} /> },
];

/** The list; what follows its path is the id of the client that is open. */
export function ClientsPage() {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const mayCreate = useCan('org_admin');
  const [, navigate] = useLocation();
  const [, opened] = useRoute('/orgs/:org/clients/:id');
  const [isCreating, setIsCreating] = useState(false);
  const filters = useFilters(['search']);
  const { values } = filters;
  const { rows, more, error, refetch } = useRows(['clients', org, values], (cursor) =>
    answerOf(
      api.GET('/orgs/{org}/clients', {
        params: {
          path: { org },
          query: { ...values, order: 'newest', limit: pageLimit, ...(cursor !== undefined && { cursor }) },
        },
      }),
    ),
  );
  const create = mayCreate && (
    <Button kind="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New client
    </Button>
  );
  return (
    <Page title="Clients" fills actions={create}>
      <FilterBar filters={filters}>
        <FilterText main label="Name or e-mail" value={values.search} onChange={(value) => filters.set('search', value)} />
      </FilterBar>
      {error == null ? (
        <Split drawer={opened && <ClientDrawer id={opened['id'] ?? ''} onClose={() => navigate(hrefOf('clients'))} />}>
          <RecordList
            label="Clients"
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => hrefOf('clients', id)}
            openKey={opened?.['id']}
            onMore={more}
            empty={
              filters.areSet ? (
                <Empty title="No client is like that" action={<Button onClick={filters.clear}>Clear the search</Button>} />
              ) : (
                <Empty title="There are no clients yet">
                  They come with the orders, and a storefront can send them by themselves.
                </Empty>
              )
            }
          />
        </Split>
      ) : (
        <Failure error={error} onRetry={refetch} />
      )}
      {isCreating && <NewClient onClose={() => setIsCreating(false)} />}
    </Page>
  );
}
