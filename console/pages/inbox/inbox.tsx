/** The inbox: what buyers wrote, those first that nobody has read, and the thread of one beside the list. */
import { useLocation, useRoute, useSearch } from 'wouter';
import { answerOf, api, type QueryOf, type Schemas } from '../../api/client.ts';
import { pageLimit, useRows } from '../../api/pages.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { Button } from '../../ui/button.tsx';
import { Split } from '../../ui/drawer.tsx';
import { FilterBar, FilterSelect, useFilters } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { StoreFilter } from '../stores/store-filter.tsx';
import { Thread } from './thread.tsx';

type Conversation = Schemas['Conversation'];

const columns: readonly Column<Conversation>[] = [
  {
    title: 'From',
    width: 'minmax(130px, 1.2fr)',
    cell: ({ buyer_name, buyer_email, unread }) =>
      unread ? <strong>{buyer_name || buyer_email}</strong> : buyer_name || buyer_email,
  },
  { title: 'E-mail', width: 'minmax(130px, 1.4fr)', wideOnly: true, cell: ({ buyer_email }) => buyer_email },
  {
    title: 'State',
    width: '110px',
    cell: ({ unread, status }) => <Status tone={unread ? 'info' : 'idle'}>{unread ? 'unread' : status}</Status>,
  },
  { title: 'Last message', width: '120px', align: 'end', cell: ({ last_message_at }) => <Time at={last_message_at} /> },
];

const statuses = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
];

/** The list; what follows its path is the id of the conversation that is open. */
export function InboxPage() {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const search = useSearch();
  const [, navigate] = useLocation();
  const [, opened] = useRoute('/orgs/:org/inbox/:id');
  const filters = useFilters(['status', 'store']);
  const { values, set } = filters;
  const wanted = values as QueryOf<'/orgs/{org}/conversations'>; // what stands in the address is the hub's to judge
  const { rows, more, error, refetch } = useRows(['conversations', org, values], (cursor) =>
    answerOf(
      api.GET('/orgs/{org}/conversations', {
        params: {
          path: { org },
          query: { ...wanted, order: 'unread', limit: pageLimit, ...(cursor !== undefined && { cursor }) },
        },
      }),
    ),
  );
  const withSearch = (href: string) => (search === '' ? href : `${href}?${search}`);
  return (
    <Page title="Inbox" fills>
      <FilterBar filters={filters}>
        <FilterSelect
          label="State"
          any="Open or closed"
          value={values.status}
          choices={statuses}
          onChange={(value) => set('status', value)}
        />
        <StoreFilter value={values.store} onChange={(value) => set('store', value)} />
      </FilterBar>
      {error == null ? (
        <Split drawer={opened && <Thread id={opened['id'] ?? ''} onClose={() => navigate(withSearch(hrefOf('inbox')))} />}>
          <RecordList
            label="Conversations"
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => withSearch(hrefOf('inbox', id))}
            openKey={opened?.['id']}
            onMore={more}
            empty={
              filters.areSet ? (
                <Empty title="No conversation is like that" action={<Button onClick={filters.clear}>Clear the filters</Button>} />
              ) : (
                <Empty title="Nobody has written yet">
                  What buyers write in a website's contact form stands here, and your answers go back through the website's relay.
                </Empty>
              )
            }
          />
        </Split>
      ) : (
        <Failure error={error} onRetry={refetch} />
      )}
    </Page>
  );
}
