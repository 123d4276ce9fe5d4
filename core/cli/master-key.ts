/**
 * `crossdock master-key`: replaces the key that secrets are encrypted with, while hubs run. It shows ids of keys, never a key.
 */
import { randomBytes } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import type { Rotation, RotationPlan, RotationStep } from '../key-rotation/rotate.ts';
import { answer, jsonOption, type JsonOption, say, sayJson } from './terminal.ts';

interface RotateOptions extends JsonOption {
  readonly dryRun?: boolean;
  readonly wait: number;
}

/** Longer than a hub that was killed counts as running. */
const defaultWaitSeconds = 30;

/** Adds the group of subcommands. */
export function addMasterKey(program: Command): void {
  program
    .command('master-key')
    .description('replace the key that encrypts secrets at rest')
    .command('rotate')
    .description(
      'seal every secret again under CROSSDOCK_MASTER_KEY, which takes the place of those in CROSSDOCK_MASTER_KEY_PREVIOUS, while ' +
        'hubs run; where the key lies in the data folder, a new one is made. Can be interrupted and run again at any time (docs/operating.md)',
    )
    .option('--dry-run', 'only say what would be done')
    .option('--wait <seconds>', 'how long to wait for hubs that do not hold the new key yet', readSeconds, defaultWaitSeconds)
    .option(...jsonOption)
    .action(rotate);
}

function readSeconds(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number of seconds, such as 600.');
}

async function rotate({ dryRun = false, wait, json = false }: RotateOptions): Promise<void> {
  const { planRotation, rotateMasterKey } = await import('../key-rotation/rotate.ts'); // only now: other commands need not wait for all of it
  const scene = { variables: process.env, randomBytes };
  if (dryRun) {
    const plan = await planRotation(scene);
    answer(
      { json },
      { dry_run: true, ...plan, hubs: plan.hubs.map(({ name, holdsKey }) => ({ name, holds_key: holdsKey })) },
      wordPlan(plan),
    );
    return;
  }
  const onStep = (step: RotationStep) => answer({ json }, step, wordStep(step));
  const rotation = await rotateMasterKey({ ...scene, waitSeconds: wait, onStep });
  const { key, resealed, unreadable, retired } = rotation;
  if (json) {
    const left = unreadable.map(({ organisationId, ...value }) => ({ ...value, org_id: organisationId }));
    sayJson({ finished: left.length === 0, key, resealed, retired, unreadable: left });
  } else say(wordRotation(rotation));
  if (unreadable.length > 0)
    throw new Error(`some secrets could not be opened, and are still sealed under the old key: ${unreadable.length}`);
}

function wordStep(step: RotationStep): string {
  switch (step.step) {
    case 'waiting_for_hubs':
      return `waiting for ${step.hubs.join(', ')}, which ${step.reason === 'lack_key' ? 'does not hold the new key' : 'seals with the old key until it hears of this'}`;
    case 'resealing':
      return `sealed again: ${step.done} of ${step.total}`;
  }
}

function wordPlan({ key, sealed, resealable, hubs }: RotationPlan): string {
  const lines = [
    ...sealed.map((use) => `sealed under ${use.key}: ${use.count}`),
    ...hubs.map(
      ({ name, holdsKey }) =>
        `${name} runs${key === null ? '' : holdsKey ? ' and holds the new key' : ' WITHOUT THE NEW KEY: it has to be restarted with it first'}`,
    ),
    `to be sealed again under ${key ?? 'a new key, which would be made in the data folder'}: ${resealable}`,
  ];
  return `${lines.join('\n')}\nNext: crossdock master-key rotate`;
}

function wordRotation({ key, resealed, unreadable, retired, keptBy }: Rotation): string {
  const done = `Sealed again: ${resealed}. All hubs seal under ${key} from now on.`;
  if (unreadable.length > 0) {
    const lines = unreadable.map(({ table, id, column, reason }) => `  ${table} ${id} ${column}: ${reason}`);
    return [
      done,
      'These cannot be opened with any key at hand. Give each a new secret (rotate-secret), then run this again:',
      ...lines,
    ].join('\n');
  }
  if (keptBy === 'data folder')
    return `${done}\nNothing is sealed under the old key any more, and it is gone from the data folder.`;
  if (retired.length === 0) return `${done}\nThere is no other key that could be taken away.`;
  return (
    `${done}\nNothing is sealed under ${retired.join(' and ')} any more.\n` +
    'Next: take it out of CROSSDOCK_MASTER_KEY_PREVIOUS, restart the hubs one after the other, and keep it where your back-ups are ' +
    'for as long as there is one that was made before now'
  );
}
