/** How what a partner sends is read: a sample on the left, where in it things are in the middle, what comes of it on the right. */
import { Link } from 'wouter';
import { useHref } from '../../../app/organisation.tsx';
import { useCan } from '../../../app/session.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { useAdapters } from '../../adapters/adapter-queries.ts';
import { useConnector } from '../connector-queries.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { mappingSchemaOf } from './mapping-schema.ts';

/** The page below a connector's own. */
export function MappingPage({ id }: { readonly id: string }) {
  const hrefOf = useHref();
  const mayChange = useCan('org_admin');
  const { data: connector, error, refetch } = useConnector(id);
  const { data: adapters } = useAdapters();
  const adapter = adapters?.rows.find(({ id: format }) => format === connector?.payload_format);
  const schema = adapter && mappingSchemaOf(adapter);
  const back = <Link href={hrefOf('connectors', id)}>{connector?.name ?? 'The connector'}</Link>;
  return (
    <Page title="Map the fields" description={back} fills>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!error && (connector === undefined || adapters === undefined) && <Loading lines={10} />}
      {connector && adapters && schema === undefined && (
        <Empty title="There is nothing to map">
          The format {connector.payload_format} reads its fields where they always are, or its adapter is not loaded.
        </Empty>
      )}
      {connector && schema && (
        <MappingEditor connector={connector} schema={schema} mayChange={mayChange && connector.status !== 'revoked'} />
      )}
    </Page>
  );
}
