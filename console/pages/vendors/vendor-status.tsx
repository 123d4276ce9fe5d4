/** Whether a vendor's own people have taken their entry over. */
import type { Schemas } from '../../api/client.ts';
import { Status } from '../../ui/status.tsx';

/** The state in a word. */
export function VendorStatus({ status }: Pick<Schemas['Vendor'], 'status'>) {
  return <Status tone={status === 'claimed' ? 'good' : 'idle'}>{status}</Status>;
}
