/**
 * Keeps the tokens of operators, as hashes.
 */
import type { InferEntity } from '@mikro-orm/core';
import type { OperatorToken, OperatorTokenRepository } from '../../domain/provisioning/operator-token.ts';
import type { Database } from '../database.ts';
import { OperatorTokenEntity } from '../entities/operator-token.ts';
import { detach, keyset, toPage } from './rows.ts';

/** The first token always has this id, so that of two hubs that start at once only one can store it. */
const firstTokenId = '00000000-0000-7000-8000-000000000001';
/** How old `last_used_at` may be before it is written again. */
const lastUsedMilliseconds = 60_000;

const insertFirst = `
  insert into operator_tokens (id, token_hash, role)
  select ?, ?, 'platform_admin' where not exists (select from operator_tokens)
  on conflict (id) do nothing
  returning id`;

/** Makes the repository. */
export function createOperatorTokenRepository(database: Database): OperatorTokenRepository {
  return {
    findLive: (tokenHash, now) =>
      database.asSystem(async (em) => {
        const row = await em.findOne(OperatorTokenEntity, {
          tokenHash: Buffer.from(tokenHash),
          revokedAt: null,
          $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }],
        });
        if (row === null) return undefined;
        if ((row.lastUsedAt?.getTime() ?? 0) < now.getTime() - lastUsedMilliseconds) row.lastUsedAt = now;
        return shown(row);
      }),
    async createFirst(tokenHash) {
      const stored = await database.asSystem((em) => em.execute<unknown[]>(insertFirst, [firstTokenId, Buffer.from(tokenHash)]));
      return stored.length === 1;
    },
    async create(token, tokenHash) {
      await database.asSystem((em) => em.insert(OperatorTokenEntity, { ...token, tokenHash: Buffer.from(tokenHash) }));
    },
    async list(organisationId, page) {
      const { where, options } = keyset(page, 'oldest first');
      const rows = await database.asSystem((em) => em.find(OperatorTokenEntity, { organisationId, ...where }, options));
      return toPage(rows.map(shown), page);
    },
    async find(id) {
      const row = await database.asSystem((em) => em.findOne(OperatorTokenEntity, { id }));
      return row === null ? undefined : shown(row);
    },
    revoke: (id, at) =>
      database.asSystem(async (em) => {
        const row = await em.findOne(OperatorTokenEntity, { id });
        if (row === null) return undefined;
        row.revokedAt ??= at;
        return shown(row);
      }),
  };
}

/** Without the hash, which nobody outside needs. */
function shown(row: InferEntity<typeof OperatorTokenEntity>): OperatorToken {
  const { tokenHash: _hash, ...token } = detach(row);
  return token;
}
