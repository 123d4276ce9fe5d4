/**
 * `crossdock demo`: captures and samples of the shipped storefronts go through a hub, and a receiver on this machine verifies what comes
 * out. It ends well only when every capture was accepted and every webhook was delivered and verified.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type ReceivedDelivery, startDeliveryReceiver } from './delivery-receiver.ts';
import { demoProducts, openStorefront, type Played, playableFormats, type Storefront } from './demo/storefronts.ts';
import { startThrowAwayHub } from './demo/throw-away-hub.ts';
import { callHub, type HubAccess, hubOptions, listAll, requireToken } from './hub-client.ts';
import { answer, jsonOption, type JsonOption } from './terminal.ts';

interface DemoOptions extends JsonOption {
  readonly hub?: string;
  readonly token?: string;
}

/** A delivery as the hub's ledger shows it. */
interface LedgerRow {
  readonly id: string;
  readonly status: string;
}

/** What has to be undone, last first. */
type CleanUp = (() => Promise<unknown> | void)[];

/** The format of endpoints that operators make. */
const endpointFormat = 'peptideclients';
const patienceMilliseconds = 30_000;
const pauseMilliseconds = 100;

/** Adds the subcommand. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'play captures and samples of every shipped storefront through a hub, and verify the webhooks that come out. The hub is a throw-away one ' +
        'unless --hub names another, which gets an organisation demo-… that stays; connectors and endpoint are closed again',
    )
    .option('--hub <url>', 'a running hub that may reach this machine (CROSSDOCK_OUTBOUND_ALLOW=127.0.0.0/8)')
    .option(...hubOptions.token)
    .option(...jsonOption)
    .action(demo);
}

async function demo(options: DemoOptions): Promise<void> {
  const cleanUp: CleanUp = [];
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Error('interrupted; what was started is closed again'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  try {
    await perform(options, cleanUp, stop.signal);
  } finally {
    for (const undo of cleanUp.toReversed()) await Promise.resolve(undo()).catch(() => undefined); // the reason for the end is the one to tell
  }
}

/** All of it; ends at the next step once `stop` is given. */
async function perform(options: DemoOptions, cleanUp: CleanUp, stop: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const sayStep = (step: string) => {
    stop.throwIfAborted();
    answer(options, { step }, `- ${step}`);
  };
  const access = await findHub(options, cleanUp, sayStep);

  const received: ReceivedDelivery[] = [];
  const secrets: string[] = [];
  const receiver = await startDeliveryReceiver(
    0,
    () => ({ secrets }),
    (delivery) => {
      received.push(delivery);
      tellReceived(delivery, options);
    },
  );
  cleanUp.push(() => receiver.close());
  sayStep(`a receiver listens on ${receiver.url}`);

  const { formats, events } = await readFormats(access);
  const slug = `demo-${randomBytes(4).toString('hex')}`;
  await callHub(access, 'POST', '/orgs', { slug, name: 'Crossdock demo' });
  await callHub(access, 'POST', `/orgs/${slug}/stores`, { slug: 'shop', name: 'Demo shop', currency: 'GBP' });
  await callHub(access, 'PUT', `/orgs/${slug}/products`, { products: demoProducts });
  sayStep(`made the organisation ${slug} with a store and ${demoProducts.length} products`);
  const endpoint = await openEndpoint(access, slug, receiver.url, events);
  if (options.hub !== undefined) cleanUp.push(() => callHub(access, 'DELETE', `/webhook-endpoints/${endpoint.id}`));
  secrets.push(endpoint.secret);
  sayStep(`subscribed the receiver to ${events.length} kinds of events`);

  const storefronts: Storefront[] = [];
  for (const format of playableFormats(formats)) {
    const storefront = await openStorefront(access, `/orgs/${slug}/stores/shop`, format);
    storefronts.push(storefront);
    if (options.hub !== undefined) cleanUp.push(() => callHub(access, 'POST', `/connectors/${storefront.connectorId}/revoke`));
  }
  sayStep(`made connectors for ${storefronts.map(({ format }) => format).join(', ')}`);

  const played: Played[] = [];
  for (const storefront of storefronts) {
    await storefront.play((one) => {
      stop.throwIfAborted();
      played.push(one);
      tellPlayed(one, options);
    });
  }
  const deliveries = await settle(access, endpoint.id, { sayStep, stop });
  conclude({ played, deliveries, received, milliseconds: Math.round(performance.now() - startedAt) }, options);
}

