/** What the empty request log says: how to make its first row. */
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Empty } from '../../ui/states.tsx';

interface NoRequestsProps {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

/** Nothing matches, or nothing ever came. */
export function NoRequests({ isFiltered, onClear }: NoRequestsProps) {
  if (isFiltered) {
    return (
      <Empty title="No request is like that" action={<Button onClick={onClear}>Clear the filters</Button>}>
        Rows are kept for as long as <code>CROSSDOCK_RETENTION_DAYS</code> says, 30 days unless it is set.
      </Empty>
    );
  }
  return (
    <Empty title="Nothing has come in yet">
      <p>From where the storefront runs, see whether the hub is reached:</p>
      <CodeBlock label="command" text={`curl -v ${location.origin}/integrations/v1/health`} />
      <p>Requests with a connector's key stand here within a second.</p>
    </Empty>
  );
}
