/** Whose pages these are, and for who operates the platform the way to another organisation's. */
import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { answerOf, api } from '../api/client.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Failure, Loading } from '../ui/states.tsx';
import styles from './organisation-switch.module.css';
import { useOrganisation } from './organisation.tsx';
import { useCan } from './session.tsx';

/** The organisation's name, or a button with it. */
export function OrganisationSwitch() {
  const { name } = useOrganisation();
  const mayChange = useCan('platform_admin');
  const [isChoosing, setIsChoosing] = useState(false);
  if (!mayChange) return <p className={styles.name}>{name}</p>;
  return (
    <>
      <button
        type="button"
        className={styles.switch}
        aria-haspopup="dialog"
        aria-label={`Organisation: ${name}`}
        onClick={() => setIsChoosing(true)}
      >
        {name}
        <ChevronsUpDown size={16} aria-hidden />
      </button>
      {isChoosing && <Choice onClose={() => setIsChoosing(false)} />}
    </>
  );
}

function Choice({ onClose }: { readonly onClose: () => void }) {
  const { slug } = useOrganisation();
  const { data, error, refetch } = useQuery({
    queryKey: ['orgs'],
    queryFn: () => answerOf(api.GET('/orgs', { params: { query: { limit: 100 } } })),
  });
  return (
    <Dialog title="Go to another organisation" onClose={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading />}
      {data && (
        <ul className={styles.organisations}>
          {data.rows.map((organisation) => (
            <li key={organisation.id}>
              <Link
                href={`/orgs/${encodeURIComponent(organisation.slug)}/overview`}
                aria-current={organisation.slug === slug ? 'true' : undefined}
                onClick={onClose}
              >
                {organisation.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Link href="/organisations" onClick={onClose}>
        All organisations
      </Link>
    </Dialog>
  );
}
