/**
 * What the database does if the hub itself is wrong: row-level security and keys that carry the tenant, judged by the
 * catalogue, so that a new table without a wall fails here.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startHub } from '../../core/main.ts';
import { openDatabase } from '../../core/store/database.ts';
import { createDocumentReader } from '../../core/store/document-reader.ts';
import { findWallBreach } from '../../core/store/tenant-wall.ts';
import { freshDatabase } from '../support/database.ts';
import { newDice } from '../support/dice.ts';
import { startTestHub, type TestConnector } from '../support/hub.ts';
import { runQuery } from '../support/query.ts';
import {
  actingAsOwner,
  foreignKeysAcrossTenants,
  inRole,
  policies,
  readableWithoutWall,
  tenantTables,
  uniqueIndexesAcrossTenants,
} from '../support/schema-catalogue.ts';

const hub = await startTestHub();
const url = hub.databaseUrl;

let ours: TestConnector;
let theirs: TestConnector;

/** A tenant with one order, which fills most of its tables. */
async function newTenant(): Promise<TestConnector> {
  const tenant = await hub.connector(await hub.tenant(), 'peptideclients');
  const body = {
    external_id: '1001',
    lines: [{ description: 'Tea', quantity: 1, unit_price_cents: 100 }],
    client: { external_id: 'client-1', email: 'ada@example.com' },
    payment: { external_id: 'payment-1', amount_cents: 100 },
  };
  const headers = { authorization: `Bearer ${tenant.key}`, 'idempotency-key': 'order-1001' };
  expect((await hub.call('POST', '/integrations/v1/orders', { headers, body })).status).toBe(201);
  return tenant;
}

beforeAll(async () => {
  ours = await newTenant();
  theirs = await newTenant();
});

