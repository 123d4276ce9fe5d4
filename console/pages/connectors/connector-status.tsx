/** Whether a connector may still be used. */
import { Status, type Tone } from '../../ui/status.tsx';
import type { Connector } from './connector-queries.ts';

const tones: Readonly<Record<Connector['status'], Tone>> = { active: 'good', expired: 'warn', revoked: 'idle' };

/** Its state as a chip. */
export function ConnectorStatus({ status }: Pick<Connector, 'status'>) {
  return <Status tone={tones[status]}>{status}</Status>;
}
