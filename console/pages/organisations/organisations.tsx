/** The platform's own page: its organisations, how another one is made, and who operates the platform. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answerOf, api } from '../../api/client.ts';
import { pageLimit, useRows } from '../../api/pages.ts';
import { Outside } from '../../app/outside.tsx';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './organisations.module.css';
import { slugOf } from './slug.ts';

const PlatformTeam = lazy(async () => ({ default: (await import('../team/platform-team.tsx')).PlatformTeam }));

/** For platform admins: everybody else has one organisation and is led there. */
export function OrganisationsPage() {
  const [isCreating, setIsCreating] = useState(false);
  const mayOperatePlatform = useCan('platform_admin');
  const { rows, more, error, refetch } = useRows(['orgs', 'rows'], (cursor) =>
    answerOf(api.GET('/orgs', { params: { query: { limit: pageLimit, ...(cursor !== undefined && { cursor }) } } })),
  );
  const create = (
    <Button kind="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New organisation
    </Button>
  );
  return (
    <Outside>
      <Page
        title="Organisations"
        description="Each is a tenant of its own: nothing of one is seen from another."
        actions={create}
      >
        <Panel>
          {error != null && <Failure error={error} onRetry={refetch} />}
          {rows === undefined && error == null && <Loading />}
          {rows?.length === 0 && (
            <Empty title="There is no organisation yet" action={create}>
              An organisation has stores, and each store has connectors that take its orders in.
            </Empty>
          )}
          <ul className={styles.list}>
            {rows?.map(({ id, slug, name, created_at }) => (
              <li key={id}>
                <Link href={`/orgs/${encodeURIComponent(slug)}/overview`}>{name}</Link>
                <span>
                  <code>{slug}</code>, created <Time at={created_at} />
                </span>
              </li>
            ))}
          </ul>
          {more && <Button onClick={more}>Show more</Button>}
        </Panel>
        {mayOperatePlatform && (
          <Suspense fallback={<Loading />}>
            <PlatformTeam />
          </Suspense>
        )}
      </Page>
      {isCreating && <NewOrganisation onClose={() => setIsCreating(false)} />}
    </Outside>
  );
}

function NewOrganisation({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [slug, setSlug] = useState<string>();
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const body = { name, slug: slug ?? slugOf(name) };
  const create = useMutation({
    mutationFn: () => answerOf(api.POST('/orgs', { body })),
    onSuccess: async (organisation) => {
      await queryClient.invalidateQueries({ queryKey: ['orgs'] });
      navigate(`/orgs/${encodeURIComponent(organisation.slug)}/overview`);
    },
  });
  return (
    <Dialog title="New organisation" onClose={onClose}>
      <Form
        verb="Create"
        busy={create.isPending}
        error={create.error}
        fields={['name', 'slug']}
        onSubmit={() => create.mutate()}
        onCancel={onClose}
      >
        <TextField label="Name" required value={name} onChange={setName} error={fieldError(create.error, 'name')} />
        <TextField
          label="Short name"
          hint="Stands in addresses: small letters, digits and hyphens. It cannot be changed."
          required
          value={body.slug}
          onChange={setSlug}
          error={fieldError(create.error, 'slug')}
        />
      </Form>
    </Dialog>
  );
}
