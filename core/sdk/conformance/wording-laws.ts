/**
 * Laws about how an adapter answers: every refusal, every outcome of its samples, every probe.
 */
import { fault, type Fault, faultCodes } from '../../domain/fault.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { sampleOutcomes } from '../sample-outcomes.ts';
import { checkDigits, checkReply } from './reply.ts';
import { broken, copyOf, parsedRequest, routedSamples, settles, type Subject, survives } from './subject.ts';
import { asText, deepFreeze } from './value.ts';

const canary = 'conformance-canary-7f3a';
/** Beyond Latin-1; in bytes its second and third letter end in those of CR and LF, and it has the line breaks of Unicode. */
const foreignId = '\u0141\u010d\u010a\u2028\u2029 7 %0d%0aX-Evil: 1';

/** Every code of the closed set becomes a well-formed refusal, the same one each time, made of the fault's own words. */
export function wordsEveryFault<Config extends object>({ adapter }: Subject<Config>): void {
  const { inbound } = adapter;
  if (inbound === undefined) return;
  for (const code of faultCodes) {
    const where = `refuse(${code})`;
    const refusal = deepFreeze(
      fault(code, 'one sentence', { retryAfterSeconds: 7, allow: ['GET'], fields: [{ path: 'a.b', message: 'is wrong' }] }),
    );
    const reply = survives(where, () => inbound.refuse(refusal));
    checkReply(reply, [400, 599], where);
    if (asText(inbound.refuse(refusal)) !== asText(reply)) broken(`${where}: the same fault is worded in two ways`);
    // Faults may come to carry a cause for the log; whoever serialises the whole value would show it to the caller.
    const carrying: Fault & { readonly cause: string } = { ...refusal, cause: canary };
    if (asText(inbound.refuse(carrying)).includes(canary)) broken(`${where}: the reply repeats what is not meant for the caller`);
  }
}

/** Whatever a sample can come to has a well-formed answer. */
export async function wordsWhatItsSamplesComeTo<Config extends object>(subject: Subject<Config>): Promise<void> {
  const { inbound } = subject.adapter;
  if (inbound === undefined) return;
  const samples = routedSamples(subject);
  if (inbound.routes.length > 0 && samples.length === 0) broken('no sample reaches a route: there is nothing to judge');
  for (const sample of samples) {
    const request = parsedRequest(subject, sample);
    const translation = await settles(`${sample.name}: translate`, () => sample.route.translate(request));
    const kept = inbound.misunderstood === 'quarantine' ? ([{ kind: 'quarantined', reason: 'total is missing' }] as const) : [];
    const outcomes = sampleOutcomes(translation);
    for (const outcome of [...outcomes, ...outcomes.map(withForeignIds), ...kept]) {
      const where = `${sample.name}: reply to ${outcome.kind}`;
      const reply = survives(where, () => sample.route.reply(outcome, request));
      checkReply(reply, [200, 599], where);
      checkDigits(outcome, reply, where);
    }
  }
}

/** The outcome with external ids that are allowed and that no header can carry as they are. */
function withForeignIds(outcome: Outcome): Outcome {
  if (!('externalId' in outcome)) return outcome;
  if (outcome.kind !== 'order' || outcome.payment === null) return { ...outcome, externalId: foreignId };
  return { ...outcome, externalId: foreignId, payment: { ...outcome.payment, externalId: foreignId } };
}

/** A probe answers with success, and one that looks at the request recognises its own sample only. */
export function answersItsProbes<Config extends object>({ adapter, samples }: Subject<Config>): void {
  const { probes = [], signature } = adapter.inbound ?? {};
  for (const { method, path, reply, matches } of probes) {
    checkReply(reply, [200, 299], `probe ${method} ${path}`);
    if (matches === undefined) continue;
    const proved = samples.requests.filter(({ proof }) => signature !== undefined && proof !== undefined);
    for (const { name, request } of proved)
      if (matches(copyOf(request))) broken(`probe ${method} ${path} swallows the signed sample ${name}`);
  }
}
