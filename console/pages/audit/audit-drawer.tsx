/** One entry of the audit log whole: who, when, from where, and what is different since. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { pageOf, whatOf } from './audit-words.ts';
import { Difference } from './difference.tsx';

interface AuditDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The drawer of the audit log. */
export function AuditDrawer({ id, onClose }: AuditDrawerProps) {
  const { slug: org } = useOrganisation();
  const { data, error, refetch } = useQuery({
    queryKey: ['audit', org, 'entry', id],
    queryFn: () => answerOf(api.GET('/orgs/{org}/audit/{id}', { params: { path: { org, id } } })),
    staleTime: Number.POSITIVE_INFINITY, // an entry never changes
  });
  return (
    <Drawer title={data === undefined ? 'Change' : whatOf(data)} onClose={onClose} actions={data && <Ways entry={data} />}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading lines={8} />}
      {data && <Content entry={data} />}
    </Drawer>
  );
}

function Ways({ entry }: { readonly entry: Schemas['AuditEntry'] }) {
  const hrefOf = useHref();
  const page = pageOf(entry);
  return (
    <>
      {page && (
        <Link href={hrefOf(...page)} className={buttonClass()}>
          See it now
        </Link>
      )}
      {entry.target_id !== null && (
        <Link href={`${hrefOf('audit')}?target_id=${encodeURIComponent(entry.target_id)}`} className={buttonClass()}>
          All that was done to it
        </Link>
      )}
    </>
  );
}

const roles = { platform_admin: 'platform admin', org_admin: 'admin', org_member: 'member' };

function Content({ entry }: { readonly entry: Schemas['AuditEntry'] }) {
  const { actor, at, client_ip, action, target_id, before, after } = entry;
  return (
    <>
      <KeyValues
        items={[
          ['Who', `${actor.name}, ${roles[actor.role]}`],
          ['When', <Time key="when" at={at} as="full" />],
          ['From', client_ip],
          ['Call', <code key="call">{action}</code>],
          ['Object', target_id === null ? undefined : <code key="object">{target_id}</code>],
        ]}
      />
      <h3>{headingOf(before, after)}</h3>
      <Difference before={before} after={after} />
    </>
  );
}

function headingOf(before: Schemas['AuditEntry']['before'], after: Schemas['AuditEntry']['after']): string {
  if (before === null) return 'What was made';
  return after === null ? 'What it was' : 'What changed';
}
