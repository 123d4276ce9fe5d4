/** The people who have an account, and what each may do. */
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useCan, useOperator } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Status, Tag } from '../../ui/status.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { ChangePerson } from './change-person.tsx';
import { DisablePerson, EnableButton } from './disable-person.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { roleNames } from './roles.ts';
import { type Person, type Scope, usePeople } from './team-calls.ts';
import styles from './team.module.css';

type Asked = { readonly what: 'invite' } | { readonly what: 'change' | 'disable'; readonly person: Person };

/** The panel. */
export function People({ scope }: { readonly scope: Scope }) {
  const { rows, error, refetch } = usePeople(scope);
  const mayChange = useCan('org_admin');
  const self = useOperator();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  return (
    <Panel
      title="People"
      actions={
        mayChange && (
          <Button icon={UserPlus} onClick={() => setAsked({ what: 'invite' })}>
            Invite somebody
          </Button>
        )
      }
    >
      {error != null && <Failure error={error} onRetry={refetch} />}
      {rows === undefined && error == null && <Loading />}
      {rows?.length === 0 && <p>Nobody has an account here yet. Who is invited gets one.</p>}
      {rows !== undefined && rows.length > 0 && (
        <Table label="People" rows={rows} keyOf={({ id }) => id} columns={columnsOf(self.id, mayChange ? setAsked : undefined)} />
      )}
      {asked?.what === 'invite' && <InviteDialog scope={scope} onClose={close} />}
      {asked?.what === 'change' && <ChangePerson person={asked.person} onClose={close} />}
      {asked?.what === 'disable' && <DisablePerson person={asked.person} onClose={close} />}
    </Panel>
  );
}

/** Without `ask` nothing can be done with them. */
function columnsOf(selfId: string | null, ask: ((asked: Asked) => void) | undefined): readonly TableColumn<Person>[] {
  return [
    {
      title: 'Name',
      cell: ({ id, name, email, role, disabled_at }) => (
        <>
          {name} {id === selfId && <Tag>you</Tag>}
          <span className={styles.email}>{email}</span>
          <span className={styles.narrowOnly}>
            {roleNames[role]}
            {disabled_at !== null && ', disabled'}
          </span>
        </>
      ),
    },
    { title: 'Role', wideOnly: true, cell: ({ role }) => roleNames[role] },
    { title: 'State', wideOnly: true, cell: ({ disabled_at }) => <PersonState isActive={disabled_at === null} /> },
    { title: 'Since', wideOnly: true, cell: ({ created_at }) => <Time at={created_at} /> },
    ...(ask === undefined ? [] : [{ title: 'What can be done', actions: true, cell: actionsOf(selfId, ask) }]),
  ];
}

function PersonState({ isActive }: { readonly isActive: boolean }) {
  return isActive ? <Status tone="good">Active</Status> : <Status tone="idle">Disabled</Status>;
}

function actionsOf(selfId: string | null, ask: (asked: Asked) => void) {
  return (person: Person) => (
    <span className={styles.buttons}>
      <Button kind="quiet" aria-label={`Change ${person.name}`} onClick={() => ask({ what: 'change', person })}>
        Change
      </Button>
      {person.id !== selfId && person.disabled_at === null && (
        <Button kind="quiet" aria-label={`Disable ${person.name}`} onClick={() => ask({ what: 'disable', person })}>
          Disable
        </Button>
      )}
      {person.disabled_at !== null && <EnableButton person={person} />}
    </span>
  );
}
