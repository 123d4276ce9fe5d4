/** The keys with which programs of yours read what the hub has stored. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useRoute } from 'wouter';
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
import { ApiKeyDrawer } from './api-key-drawer.tsx';
import { ApiKeyStatus } from './api-key-status.tsx';
import { scopeNames } from './api-key-text.ts';
import { NewApiKey } from './new-api-key.tsx';

const columns: readonly Column<Schemas['ApiKey']>[] = [
  { title: 'Name', width: 'minmax(120px, 2fr)', cell: ({ name }) => name },
  { title: 'Status', width: '100px', cell: ({ status }) => <ApiKeyStatus status={status} /> },
  { title: 'Begins with', width: 'minmax(150px, 1fr)', wideOnly: true, cell: ({ key_prefix }) => <code>{key_prefix}</code> },
  { title: 'May', width: 'minmax(120px, 2fr)', wideOnly: true, cell: ({ scope }) => scopeNames[scope] },
  { title: 'Last used', width: '100px', cell: ({ last_used_at }) => <Time at={last_used_at} /> },
  { title: 'Created', width: '100px', wideOnly: true, cell: ({ created_at }) => <Time at={created_at} /> },
];

/** The page; what follows its path is the id of the key that is open. */
export function ApiKeysPage() {
  const { slug: org } = useOrganisation();
  const hrefOf = useHref();
  const [, navigate] = useLocation();
  const [, opened] = useRoute('/orgs/:org/api-keys/:id');
  const [isCreating, setIsCreating] = useState(false);
  const mayCreate = useCan('org_admin');
  const list = useRows(['api-keys', org], (cursor) =>
    answerOf(
      api.GET('/orgs/{org}/api-keys', {
        params: { path: { org }, query: { limit: pageLimit, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  );
  const create = mayCreate && (
    <Button kind="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New API key
    </Button>
  );
  const openId = opened?.['id'];
  const open = list.rows?.find(({ id }) => id === openId);
  return (
    <Page
      title="API keys"
      description="With one, a program of yours reads orders, clients and the rest. What storefronts send comes in by connectors."
      actions={create}
      fills
    >
      {list.error != null ? (
        <Failure error={list.error} onRetry={list.refetch} />
      ) : (
        <Split drawer={openId && list.rows && <ApiKeyDrawer apiKey={open} onClose={() => navigate(hrefOf('api-keys'))} />}>
          <RecordList
            label="API keys"
            columns={columns}
            rows={list.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => hrefOf('api-keys', id)}
            openKey={openId}
            onMore={list.more}
            empty={
              <Empty title="There is no key yet" action={create}>
                The read API gives orders, clients, products and vendors as JSON, and goes on from where a program stopped
                reading.
              </Empty>
            }
          />
        </Split>
      )}
      {isCreating && <NewApiKey onClose={() => setIsCreating(false)} />}
    </Page>
  );
}
