/**
 * The baseline of the delivery part: the hub's own dispatcher and ledger, with an attempt that succeeds at once. It builds,
 * signs and sends nothing. Runs in a process of its own.
 */
import { PgBoss } from 'pg-boss';
import { createDispatcher, type Dispatcher } from '../core/delivery/dispatcher.ts';
import { createLog } from '../core/platform/log.ts';
import { createSecretBox } from '../core/platform/secret-box.ts';
import { openDatabase } from '../core/store/database.ts';
import { createDeliveryLedger } from '../core/store/delivery-ledger.ts';
import { queueSchema } from '../core/store/queue.ts';
import { answerParent } from './child-program.ts';
import { randomBytes } from 'node:crypto';

/** Start on this database, or stop. */
export type DispatchQuestion = { readonly databaseUrl: string; readonly masterKey: string } | 'stop';

let stop = async (): Promise<void> => undefined;

answerParent((question: DispatchQuestion) => (question === 'stop' ? stop() : start(question)));

async function start({ databaseUrl, masterKey }: Exclude<DispatchQuestion, 'stop'>): Promise<void> {
  const log = createLog('warn');
  const database = await openDatabase({ url: databaseUrl, tenantConnections: 1, systemConnections: 6, log });
  const queue = new PgBoss({
    connectionString: databaseUrl,
    schema: queueSchema,
    max: 2,
    migrate: false,
    supervise: true,
    schedule: false,
  });
  await queue.start();
  const secretBox = createSecretBox([Buffer.from(masterKey, 'base64')], randomBytes);
  const clock = { now: Date.now };
  const ledger = createDeliveryLedger(database.system, queue, secretBox, clock, 60_000);
  const dispatcher: Dispatcher = createDispatcher({
    clock,
    ledger,
    log,
    attempt: ({ organisationId, id, attemptNumber }) => {
      const record = { organisationId, deliveryId: id, attemptNumber, startedAt: Date.now(), latencyMilliseconds: 0 };
      return Promise.resolve({ ...record, statusCode: 200, responseExcerpt: '', status: 'succeeded' as const });
    },
  });
  dispatcher.start();
  stop = async () => {
    await dispatcher.stop();
    await queue.stop({ graceful: false });
    await database.close();
  };
}
