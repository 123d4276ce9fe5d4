/**
 * Replaces the master key while hubs run: waits until every one of them holds the new key, has all of them seal with it, seals
 * again what the old one sealed, and proves that nothing is left. Interrupted at any moment, the next run goes on from there.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { RandomBytes } from '../domain/ports.ts';
import { readEnvironment } from '../platform/environment.ts';
import { createSecretBox, masterKeyId, type SecretBox } from '../platform/secret-box.ts';
import { connectionSettings } from '../store/connection-settings.ts';
import { pendingMigrations } from '../store/migrate.ts';
import { reseal, type UnreadableValue } from '../store/reseal.ts';
import { chooseSealingKey, findRunningHubs } from '../store/running-hubs.ts';
import { findKeyUses, holdsKey, type KeyUse, wordKeys } from '../store/sealing-key.ts';
import { findKeysAtHand, type KeysAtHand } from './keys-at-hand.ts';

/** Whose key it is. */
export interface RotationScene {
  /** The environment variables of the operator's contract. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly randomBytes: RandomBytes;
}

/** How to replace it. */
export interface RotationOptions extends RotationScene {
  /** How long to wait for hubs that lack the new key, or do not seal with it yet. */
  readonly waitSeconds: number;
  readonly onStep: (step: RotationStep) => void;
}

/** What it is doing. */
export type RotationStep =
  | { readonly step: 'waiting_for_hubs'; readonly hubs: readonly string[]; readonly reason: 'lack_key' | 'seal_with_old_key' }
  | { readonly step: 'resealing'; readonly done: number; readonly total: number };

/** How things are before a replacement. */
export interface RotationPlan {
  /** The key that is to seal, 8 hex digits; null: it is not made yet. */
  readonly key: string | null;
  /** How many values each key sealed. */
  readonly sealed: readonly { readonly key: string; readonly count: number }[];
  /** How many values are to be sealed again. */
  readonly resealable: number;
  /** The running hubs, and whether they could open what the key seals. */
  readonly hubs: readonly { readonly name: string; readonly holdsKey: boolean }[];
}

/** What a replacement did. */
export interface Rotation {
  /** The key that seals now, 8 hex digits. */
  readonly key: string;
  readonly resealed: number;
  /** Values that no key at hand opens: they still name the old one. */
  readonly unreadable: readonly UnreadableValue[];
  /** The keys under which nothing is sealed any more. */
  readonly retired: readonly string[];
  readonly keptBy: KeysAtHand['keptBy'];
}

/** Any number that nothing else in the database uses. */
const lockKey = 4_021_964;
const pauseMilliseconds = 500;

/** Says what a replacement would do, and changes nothing. Rejects with a sentence for the operator where it could not begin. */
export async function planRotation(scene: RotationScene): Promise<RotationPlan> {
  return withKeysAtHand(scene, async (client, { keys, hasNewKey }) => {
    const keyIds = keys.map(masterKeyId);
    const uses = await findUsesOf(client, keyIds);
    const target = hasNewKey ? keyIds[0] : undefined;
    const others = uses.filter(({ keyId }) => !target?.equals(keyId));
    const hubs = await findRunningHubs(client);
    return {
      key: target?.toString('hex') ?? null,
      sealed: uses.map(({ keyId, count }) => ({ key: keyId.toString('hex'), count })),
      resealable: others.reduce((sum, { count }) => sum + count, 0),
      hubs: hubs.map((hub) => ({ name: hub.name, holdsKey: target !== undefined && holdsKey(hub.keyIds, target) })),
    };
  });
}

/** Replaces the key. Rejects with a sentence for the operator when it could not be finished; running it again is always safe. */
export async function rotateMasterKey(options: RotationOptions): Promise<Rotation> {
  return withKeysAtHand(options, async (client, hand) => {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [lockKey]);
    if (!rows[0]?.locked) throw new Error('another replacement of the master key is under way: wait for its end');
    await findUsesOf(client, hand.keys.map(masterKeyId));
    const box = createSecretBox(await hand.makeNewKey(), options.randomBytes);
    await chooseKey(client, box, options);
    const { resealed, unreadable } = await resealAll(client, box, options);
    const used = (await findKeyUses(client)).map(({ keyId }) => keyId);
    const retired = box.keyIds.filter((keyId) => !holdsKey(used, keyId) && !keyId.equals(box.sealingKeyId));
    if (unreadable.length === 0) await hand.retireOldKeys();
    return {
      key: box.sealingKeyId.toString('hex'),
      resealed,
      unreadable,
      retired: retired.map((keyId) => keyId.toString('hex')),
      keptBy: hand.keptBy,
    };
  });
}

