/** Whether a key of the read API still opens anything. */
import type { Schemas } from '../../api/client.ts';
import { Status } from '../../ui/status.tsx';

/** Its state as a chip. */
export function ApiKeyStatus({ status }: { readonly status: Schemas['ApiKey']['status'] }) {
  return <Status tone={status === 'active' ? 'good' : 'idle'}>{status}</Status>;
}
