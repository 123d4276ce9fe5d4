/** Feeds against the database: what open transactions hold back, slow followers, and when the database is looked at. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { FeedPosition, FeedStretch, LiveFeed } from '../../core/domain/provisioning/live-feed.ts';
import type { RequestSummary } from '../../core/domain/provisioning/past-request.ts';
import { uuidV7 } from '../../core/domain/uuid.ts';
import { type Database, openDatabase } from '../../core/store/database.ts';
import { createLiveFeed } from '../../core/store/feed/live-feed.ts';
import { createRequestSource } from '../../core/store/feed/source.ts';
import { createRequestLog } from '../../core/store/request-log.ts';
import { silentLog } from '../operator/operator-api.ts';
import { requestEntry } from '../operator/request-entry.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { eventually } from '../support/hub.ts';

const quietMilliseconds = 100;
let fresh: FreshDatabase;
let database: Database;
let organisationId: string;
let looks = 0;
let feed: LiveFeed<RequestSummary>;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase({ url: fresh.url, tenantConnections: 4, systemConnections: 2, log: silentLog });
  const source = createRequestSource(database);
  const counting = { read: (...question: Parameters<typeof source.read>) => (looks++, source.read(...question)) };
  feed = createLiveFeed(counting, 'the request log', silentLog);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => void (organisationId = uuidV7(Date.now(), randomBytes)));

/** Logs so many requests and gives their ids. */
async function log(count: number): Promise<readonly string[]> {
  const writer = createRequestLog(database.system, silentLog);
  const entries = Array.from({ length: count }, () => requestEntry({ receivedAt: Date.now(), organisationId }));
  for (const entry of entries) writer.append(entry);
  await writer.close();
  return entries.map(({ id }) => id);
}

/** Follows the feed; what comes is taken one stretch after the other, by `next`. */
function follow(after?: FeedPosition) {
  const gone = new AbortController();
  const stretches = feed.follow(organisationId, after, quietMilliseconds, gone.signal)[Symbol.asyncIterator]();
  const leave = async (): Promise<void> => {
    gone.abort();
    await stretches.return?.();
  };
  onTestFinished(leave);
  const next = async (): Promise<FeedStretch<RequestSummary>> => {
    const { value, done } = await stretches.next();
    if (done === true) throw new Error('the feed has ended');
    return value;
  };
  return {
    next,
    /** The next stretch that has rows; those in which it was quiet are passed over. */
    async nextRows(): Promise<FeedStretch<RequestSummary>> {
      for (;;) {
        const stretch = await next();
        if (stretch.rows.length > 0) return stretch;
      }
    },
    leave,
  };
}

const idsOf = ({ rows }: FeedStretch<RequestSummary>) => rows.map(({ row }) => row.id);

/** A session that has written a row of the log and not committed it. */
async function openWriter(application: string) {
  const client = new Client({ connectionString: fresh.url, application_name: application, options: '-c search_path=crossdock' });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('begin');
  const id = uuidV7(Date.now(), randomBytes);
  const columns = 'id, org_id, received_at, method, path, client_ip, headers, status_code, duration_milliseconds';
  await client.query(
    `insert into request_log (${columns}, replayed, duplicate, quarantined, entities)
     values ($1, $2, now(), 'GET', '/slow', '192.0.2.1', '{}', 200, 1, false, false, false, '[]')`,
    [id, organisationId],
  );
  return { id, commit: () => client.query('commit') };
}

describe('a feed', () => {
  it('begins with where it is now, and leaves out what was before', async () => {
    await log(2);
    const reader = follow();
    const first = await reader.next();
    expect([first.rows, first.isBroken, feed.isPosition(first.position)]).toEqual([[], false, true]);
    const [id] = await log(1);
    expect(idsOf(await reader.nextRows())).toEqual([id]);
  });

  it('tells nothing past a row that is written and not committed, and then all of it', async () => {
    const reader = follow();
    const { position } = await reader.next();
    const slow = await openWriter('crossdock-system');
    const later = await log(3);
    const held = await reader.next();
    expect(held.rows).toEqual([]); // for as long as it was quiet nothing came
    await slow.commit();
    const told = await reader.nextRows();
    expect(new Set(idsOf(told))).toEqual(new Set([slow.id, ...later]));
    expect(idsOf(told)[0]).toBe(slow.id);
    const again = follow(position);
    expect(idsOf(await again.nextRows())).toEqual(idsOf(told));
  });

  it('waits for no program but the hub', async () => {
    const reader = follow();
    await reader.next();
    await openWriter('a report that takes all night');
    const [id] = await log(1);
    expect(idsOf(await reader.nextRows())).toEqual([id]);
  });

  it('brings a slow follower everything once and in order, though far more came than is kept for it', async () => {
    const reader = follow();
    await reader.next();
    const swift = follow();
    await swift.next();
    const written = [...(await log(1_500)), ...(await log(1_500))];
    const taken: string[] = [];
    while (taken.length < written.length) taken.push(...idsOf(await reader.next()));
    expect(taken.toSorted()).toEqual(written.toSorted());
    const swiftly: string[] = [];
    while (swiftly.length < written.length) swiftly.push(...idsOf(await swift.next()));
    expect(swiftly).toEqual(taken);
  });

  it('goes on from any place that it gave', async () => {
    const reader = follow();
    const first = await reader.next();
    await log(5);
    const places: { readonly position: FeedPosition; readonly id?: string }[] = [{ position: first.position }];
    while (places.length <= 5) for (const { row, position } of (await reader.next()).rows) places.push({ position, id: row.id });
    for (const [index, { position }] of places.slice(0, -1).entries()) {
      const rest: string[] = [];
      const again = follow(position);
      while (rest.length < 5 - index) rest.push(...idsOf(await again.next()));
      expect(rest).toEqual(places.slice(index + 1).map(({ id }) => id));
      await again.leave();
    }
  });

  it('goes on from now, and says so, when a place is of a time that the database does not know', async () => {
    await log(1);
    const reader = follow(`999999999999.${uuidV7(0, randomBytes)}`);
    expect(await reader.next()).toMatchObject({ rows: [], isBroken: true });
    const [id] = await log(1);
    expect(idsOf(await reader.nextRows())).toEqual([id]);
  });

  it.each(['', 'x', '1', '1.2', `-1.${uuidV7(0, randomBytes)}`, `1.${uuidV7(0, randomBytes)} `])('has no place %j', (text) => {
    expect(feed.isPosition(text)).toBe(false);
  });

  it('is looked at while somebody follows it, and no longer', async () => {
    const reader = follow();
    await reader.next();
    await reader.next(); // quiet, so it was looked at meanwhile
    await reader.leave();
    const rest = await eventually(async () => {
      const before = looks;
      await new Promise((resolve) => setTimeout(resolve, 600)); // two looks and more
      return before === looks ? looks : undefined;
    });
    expect(rest).toBe(looks);
  });
});
