/**
 * Keeps the tokens of the platform's own operators, as hashes.
 */
import type { OperatorTokenRepository } from '../../domain/provisioning/operator-token.ts';
import type { Database } from '../database.ts';
import { OperatorTokenEntity } from '../entities/operator-token.ts';

/** The first token always has this id, so that of two hubs that start at once only one can store it. */
const firstTokenId = '00000000-0000-7000-8000-000000000001';

const insertFirst = `
  insert into operator_tokens (id, token_hash, role)
  select ?, ?, 'platform_admin' where not exists (select from operator_tokens)
  on conflict (id) do nothing
  returning id`;

/** Makes the repository. */
export function createOperatorTokenRepository(database: Database): OperatorTokenRepository {
  return {
    async findRole(tokenHash) {
      const row = await database.asSystem((em) => em.findOne(OperatorTokenEntity, { tokenHash: Buffer.from(tokenHash) }));
      return row?.role;
    },
    async createFirst(tokenHash) {
      const stored = await database.asSystem((em) => em.execute<unknown[]>(insertFirst, [firstTokenId, Buffer.from(tokenHash)]));
      return stored.length === 1;
    },
  };
}
