/**
 * Keeps the sessions of operators in their browsers, and counts wrong passwords.
 */
import type { LoginSubject, LoginThrottle, Operator, OperatorSessions } from '../../domain/provisioning/operator-account.ts';
import type { Database } from '../database.ts';
import { OperatorEntity } from '../entities/operator.ts';
import { detach } from './rows.ts';

const idleMinutes = 30;
const longestHours = 12;
const throttleSeconds = 15 * 60;

const isLive = `s.id_hash = ? and o.id = s.operator_id and o.disabled_at is null
    and s.last_seen_at > ?::timestamptz - interval '${idleMinutes} minutes'
    and s.created_at > ?::timestamptz - interval '${longestHours} hours'`;
const seeSession = `update operator_sessions s set last_seen_at = ? from operators o where ${isLive} returning o.id`;
const lookAtSession = `select o.id from operator_sessions s, operators o where ${isLive}`;

/** Makes the repository of sessions. */
export function createOperatorSessions(database: Database): OperatorSessions {
  const operatorOf = (sql: string, values: unknown[]): Promise<Operator | undefined> =>
    database.asSystem(async (em) => {
      const [live] = await em.execute<{ id: string }[]>(sql, values);
      const row = live && (await em.findOne(OperatorEntity, { id: live.id }));
      if (!row) return undefined;
      const { passwordHash: _hash, ...operator } = detach(row);
      return operator;
    });

  return {
    async open(idHash, operatorId, clientIp, now) {
      await database.asSystem((em) =>
        em.execute(
          'insert into operator_sessions (id_hash, operator_id, created_at, last_seen_at, client_ip) values (?, ?, ?, ?, ?)',
          [Buffer.from(idHash), operatorId, now, now, clientIp],
        ),
      );
    },
    find: (idHash, now) => operatorOf(seeSession, [now, Buffer.from(idHash), now, now]),
    look: (idHash, now) => operatorOf(lookAtSession, [Buffer.from(idHash), now, now]),
    async close(idHash) {
      await database.asSystem((em) => em.execute('delete from operator_sessions where id_hash = ?', [Buffer.from(idHash)]));
    },
  };
}

const judgeSubject = `
  select count(*)::integer as failures, coalesce(ceil(extract(epoch from min(at) - now()) + ${throttleSeconds}), 0)::integer as wait
  from login_failures where subject = ? and at > now() - interval '${throttleSeconds} seconds'`;

const takeBackOne = `
  delete from login_failures where ctid = (
    select ctid from login_failures where subject = ? order by at desc limit 1 for update skip locked)`;

/** Makes the throttle. Counts are shared by all hubs on one database. */
export function createLoginThrottle(database: Database): LoginThrottle {
  /** Seconds to wait where more than `limit` tries are counted, the one that is asked for among them. */
  const judge = (subjects: readonly LoginSubject[], isCounted: boolean): Promise<number> =>
    database.asSystem(async (em) => {
      let longest = 0;
      for (const { name, limit } of subjects) {
        const [row] = await em.execute<{ failures: number; wait: number }[]>(judgeSubject, [name]);
        if (row && row.failures + (isCounted ? 0 : 1) > limit) longest = Math.max(longest, row.wait, 1);
      }
      return longest;
    });

  return {
    async beginTry(subjects) {
      const waitSeconds = await judge(subjects, false);
      if (waitSeconds > 0) return waitSeconds; // and is not counted: whoever goes on trying does not wait for ever
      await database.asSystem(async (em) => {
        await em.execute(`delete from login_failures where at < now() - interval '${throttleSeconds} seconds'`);
        for (const { name } of subjects) await em.execute('insert into login_failures (subject) values (?)', [name]);
      });
      return judge(subjects, true); // others may have come in between, and see this one as it sees them
    },
    async takeBack(subjects) {
      await database.asSystem(async (em) => {
        for (const { name } of subjects) await em.execute(takeBackOne, [name]);
      });
    },
    async forgive({ name }) {
      await database.asSystem((em) => em.execute('delete from login_failures where subject = ?', [name]));
    },
  };
}
