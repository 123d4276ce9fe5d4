/** The audit log: who changed what, newest first. A row opens beside the list and shows what was before and what became of it. */
import { useLocation, useRoute, useSearch } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { pageLimit, useRows } from '../../api/pages.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Split } from '../../ui/drawer.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RecordList } from '../../ui/record-list.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { AuditDrawer } from './audit-drawer.tsx';
import { AuditFilters, queryOf, useAuditFilters } from './audit-filters.tsx';
import { subjectOf, whatOf } from './audit-words.ts';

/** One act. */
type AuditEntry = Schemas['AuditEntry'];

const columns: readonly Column<AuditEntry>[] = [
  { title: 'When', width: '92px', cell: ({ at }) => <Time at={at} /> },
  { title: 'Who', width: 'minmax(80px, 0.6fr)', cell: ({ actor }) => actor.name },
  { title: 'What', width: 'minmax(130px, 1fr)', cell: whatOf },
  { title: 'Details', width: 'minmax(130px, 1fr)', wideOnly: true, cell: subjectOf },
  { title: 'From', width: '140px', wideOnly: true, cell: ({ client_ip }) => client_ip },
];

/** The page; what follows its path is the id of the entry that is open. */
export function AuditPage() {
  const mayRead = useCan('org_admin');
  if (mayRead) return <AuditLog />;
  return (
    <Page title="Audit log">
      <Empty title="The log is for admins">It shows who changed what, from which address.</Empty>
    </Page>
  );
}

function AuditLog() {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const search = useSearch();
  const [, navigate] = useLocation();
  const [, opened] = useRoute('/orgs/:org/audit/:id');
  const filters = useAuditFilters();
  const query = queryOf(filters.values);
  const list = useRows(['audit', org, JSON.stringify(query)], (cursor) =>
    answerOf(
      api.GET('/orgs/{org}/audit', {
        params: { path: { org }, query: { ...query, limit: pageLimit, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  );
  const withSearch = (href: string) => (search === '' ? href : `${href}?${search}`);
  const openId = opened?.['id'];
  return (
    <Page title="Audit log" fills>
      <AuditFilters filters={filters} />
      {list.error != null ? (
        <Failure error={list.error} onRetry={list.refetch} />
      ) : (
        <Split drawer={openId && <AuditDrawer id={openId} onClose={() => navigate(withSearch(hrefOf('audit')))} />}>
          <RecordList
            label="Changes"
            columns={columns}
            rows={list.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => withSearch(hrefOf('audit', id))}
            openKey={openId}
            onMore={list.more}
            empty={
              filters.areSet ? (
                <Empty title="No change is like that" action={<Button onClick={filters.clear}>Clear the filters</Button>} />
              ) : (
                <Empty title="Nothing has been changed yet">
                  Whatever an operator changes, here or through the API, is written down with who did it and from where.
                </Empty>
              )
            }
          />
        </Split>
      )}
    </Page>
  );
}