async function findHub(options: DemoOptions, cleanUp: CleanUp, sayStep: (step: string) => void): Promise<HubAccess> {
  if (options.hub !== undefined) return { hub: options.hub, token: requireToken(options.token) };
  sayStep('starting a throw-away hub');
  const hub = await startThrowAwayHub(sayStep);
  cleanUp.push(() => hub.remove());
  sayStep(`the hub listens on ${hub.hub}`);
  return hub;
}

async function readFormats(access: HubAccess): Promise<{ formats: readonly string[]; events: readonly string[] }> {
  const rows = await listAll<{ readonly id: string; readonly events: readonly string[] }>(access, '/adapters');
  const events = rows.find(({ id }) => id === endpointFormat)?.events ?? [];
  return { formats: rows.map(({ id }) => id), events };
}

async function openEndpoint(access: HubAccess, organisation: string, url: string, events: readonly string[]) {
  const body = { url, event_types: events, description: 'crossdock demo' };
  try {
    const made = (await callHub(access, 'POST', `/orgs/${organisation}/webhook-endpoints`, body)) as {
      readonly id: string;
      readonly signing_secret_plain: string;
    }; // as the operator API documents it
    return { id: made.id, secret: made.signing_secret_plain };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason} (the hub has to run with CROSSDOCK_OUTBOUND_ALLOW=127.0.0.0/8 to reach a receiver here)`, {
      cause: error,
    });
  }
}

/** Waits until the hub has nothing left to deliver to the endpoint, saying how far it is. */
async function settle(
  access: HubAccess,
  endpointId: string,
  { sayStep, stop }: { readonly sayStep: (step: string) => void; readonly stop: AbortSignal },
): Promise<readonly LedgerRow[]> {
  const deadline = performance.now() + patienceMilliseconds;
  for (let told = -1; ;) {
    const rows = await listAll<LedgerRow>(access, `/webhook-endpoints/${endpointId}/deliveries`);
    const done = rows.filter(({ status }) => status === 'succeeded').length;
    if (done !== told) sayStep(`${done} of ${rows.length} webhooks delivered`);
    told = done;
    if (done === rows.length || performance.now() > deadline) return rows;
    await sleep(pauseMilliseconds);
    stop.throwIfAborted();
  }
}

interface Outcome {
  readonly played: readonly Played[];
  readonly deliveries: readonly LedgerRow[];
  readonly received: readonly ReceivedDelivery[];
  readonly milliseconds: number;
}

/** Says what came of it. Throws a sentence unless all of it is good. */
function conclude({ played, deliveries, received, milliseconds }: Outcome, options: DemoOptions): void {
  const accepted = played.filter(({ status }) => status < 300).length;
  const delivered = deliveries.filter(({ status }) => status === 'succeeded');
  const verifiedIds = new Set(
    received.filter(({ verdict }) => verdict.state === 'verified').map(({ headers }) => headers['x-pc-delivery-id']),
  );
  const verified = delivered.filter(({ id }) => verifiedIds.has(id)).length;
  const ok = accepted === played.length && verified > 0 && verified === deliveries.length;
  const numbers = { sent: played.length, accepted, webhooks: deliveries.length, delivered: delivered.length, verified };
  const sentence =
    `${accepted} of ${played.length} captures accepted; of ${deliveries.length} webhooks ${delivered.length} delivered ` +
    `and ${verified} verified, in ${(milliseconds / 1000).toFixed(1)} s`;
  answer(options, { ok, ...numbers, milliseconds }, sentence);
  if (!ok) throw new Error(`the demonstration failed: ${sentence}`);
  if (!options.json) answer(options, {}, 'Next: crossdock serve, and crossdock apply for what your own hub should have.');
}

function tellPlayed({ format, sample, bytes, status, milliseconds }: Played, options: DemoOptions): void {
  answer(
    options,
    { sent: sample, format, bytes, status, milliseconds },
    `> ${format}: ${sample} (${bytes} bytes), answered ${status} in ${milliseconds} ms`,
  );
}

function tellReceived({ verdict, headers, body }: ReceivedDelivery, options: DemoOptions): void {
  const event = headers['x-pc-event-type'] ?? 'unknown';
  answer(
    options,
    { ...verdict, event, delivery_id: headers['x-pc-delivery-id'], bytes: Buffer.byteLength(body) },
    `< ${verdict.state} (${verdict.reason}): ${event}${summaryOf(body)}`,
  );
}

/** The order of an event, where it is about one. */
function summaryOf(body: string): string {
  const { data } = JSON.parse(body) as {
    data?: { order?: { external_id?: unknown; total_cents?: unknown; currency?: unknown } };
  }; // as the event catalogue documents it
  const order = data?.order;
  if (order === undefined) return '';
  return `, order ${String(order.external_id)} of ${String(order.total_cents)} ${String(order.currency)} in minor units`;
}