describe('the second wall', () => {
  it('stands around every table that has an organisation', async () => {
    const tables = await tenantTables(url);
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['connectors', 'deliveries', 'orders', 'organisations']),
    );
    const open = tables.filter(({ isPartition, rowSecurity, forced }) => !isPartition && !(rowSecurity && forced));
    expect(open.map(({ name }) => name)).toEqual([]);
    const expected = tables.flatMap(({ name, organisationColumn: column, isPartition }) => {
      const ownOnly = `(${column} = current_org())`;
      if (isPartition) return [];
      return [
        `${name}: crossdock_system using (true) check (true)`,
        `${name}: crossdock_tenant using (${ownOnly}) check (${ownOnly})`,
      ];
    });
    expect((await policies(url)).toSorted()).toEqual(expected.toSorted());
  });

  it('cannot be walked around by a partition, a queue, a view or a function', async () => {
    const partition = (await tenantTables(url)).find(({ isPartition }) => isPartition);
    for (const table of [partition?.name, 'operator_tokens', 'pgboss.job']) {
      await expect(runQuery(inRole(url, 'crossdock_tenant'), `select from ${table}`)).rejects.toMatchObject({ code: '42501' });
    }
    expect(await readableWithoutWall(url, 'crossdock_tenant')).toEqual(['pgboss.queue']); // how queues are set up, for queueing
    // Two read only when other sessions began and in which transactions, the others only make and drop partitions.
    const ofPartitions = ['drop_old_partition', 'maintain_partitions', 'make_partitions'];
    expect(await actingAsOwner(url)).toEqual([...ofPartitions, 'feed_horizon', 'list_horizon'].toSorted());
  });

  it('holds because the runtime roles own nothing and are nobody special', async () => {
    const roles = await runQuery(
      url,
      `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin,
         pg_has_role(oid, (select relowner from pg_class where oid = 'crossdock.orders'::regclass), 'member') as "isOwner"
       from pg_roles where rolname in ('crossdock_tenant', 'crossdock_system') order by rolname`,
    );
    const nothing = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: false,
      isOwner: false,
    };
    expect(roles).toEqual(['crossdock_system', 'crossdock_tenant'].map((rolname) => ({ rolname, ...nothing })));
    expect((await tenantTables(url)).filter(({ owner }) => owner.startsWith('crossdock_'))).toEqual([]);
  });

  it('is looked at before a hub starts, which refuses to where it does not stand', async () => {
    const database = await freshDatabase();
    onTestFinished(() => database.drop());
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    expect(await findWallBreach(owner)).toBe(undefined);
    // Roles are the whole server's: what is changed here nobody else may see.
    for (const [change, breach] of [
      ['alter role crossdock_tenant bypassrls', 'the role crossdock_tenant is a superuser or passes by row-level security'],
      [`grant ${owner.user} to crossdock_tenant`, `the role crossdock_tenant acts for ${owner.user}, who owns the tables`],
    ]) {
      await owner.query(`begin; ${change}`);
      expect(await findWallBreach(owner)).toBe(breach);
      await owner.query('rollback');
    }
    await owner.query('alter table crossdock.orders no force row level security');
    await owner.end();
    const variables = { DATABASE_URL: database.url, CROSSDOCK_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), PORT: '0' };
    await expect(startHub({ variables, role: 'web', onStep: () => {} })).rejects.toThrow(
      'this database does not keep tenants apart: row-level security is not forced on orders',
    );
  });

  it('shows a tenant its own rows, and nothing while no tenant or another one is named', async () => {
    const filled = new Set([
      'clients',
      'connectors',
      'events',
      'external_refs',
      'idempotency_keys',
      'order_lines',
      'orders',
      'payments',
      'stores',
    ]);
    for (const { name, organisationColumn, isPartition } of await tenantTables(url)) {
      if (isPartition || name.startsWith('operator')) continue; // which no tenant may read at all
      const seenBy = async (organisationId?: string) =>
        (
          await runQuery(
            inRole(url, 'crossdock_tenant', organisationId),
            `select distinct ${organisationColumn} as org from ${name}`,
          )
        ).map(({ org }) => org);
      expect([name, await seenBy()]).toEqual([name, []]);
      expect([name, await seenBy('')]).toEqual([name, []]); // what is left of a setting after its transaction
      expect([name, await seenBy(randomUUID())]).toEqual([name, []]);
      const own = await seenBy(ours.organisationId);
      expect([[], [ours.organisationId]]).toContainEqual(own);
      if (filled.has(name)) expect([name, own.length]).toEqual([name, 1]);
    }
  });

  it("lets a tenant neither write nor change another's rows", async () => {
    const session = inRole(url, 'crossdock_tenant', ours.organisationId);
    const { organisationId, storeId } = theirs;
    const insert = `insert into clients (org_id, id, store_id, created_at) values ('${organisationId}', '${randomUUID()}', '${storeId}', now())`;
    await expect(runQuery(session, insert)).rejects.toMatchObject({ code: '42501' });
    await expect(runQuery(session, `update clients set org_id = '${organisationId}'`)).rejects.toMatchObject({ code: '42501' });
    expect(await runQuery(session, `update orders set notes = 'x' where org_id = '${organisationId}' returning id`)).toEqual([]);
    expect(await runQuery(session, `delete from orders where org_id = '${organisationId}' returning id`)).toEqual([]);
  });

  it('is built into the keys: no unique index and no foreign key leaves the tenant out', async () => {
    expect(await uniqueIndexesAcrossTenants(url)).toEqual([
      'audit_log (id)', // some rows are about the platform, and so are some tokens
      'operator_invitations (id)',
      'operator_invitations (token_hash)', // found before it is known whose they are
      'operator_tokens (id)',
      'operator_tokens (token_hash)',
      'operators (email_key)', // one person, one account
      'operators (id)',
      'organisations (id)', // the id is the tenant
      'organisations (slug)', // a name of the platform, which only its administrators give
      'request_log (id)', // partitioned by day on the id; its rows may belong to nobody that could be identified
    ]);
    expect(await foreignKeysAcrossTenants(url)).toEqual([]);
    const { organisationId, storeId } = ours;
    const [their] = await hub.query<{ id: string; client_id: string }>(
      `select id, client_id from crossdock.orders where org_id = '${theirs.organisationId}'`,
    );
    const pointingAway = [
      `insert into clients (org_id, id, store_id, created_at) values ('${organisationId}', '${randomUUID()}', '${theirs.storeId}', now())`,
      `update orders set client_id = '${their?.client_id}' where org_id = '${organisationId}' and store_id = '${storeId}'`,
      `update payments set order_id = '${their?.id}' where org_id = '${organisationId}'`,
    ];
    for (const statement of pointingAway) {
      await expect(runQuery(inRole(url, 'crossdock_system'), statement)).rejects.toMatchObject({ code: '23503' });
    }
  });

  it('holds on a small pool that many tenants share, while work aborts and connections die', async () => {
    const dice = newDice();
    const tenants = await Promise.all(Array.from({ length: 12 }, newTenant));
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    const database = await openDatabase({ url, tenantConnections: 2, systemConnections: 1, log: silent });
    const reader = createDocumentReader(database.tenants);
    const visit = async (tenant: TestConnector): Promise<readonly string[]> => {
      if (dice.hits(0.02)) {
        await database.system.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
          and application_name = 'crossdock-tenant' order by random() limit 1`);
      }
      if (dice.hits(0.5))
        return (await reader.list('order', tenant.organisationId, { limit: 100 })).rowsJson.map(
          (row) => JSON.parse(row).store_id,
        );
      return database.asTenant(tenant.organisationId, async (em) => {
        const rows = await em.execute<{ store_id: string }[]>('select store_id from crossdock.orders');
        if (dice.hits(0.3)) throw new Error('the work was given up');
        return rows.map(({ store_id }) => store_id);
      });
    };
    const visits = await Promise.all(
      Array.from({ length: 600 }, (_, turn) => {
        const tenant = tenants[turn % tenants.length] ?? ours;
        return visit(tenant).then(
          (stores) => stores.map((store) => (store === tenant.storeId ? 'own' : 'foreign')),
          () => ['failed'],
        );
      }),
    );
    await database.close();
    const count = (what: string) => visits.flat().filter((seen) => seen === what).length;
    expect([dice.seed, count('foreign')]).toEqual([dice.seed, 0]);
    expect(count('own')).toBeGreaterThan(200);
    expect(count('failed')).toBeGreaterThan(30);
  });
});
