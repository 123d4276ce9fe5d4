/**
 * Keeps recoveries. Each call is one statement that names its tenant itself, or a transaction of the tenant.
 */
import type { Recovery, RecoveryRange, RecoveryRepository } from '../../domain/provisioning/recovery.ts';
import type { Database } from '../database.ts';
import { RecoveryEntity } from '../entities/recovery.ts';
import { detach, keyset, toPage } from './rows.ts';

/** Makes the repository. */
export function createRecoveryRepository(database: Database): RecoveryRepository {
  const find = async (organisationId: string, id: string): Promise<Recovery | undefined> => {
    const row = await database.asTenant(organisationId, (em) => em.findOne(RecoveryEntity, { organisationId, id }));
    return row === null ? undefined : detach(row);
  };
  return {
    find,
    async list(organisationId, endpointId, page) {
      const { where, options } = keyset(page, 'newest first');
      const rows = await database.asTenant(organisationId, (em) =>
        em.find(RecoveryEntity, { organisationId, endpointId, ...where }, options),
      );
      return toPage(rows.map(detach), page);
    },
    count: (organisationId, endpointId, range) =>
      database.asTenant(organisationId, async (em) => {
        const sql = 'select count_recoverable(?, ?, ?, ?, ?::text[]) as count';
        const [row] = await em.execute<{ count: number }[]>(sql, [organisationId, endpointId, ...bounds(range)]);
        return row?.count ?? 0;
      }),
    async start(organisationId, endpointId, range) {
      const id = await database.asTenant(organisationId, async (em) => {
        const sql = 'select id from start_recovery(?, ?, ?, ?, ?::text[])';
        const [row] = await em.execute<{ id: string }[]>(sql, [organisationId, endpointId, ...bounds(range)]);
        return row?.id ?? '';
      });
      const started = await find(organisationId, id);
      if (started === undefined) throw new Error('a recovery was started and is not there');
      return started;
    },
    async cancel(organisationId, id) {
      await database.asTenant(organisationId, (em) =>
        em.nativeUpdate(RecoveryEntity, { organisationId, id, state: 'running' }, { state: 'cancelled', finishedAt: new Date() }),
      );
      return find(organisationId, id);
    },
  };
}

function bounds({ since, until, statuses }: RecoveryRange): readonly unknown[] {
  return [new Date(since), new Date(until), `{${statuses.join(',')}}`];
}
