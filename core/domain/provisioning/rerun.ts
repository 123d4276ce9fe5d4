/**
 * Running a request through its adapter without a storefront: one that came before, once more; or a sample of the format.
 */
import type { Fault } from '../fault.ts';
import type { PastRequest } from './past-request.ts';

/** What became of it. */
export interface Rerun {
  /** Its own row in the request log. */
  readonly requestId: string;
  readonly statusCode: number;
}

/** Runs requests for operators; `clientIp` is the operator's. */
export interface Reruns {
  /** What came before, from what it means on: nobody has to sign it again, and no Idempotency-Key keeps it from being done. */
  replay(past: PastRequest, clientIp: string): Promise<Rerun | Fault>;
  /** The format's own sample, signed with the connector's secret, from the check of the signature on. */
  test(connectorId: string, clientIp: string): Promise<Rerun | Fault>;
}
