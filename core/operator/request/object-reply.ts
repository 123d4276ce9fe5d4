/**
 * How an action on an order, a client or a vendor is answered: with the object, as text, so that no digit is lost.
 */
import { fault, type Fault, isFault } from '../../domain/fault.ts';
import type { HttpReply } from '../../domain/http-reply.ts';
import type { ActionResult } from '../../domain/provisioning/object-actions.ts';
import type { OperatorDependencies } from '../dependencies.ts';

/** The answer; what was changed is on its way to subscribers at once. */
export function actionReply(
  { wakeDispatcher }: Pick<OperatorDependencies, 'wakeDispatcher'>,
  result: ActionResult | Fault | undefined,
  status = 200,
): HttpReply | Fault {
  if (result === undefined) return fault('not_found');
  if (isFault(result)) return result;
  if (result.changed) wakeDispatcher();
  return { status, body: result.documentJson };
}
