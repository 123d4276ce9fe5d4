/**
 * A storefront that never gives up and keeps books: it writes down each order before it sends it and every answer after,
 * and sends it again under the same Idempotency-Key until it is answered. What the books say is compared with what the hub
 * says afterwards.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from './dice.ts';

/** What the books say of one order. */
export interface OrderEntry {
  readonly externalId: string;
  /** Requests sent, answered or not. */
  sent: number;
  /** Ids that successful answers gave it; one, unless something is wrong. */
  readonly ids: Set<string>;
  /** Successful answers by their body, for replays must repeat it; one, unless something is wrong. */
  readonly bodies: Set<string>;
}

/** The books of one run. */
export interface OrderBooks {
  readonly entries: readonly OrderEntry[];
  /** How often each status was answered; 0 counts the requests that were not answered. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Answers that were an earlier one's repetition. */
  readonly replays: number;
  /** Milliseconds from the first sending of an order to its first answer, in order of size. */
  readonly acknowledgedAfter: readonly number[];
}

/** How to drive. */
export interface OrderDriverOptions {
  readonly url: string;
  /** Of a peptideclients connector. */
  readonly key: string;
  /** Distinguishes this run's external ids. */
  readonly name: string;
  readonly clients: number;
  readonly dice: Dice;
  /** Pause of each client between two orders. */
  readonly pauseMilliseconds: number;
  /** Asked before each order. */
  readonly enough: (placed: number) => boolean;
}

const retryPauseMilliseconds = 40;
/** Of the answered orders, this share is sent once more. */
const repeatedShare = 0.1;
const patienceMilliseconds = 10_000;

/** Places orders until it is enough, and each of them until it is acknowledged. Rejects when the hub refuses one. */
export async function placeOrders(options: OrderDriverOptions): Promise<OrderBooks> {
  const { url, key, name, clients, dice, pauseMilliseconds, enough } = options;
  const entries: OrderEntry[] = [];
  const statuses = new Map<number, number>();
  const acknowledgedAfter: number[] = [];
  let replays = 0;

  const send = async (entry: OrderEntry): Promise<boolean> => {
    entry.sent += 1;
    const answer = await post(`${url}/integrations/v1/orders`, key, entry.externalId);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    if (answer.status === 200 || answer.status === 201) {
      entry.bodies.add(answer.text);
      entry.ids.add((JSON.parse(answer.text) as { id: string }).id); // the protocol's answer has one
      if (answer.replayed) replays += 1;
      return true;
    }
    // 500 is retried here and counted: whoever drives decides whether one is a defect.
    if (answer.status === 0 || answer.status === 409 || answer.status >= 500) return false;
    throw new Error(`order ${entry.externalId} was refused: ${answer.status} ${answer.text}`);
  };

  const client = async (): Promise<void> => {
    while (!enough(entries.length)) {
      const entry: OrderEntry = { externalId: `${name}-${entries.length}`, sent: 0, ids: new Set(), bodies: new Set() };
      entries.push(entry);
      const begunAt = performance.now();
      while (!(await send(entry))) await sleep(retryPauseMilliseconds);
      acknowledgedAfter.push(performance.now() - begunAt);
      if (dice.hits(repeatedShare)) await send(entry);
      await sleep(pauseMilliseconds);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { entries, statuses, replays, acknowledgedAfter: acknowledgedAfter.toSorted((one, other) => one - other) };
}

interface PostAnswer {
  /** 0 when none came. */
  readonly status: number;
  readonly text: string;
  readonly replayed: boolean;
}

/** The same bytes for the same order, however often it is sent. */
async function post(url: string, key: string, externalId: string): Promise<PostAnswer> {
  const lines = [{ description: 'Tea', quantity: 1, unit_price_cents: 1_250 }];
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': externalId },
      body: JSON.stringify({ external_id: externalId, lines }),
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    const replayed = response.headers.get('idempotent-replayed') === 'true';
    return { status: response.status, text: await response.text(), replayed };
  } catch {
    return { status: 0, text: '', replayed: false }; // refused, reset or silent: all the same to a storefront
  }
}

/** What the hub has of the orders in the books. */
export interface Audit {
  readonly acknowledged: number;
  /** Acknowledged, and not found or found under another id. */
  readonly lost: readonly string[];
  /** Two ids or two rows for one external id. */
  readonly duplicated: readonly string[];
  /** Answered with different bodies under one Idempotency-Key. */
  readonly wrongReplays: readonly string[];
  /** Orders of the read API that nobody sent. */
  readonly unknown: readonly string[];
}

/** Compares the books with by-external look-ups and with the whole list of the read API. */
export async function auditOrders(url: string, key: string, readKey: string, { entries }: OrderBooks): Promise<Audit> {
  const rows = await listOrders(url, readKey);
  const rowsOf = new Map<string, number>();
  for (const externalId of rows) rowsOf.set(externalId, (rowsOf.get(externalId) ?? 0) + 1);
  const sent = new Set(entries.map(({ externalId }) => externalId));
  const lost: string[] = [];
  for (const { externalId, ids } of entries) {
    const found = await getJson(`${url}/integrations/v1/orders/by-external/${externalId}`, key);
    if (!ids.has(String(found['id']))) lost.push(externalId);
  }
  const named = (wrong: (entry: OrderEntry) => boolean) => entries.filter(wrong).map(({ externalId }) => externalId);
  return {
    acknowledged: entries.filter(({ ids }) => ids.size > 0).length,
    lost: [...lost, ...named(({ externalId }) => !rowsOf.has(externalId))],
    duplicated: named(({ externalId, ids }) => ids.size > 1 || (rowsOf.get(externalId) ?? 0) > 1),
    wrongReplays: named(({ bodies }) => bodies.size > 1),
    unknown: [...rowsOf.keys()].filter((externalId) => !sent.has(externalId)),
  };
}

async function listOrders(url: string, readKey: string): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor = '';
  for (;;) {
    const page = await getJson(`${url}/v1/orders?limit=100${cursor}`, readKey);
    found.push(...(page['rows'] as { external_id: string }[]).map(({ external_id }) => external_id)); // the protocol's list
    const next = page['next_cursor'] as { at: string; id: string } | null; // the same
    if (next === null) return found;
    cursor = `&cursor_at=${encodeURIComponent(next.at)}&cursor_id=${next.id}`;
  }
}

async function getJson(url: string, key: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  return (await response.json()) as Readonly<Record<string, unknown>>; // every answer of the hub is a JSON object
}
