/** Whom the organisation's alerts are mailed to. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { fieldError, Form } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Status } from '../../ui/status.tsx';
import { Table, type TableColumn } from '../../ui/table.tsx';
import { useTell } from '../../ui/toasts.tsx';
import styles from './team.module.css';

type Recipients = Schemas['AlertRecipients'];

/** The panel. */
export function AlertRecipients({ org }: { readonly org: string }) {
  const [isChanging, setIsChanging] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['alert-recipients', org],
    queryFn: () => answerOf(api.GET('/orgs/{org}/alert-recipients', { params: { path: { org } } })),
  });
  return (
    <Panel title="Alerts are sent to" actions={data && <Button onClick={() => setIsChanging(true)}>Change</Button>}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading lines={2} />}
      {data?.recipients.length === 0 && (
        <p>Nobody. Alerts tell that an endpoint fails, that signatures do not match, that deliveries are late.</p>
      )}
      {data !== undefined && data.recipients.length > 0 && <RecipientTable recipients={data.recipients} />}
      {isChanging && data && <Change org={org} emails={data.emails} onClose={() => setIsChanging(false)} />}
    </Panel>
  );
}

const columns: readonly TableColumn<Recipients['recipients'][number]>[] = [
  { title: 'Address', cell: ({ target }) => target },
  { title: 'State', cell: (recipient) => <RecipientState recipient={recipient} /> },
];

/** Who is told, and whether it works. */
export function RecipientTable({ recipients }: Pick<Recipients, 'recipients'>) {
  return <Table label="Alerts are sent to" rows={recipients} keyOf={({ endpoint_id }) => endpoint_id} columns={columns} />;
}

function RecipientState({ recipient }: { readonly recipient: Recipients['recipients'][number] }) {
  const { transport, confirmed_at, enabled } = recipient;
  if (!enabled) return <Status tone="bad">Given up</Status>;
  if (transport === 'email' && confirmed_at === null) return <Status tone="warn">Not confirmed</Status>;
  return <Status tone="good">Told</Status>;
}

interface ChangeProps {
  readonly org: string;
  readonly emails: readonly string[];
  readonly onClose: () => void;
}

function Change({ org, emails, onClose }: ChangeProps) {
  const [drafts, setDrafts] = useState(emails.length === 0 ? [''] : emails);
  const queryClient = useQueryClient();
  const tell = useTell();
  const sent = drafts.map((draft) => draft.trim());
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api.PUT('/orgs/{org}/alert-recipients', {
          params: { path: { org } },
          body: { emails: sent.filter((email) => email !== '') },
        }),
      ),
    onSuccess: async (recipients) => {
      queryClient.setQueryData(['alert-recipients', org], recipients);
      await queryClient.invalidateQueries({ queryKey: ['webhook-endpoints'] });
      tell.done('New addresses get a mail with a link first.');
      onClose();
    },
  });
  return (
    <Dialog title="Alerts are sent to" onClose={onClose}>
      <Form
        verb="Save"
        busy={save.isPending}
        error={save.error}
        fields={['emails']}
        onSubmit={() => save.mutate()}
        onCancel={onClose}
      >
        <p>A new address is mailed a link first, and nothing else until it was followed.</p>
        <div className={styles.addresses}>
          {drafts.map((draft, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the rows have nothing else that stays while they are typed
            <div key={index} className={styles.address}>
              <TextField
                label={`Address ${index + 1}`}
                type="email"
                autoComplete="off"
                required
                value={draft}
                onChange={(value) => setDrafts(drafts.map((old, at) => (at === index ? value : old)))}
                error={fieldError(save.error, `emails.${sent.slice(0, index).filter((email) => email !== '').length}`)}
              />
              <IconButton
                icon={X}
                label={`Remove address ${index + 1}`}
                onClick={() => setDrafts(drafts.filter((_, at) => at !== index))}
              />
            </div>
          ))}
        </div>
        <div>
          <Button icon={Plus} onClick={() => setDrafts([...drafts, ''])}>
            Add an address
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