/** Opens everything, runs `work` as who sees every tenant, and closes again. */
async function withKeysAtHand<T>(
  { variables, randomBytes }: RotationScene,
  work: (client: pg.Client, hand: KeysAtHand) => Promise<T>,
): Promise<T> {
  const hand = await findKeysAtHand(readEnvironment(variables), randomBytes);
  const client = new pg.Client(connectionSettings(hand.databaseUrl, 'crossdock-master-key'));
  client.on('error', () => undefined); // a broken connection also rejects the query that runs on it, or the next one
  try {
    await client.connect();
    const pending = await pendingMigrations(hand.databaseUrl);
    if (pending.length > 0) throw new Error(`the schema is not this version's: start the hub, or run crossdock migrate, first`);
    await client.query("set role crossdock_system; set statement_timeout = '20s'; set lock_timeout = '2s'");
    return await work(client, hand);
  } finally {
    await client.end().catch(() => undefined);
    await hand.close();
  }
}

/** How much each key sealed. Rejects when one of them is not at hand, since what it sealed could not be sealed again. */
async function findUsesOf(client: pg.Client, keyIds: readonly Buffer[]): Promise<readonly KeyUse[]> {
  const uses = await findKeyUses(client);
  const foreign = uses.map(({ keyId }) => keyId).filter((keyId) => !holdsKey(keyIds, keyId));
  if (foreign.length === 0) return uses;
  const place = 'put it into CROSSDOCK_MASTER_KEY_PREVIOUS';
  throw new Error(`secrets were sealed under master key ${wordKeys(foreign)}, which is not at hand: ${place}`);
}

/** Has every running hub seal with the new key; until each of them holds it, none does. */
async function chooseKey(client: pg.Client, box: SecretBox, { waitSeconds, onStep }: RotationOptions): Promise<void> {
  const deadline = performance.now() + waitSeconds * 1_000;
  for (let looks = 1; ; looks++) {
    const lacking = (await chooseSealingKey(client, box.sealingKeyId)).map(({ name }) => name);
    if (lacking.length === 0) return;
    const key = box.sealingKeyId.toString('hex');
    if (performance.now() > deadline) {
      const advice = 'restart it with the new key, or wait until it is gone, and run this again';
      throw new Error(`nothing was changed: ${lacking.join(', ')} runs without master key ${key}: ${advice}`);
    }
    if (looks === 1) onStep({ step: 'waiting_for_hubs', hubs: lacking, reason: 'lack_key' });
    await sleep(pauseMilliseconds);
  }
}

/** Passes over everything until one finds nothing to do that began when every hub sealed with the new key already. */
async function resealAll(client: pg.Client, box: SecretBox, { waitSeconds, onStep }: RotationOptions) {
  const uses = await findKeyUses(client);
  const expected = uses.reduce((sum, { keyId, count }) => sum + (keyId.equals(box.sealingKeyId) ? 0 : count), 0);
  let resealed = 0;
  let isWaiting = false;
  let deadline = performance.now() + waitSeconds * 1_000;
  for (;;) {
    const behind = (await findRunningHubs(client)).filter(({ sealingKeyId }) => !sealingKeyId.equals(box.sealingKeyId));
    const hubs = behind.map(({ name }) => name);
    const pass = await reseal(client, box, (done) =>
      onStep({ step: 'resealing', done: resealed + done, total: Math.max(expected, resealed + done) }),
    );
    resealed += pass.resealed;
    if (pass.resealed > 0) {
      deadline = performance.now() + waitSeconds * 1_000;
      continue;
    }
    if (pass.missed === 0 && behind.length === 0) return { resealed, unreadable: pass.unreadable };
    if (performance.now() > deadline) {
      const held =
        pass.missed > 0 ? `${pass.missed} rows are held by other transactions` : `${hubs.join(', ')} seals with the old key`;
      throw new Error(`not finished: ${held}; running this again goes on from here`);
    }
    if (behind.length > 0 && !isWaiting) onStep({ step: 'waiting_for_hubs', hubs, reason: 'seal_with_old_key' });
    isWaiting = behind.length > 0;
    await sleep(pauseMilliseconds);
  }
}
