/** What is wrong now, worst first, each with what to do and where to look. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useHref, useOrganisation } from '../../app/organisation.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Notice, type Tone } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './overview.module.css';

type Alert = Schemas['AlertRow'];

const tones: Readonly<Record<Alert['severity'], Tone>> = { error: 'bad', warning: 'warn', info: 'info' };

/** Alerts come and go by themselves. */
const pollMilliseconds = 30_000;

/** The organisation's alerts. */
export function AlertList() {
  const { slug: org } = useOrganisation();
  const { data, error, refetch } = useQuery({
    queryKey: ['alerts', org],
    queryFn: () => answerOf(api.GET('/orgs/{org}/alerts', { params: { path: { org } } })),
    refetchInterval: pollMilliseconds,
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={2} />;
  if (data.rows.length === 0) return <Notice tone="good" title="Nothing is wrong" />;
  return (
    <ul className={styles.alerts} aria-label="What is wrong now">
      {data.rows.map((alert) => (
        <li key={`${alert.code} ${alert.connector_id ?? alert.endpoint_id ?? ''}`}>
          <Notice tone={tones[alert.severity]} title={alert.title} action={<Place alert={alert} />}>
            {alert.detail} Since <Time at={alert.since} />.
          </Notice>
        </li>
      ))}
    </ul>
  );
}

/** Where the alert can be looked into. */
function Place({ alert: { code, connector_id, endpoint_id } }: { readonly alert: Alert }) {
  const hrefOf = useHref();
  const href =
    connector_id !== undefined
      ? placeOfConnector(code, connector_id, hrefOf)
      : endpoint_id !== undefined
        ? hrefOf('webhooks', 'endpoints', endpoint_id)
        : undefined;
  if (href === undefined) return null;
  return (
    <Link href={href} className={buttonClass()}>
      Look
    </Link>
  );
}

function placeOfConnector(code: Alert['code'], id: string, hrefOf: ReturnType<typeof useHref>): string {
  const log = (filter: string) => `${hrefOf('requests')}?connector=${id}&${filter}`;
  switch (code) {
    case 'requests_quarantined':
      return log('quarantined=true');
    case 'signature_failures':
    case 'sender_clock_skew':
      return log('status_class=4xx');
    case 'adapter_failing':
    case 'server_errors':
      return log('status_class=5xx');
    default:
      return hrefOf('connectors', id);
  }
}
