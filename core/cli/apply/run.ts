/**
 * What `crossdock apply` does: check the file, compare it with the hub, make the calls, and tell of every object. No secret is
 * shown unless that is asked for.
 */
import { type HubAccess, HubRefusal, requireToken } from '../hub-client.ts';
import { answer, type JsonOption, say } from '../terminal.ts';
import { carryOut, type Stop, type Witness } from './carry-out.ts';
import { type Declaration, inOrder, readDeclaration } from './declaration.ts';
import type { FieldChange } from './difference.ts';
import { findObjections } from './objections.ts';
import { plan, type Step } from './plan.ts';
import { readPresent } from './present.ts';
import { openSecretsFile } from './secrets-file.ts';
import { type BadPlace, badPlaces } from './source-file.ts';

/** As the command line gives them. */
export interface ApplyOptions extends JsonOption {
  readonly dryRun?: boolean;
  readonly hub: string;
  readonly token?: string;
  readonly secretsTo?: string;
  readonly renewSecrets?: boolean;
}

/** Applies a file. Rejects with one sentence when any of it could not be. */
export async function apply(file: string, options: ApplyOptions): Promise<void> {
  const declaration = readDeclaration(file, process.env);
  if (!('source' in declaration)) return refuse(file, declaration, options);
  const access: HubAccess = { hub: options.hub, token: requireToken(options.token) };
  const present = await readPresent(access, declaration);
  const objections = badPlaces(declaration.source, '', findObjections(declaration, present));
  if (objections.length > 0) return refuse(file, inOrder(objections), options);

  const steps = plan(declaration, present, { renewSecrets: options.renewSecrets ?? false });
  if (options.dryRun) for (const step of steps) tell(step, options);
  else await change(declaration, steps, access, options);
  summarise(steps, options);
}

/** Shows every bad place; the first is the reason that the command ends with. */
function refuse(file: string, places: readonly BadPlace[], options: JsonOption): void {
  for (const place of places) answer(options, { bad_place: place }, textOf(place));
  const [first] = places;
  const more = places.length > 1 ? `, and ${places.length - 1} more` : '';
  throw new Error(`${first ? textOf(first) : file}${more}; nothing was applied`);
}

function textOf({ file, line, reason }: BadPlace): string {
  return `${file}:${line}: ${reason}`;
}

async function change({ source }: Declaration, steps: readonly Step[], access: HubAccess, options: ApplyOptions): Promise<void> {
  const path = options.secretsTo ?? `${source.file}.secrets`;
  const makesSecrets = steps.some(
    ({ kind, action }) => action === 'created' && (kind === 'connector' || kind === 'webhook endpoint'),
  );
  const secrets = makesSecrets && path !== '-' ? openSecretsFile(path) : undefined; // before the first call, which may be the one to need it
  let count = 0;
  const witness: Witness = {
    done: (step) => tell(step, options),
    made(secret) {
      count += 1;
      if (secrets) secrets.write(secret);
      else answer(options, { secret }, `secret of ${secret.kind} ${secret.name}: ${JSON.stringify(secret)}`);
    },
  };
  const stop = await carryOut(steps, access, witness);
  secrets?.close();
  if (secrets && count > 0) {
    const advice = 'take them from there, and keep it out of version control';
    answer(
      options,
      { secrets_to: path, count },
      `${count} keys and signing secrets are in ${path}, which only you can read: ${advice}.`,
    );
  }
  if (stop) throw refusalOf(stop, steps, source);
}

/** Where in the file the hub's refusal belongs, and how far it had come. */
function refusalOf({ step, error }: Stop, steps: readonly Step[], source: Declaration['source']): Error {
  const fields = error instanceof HubRefusal ? error.fields : [];
  const [field] = fields.map(({ path, message }) => ({ path: path.replace(/^products\.\d+\.?/, ''), message }));
  const reason = field?.message ?? (error instanceof Error ? error.message : String(error));
  const [place] = badPlaces(source, step.path, [{ path: field?.path ?? '', message: reason }]);
  const before = steps.slice(0, steps.indexOf(step)).filter(({ action }) => action !== 'unchanged').length;
  const done = before === 0 ? 'nothing was applied' : `what was told of above is done: mend this and apply again`;
  return new Error(`${place ? textOf(place) : reason}; ${done}`, { cause: error });
}

function tell({ kind, name, action, changes, notCompared }: Step, options: ApplyOptions): void {
  const verb = action === 'unchanged' ? action : `${options.dryRun ? 'would be ' : ''}${action}`;
  const parts = changes.map(changeText);
  const hidden =
    notCompared.length === 0 ? '' : ` (${notCompared.join(', ')} cannot be compared: --renew-secrets sends it again)`;
  answer(
    options,
    { action, dry_run: options.dryRun ?? false, kind, name, changes, not_compared: notCompared },
    `${verb.padEnd(options.dryRun ? 18 : 10)}${kind} ${name}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}${hidden}`,
  );
}

function changeText({ field, from, to }: FieldChange): string {
  return to === undefined ? field : `${field} ${JSON.stringify(from) ?? 'not set'} -> ${JSON.stringify(to)}`;
}

function summarise(steps: readonly Step[], options: ApplyOptions): void {
  const count = (wanted: Step['action']) => steps.filter(({ action }) => action === wanted).length;
  const counts = { created: count('created'), changed: count('changed'), unchanged: count('unchanged') };
  const numbers = `${counts.created} created, ${counts.changed} changed, ${counts.unchanged} unchanged`;
  const isNothing = counts.created + counts.changed === 0;
  const dryRun = options.dryRun ?? false;
  if (options.json) return answer(options, { ...counts, dry_run: dryRun }, '');
  if (dryRun) return say(isNothing ? `Nothing would change: ${numbers}.` : `It would be: ${numbers}. Nothing was applied.`);
  return say(isNothing ? `Nothing changed: ${numbers}.` : `${numbers}.`);
}
