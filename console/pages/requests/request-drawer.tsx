/** One request whole: what came, what was made of it, what was answered, and why. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { useHref } from '../../app/organisation.tsx';
import { useCan } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { jsonText, layOutJson } from '../../ui/json-text.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Notice, StatusCode } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Duration, Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toasts.tsx';
import { useConnector } from '../connectors/connector-queries.ts';
import styles from './request-drawer.module.css';
import { curlOf, textOf } from './request-text.ts';
import { SignatureVerdict } from './signature-verdict.tsx';

type RequestDetail = Schemas['RequestDetail'];

function requestQuery(id: string) {
  return queryOptions({
    queryKey: ['request', id],
    queryFn: () => answerOf(api.GET('/requests/{id}', { params: { path: { id } } })),
  });
}

interface RequestDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The drawer of the request log. */
export function RequestDrawer({ id, onClose }: RequestDrawerProps) {
  const { data, error, refetch } = useQuery(requestQuery(id));
  return (
    <Drawer
      title={data === undefined ? 'Request' : `${data.method} ${data.path}`}
      onClose={onClose}
      wide
      actions={data && <Actions request={data} />}
    >
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Loading lines={10} />}
      {data && <Content request={data} />}
    </Drawer>
  );
}

function Actions({ request }: { readonly request: RequestDetail }) {
  const mayReplay = useCan('org_admin');
  const [, navigate] = useLocation();
  const hrefOf = useHref();
  const tell = useTell();
  const queryClient = useQueryClient();
  const replay = useMutation({
    mutationFn: () => answerOf(api.POST('/requests/{id}/replay', { params: { path: { id: request.id } } })),
    onSuccess: async ({ request_id: id }) => {
      const again = await queryClient.fetchQuery(requestQuery(id));
      const problem = problemOf(again);
      if (problem === undefined) tell.done(`It ran again and was answered with ${again.status_code}.`);
      else tell.failed(new Error(`It ran again ${problem}`));
      await queryClient.invalidateQueries({ queryKey: ['requests'] });
      navigate(hrefOf('requests', id));
    },
    onError: tell.failed,
  });
  return (
    <>
      {mayReplay && isReplayable(request) && (
        <Button kind="primary" icon={RotateCcw} busy={replay.isPending} onClick={() => replay.mutate()}>
          Replay
        </Button>
      )}
      <CopyButton text={textOf(request)} what="as text" worded />
      <CopyButton text={curlOf(request, location.origin)} what="as cURL" worded />
    </>
  );
}

/** With a full stop, whether or not it came with one. */
const sentence = (text: string): string => text.replace(/\.?$/, '.');

/** False where the hub kept too little to run it again: whose it was, or what it carried, byte for byte. */
function isReplayable({ connector_id, method, body, body_base64, body_masked }: RequestDetail): boolean {
  return connector_id !== null && !body_masked && (method === 'GET' || body !== null || body_base64 != null);
}

/** What came of a request that is not what its sender wants; undefined where it was taken. */
function problemOf({ quarantined, reason, status_code, error_code, error_detail }: RequestDetail): string | undefined {
  if (status_code >= 400)
    return `and was refused with ${status_code}: ${error_detail ?? error_code ?? 'nothing was said of why'}`;
  if (quarantined) return `and is still not understood: ${reason ?? 'the adapter did not know what to make of it'}`;
  return undefined;
}

function Content({ request }: { readonly request: RequestDetail }) {
  const body = request.body ?? (request.body_base64 == null ? null : `base64: ${request.body_base64}`);
  return (
    <>
      {request.quarantined && (
        <Notice tone="warn" title="Kept, but not understood">
          {sentence(request.reason ?? 'The adapter did not know what to make of it')} Replay it once the adapter or the store is
          mended.
        </Notice>
      )}
      {request.error_code !== null && (
        <Notice tone={request.status_code >= 500 ? 'bad' : 'warn'} title={request.error_code}>
          {request.error_detail}
        </Notice>
      )}
      {request.signature && <SignatureVerdict signature={request.signature} />}
      <Facts request={request} />
      <Tabs
        label="The request"
        tabs={[
          { title: 'Raw and canonical', content: <SideBySide body={body} translation={request.translation} /> },
          { title: 'Headers', content: <CodeBlock label="headers" text={headerLines(request.headers)} /> },
          { title: 'Answer', content: <CodeBlock label="answer" text={layOutJson(request.response_body ?? '')} /> },
        ]}
      />
    </>
  );
}

function Facts({ request }: { readonly request: RequestDetail }) {
  return (
    <KeyValues
      items={[
        ['Answered', <StatusCode key="status" code={request.status_code} />],
        ['At', <Time key="at" at={request.at} as="full" />],
        ['Took', <Duration key="took" milliseconds={request.duration_ms} />],
        ['From', request.client_ip],
        ['Connector', request.connector_id === null ? undefined : <ConnectorLink key="connector" id={request.connector_id} />],
        ['Read by', request.adapter],
        ['External id', request.external_id],
        ['Touched', request.entities.length === 0 ? 'nothing' : <Entities key="entities" entities={request.entities} />],
        ['Note', request.quarantined ? undefined : (request.reason ?? undefined)],
        ['Request', <code key="id">{request.id}</code>],
      ]}
    />
  );
}

/** By its name, once it is known. */
function ConnectorLink({ id }: { readonly id: string }) {
  const hrefOf = useHref();
  const { data } = useConnector(id);
  return <Link href={hrefOf('connectors', id)}>{data?.name ?? id}</Link>;
}

/** What has a page of its own, by its type. */
const pages: Readonly<Record<string, string>> = { order: 'orders', client: 'clients', conversation: 'inbox' };

function Entities({ entities }: { readonly entities: RequestDetail['entities'] }) {
  const hrefOf = useHref();
  return (
    <ul className={styles.entities}>
      {entities.map(({ type, id }) => {
        const page = pages[type];
        return <li key={id}>{page === undefined ? `${type} ${id}` : <Link href={hrefOf(page, id)}>{`${type} ${id}`}</Link>}</li>;
      })}
    </ul>
  );
}

function SideBySide({ body, translation }: { readonly body: string | null; readonly translation: unknown }) {
  return (
    <div className={styles.sides}>
      {body === null ? (
        <p>The body was not kept: bodies of senders who proved nothing are not.</p>
      ) : (
        <CodeBlock label="as received" text={layOutJson(body)} />
      )}
      {translation == null ? (
        <p>The adapter made nothing of it.</p>
      ) : (
        <CodeBlock label="what the adapter made of it" text={jsonText(translation)} />
      )}
    </div>
  );
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
