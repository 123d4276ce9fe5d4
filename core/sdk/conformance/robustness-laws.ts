/**
 * Laws about hostile requests: nothing throws, nothing is believed, nothing unusable reaches the store, and refusals do
 * not repeat what was sent.
 */
import type { Claim, InboundRequest, Translation } from '../contract.ts';
import { isExternalId } from '../../domain/external-id.ts';
import { faultCodes, type FaultCode, isFault } from '../../domain/fault.ts';
import { baseRequests, hostileBodies, hostileJson, hostileRequests, sentValue } from './hostile-requests.ts';
import { compileSchema } from './schema.ts';
import { answers, broken, copyOf, parsedBody, parsedRequest, routedSamples, settles, type Subject, survives } from './subject.ts';
import { numbersIn, textsIn } from './value.ts';

const secret = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
const verdicts: ReadonlySet<string> = new Set([
  'verified',
  'absent',
  'signature_missing',
  'signature_malformed',
  'signature_expired',
  'signature_invalid',
]);
const codes: ReadonlySet<FaultCode> = new Set(faultCodes);

/** Identifying, probing and reading an Idempotency-Key give a usable answer to any request. */
export function survivesHostileRequests<Config extends object>(subject: Subject<Config>): void {
  const { inbound } = subject.adapter;
  if (inbound === undefined) return;
  const plain = baseRequests(subject).map((request) => ({ request }));
  for (const { request } of [...plain, ...hostileRequests(subject)]) {
    checkClaim(survives('identify', () => inbound.identify(copyOf(request))));
    for (const probe of inbound.probes ?? []) {
      const matched = survives('a probe', () => probe.matches?.(copyOf(request)) ?? true);
      if (typeof matched !== 'boolean') broken('a probe answers something other than true or false');
    }
    for (const route of inbound.routes.filter((candidate) => answers(candidate, request))) {
      const key = survives('idempotencyKey', () => route.idempotencyKey?.(copyOf(request)));
      if (key !== undefined && typeof key !== 'string') broken('idempotencyKey gives something other than text');
    }
  }
}

/**
 * The signature of a hostile request gets one of the known verdicts, and never `verified` once a signed header is rubbish; the time
 * that it names is one.
 */
export async function verifiesNoRubbish<Config extends object>(subject: Subject<Config>): Promise<void> {
  const signature = subject.adapter.inbound?.signature;
  if (signature === undefined) return;
  const proofs = subject.samples.requests.flatMap(({ proof }) => proof ?? []);
  const signed = new Set(proofs.flatMap(({ headers }) => headers));
  const secrets = [secret, ...proofs.map((proof) => proof.secret)];
  const verdictOf = (request: InboundRequest, nowSeconds: number, malformed: string): Promise<string> =>
    settles(`verify, given a malformed ${malformed},`, () =>
      signature.verify(copyOf(request), { secrets, config: structuredClone(subject.samples.config), nowSeconds }),
    );
  for (const { request, replacedHeader } of hostileRequests(subject)) {
    const time = survives('signedAt', () => signature.signedAt?.(copyOf(request), structuredClone(subject.samples.config)));
    if (time !== undefined && !Number.isSafeInteger(time)) broken('signedAt gives something other than whole seconds');
    for (const nowSeconds of [0, ...proofs.map((proof) => proof.nowSeconds)]) {
      const verdict = await verdictOf(request, nowSeconds, replacedHeader === undefined ? 'request' : `header ${replacedHeader}`);
      if (!verdicts.has(verdict)) broken('verify gives a verdict that does not exist');
      if (verdict === 'verified' && replacedHeader !== undefined && signed.has(replacedHeader))
        broken(`verify accepts rubbish in ${replacedHeader}`);
    }
  }
}

/** Whatever JSON passes the route's own checks becomes a translation that the hub can keep. */
export async function translatesRubbishSafely<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const sample of routedSamples(subject)) {
    const { name, route, request } = sample;
    for (const body of route.body === 'raw' ? hostileBodies(request.body) : []) {
      const spoilt = parsedRequest(subject, { route, request: copyOf(request, { body }) });
      checkTranslation(await settles(`${name}: translate`, () => route.translate(spoilt)), name);
    }
    const isValid = route.bodySchema === undefined ? () => true : compileSchema(route.bodySchema);
    for (const json of hostileJson(parsedBody(route, request), route.numbersAsText === true)) {
      const refusal = survives(`${name}: requires`, () => route.requires?.(structuredClone(json)));
      if (refusal !== undefined) checkTranslation(refusal, name);
      else if (isValid(json))
        checkTranslation(await settles(`${name}: translate`, () => route.translate(parsedRequest(subject, sample, json))), name);
    }
  }
}

/** Rubbish headers, parameters and query do not disturb the translation of a good body. */
export async function translatesBesideRubbish<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const sample of routedSamples(subject)) {
    const json = parsedBody(sample.route, sample.request);
    const own = { ...subject.samples, requests: [{ name: sample.name, request: sample.request }] };
    for (const { request } of hostileRequests({ adapter: subject.adapter, samples: own })) {
      if (!answers(sample.route, request)) continue;
      const spoilt = parsedRequest(subject, { route: sample.route, request }, json);
      checkTranslation(await settles(`${sample.name}: translate`, () => sample.route.translate(spoilt)), sample.name);
    }
  }
}

function checkClaim(claim: Claim): void {
  switch (claim.by) {
    case 'key':
      if (typeof claim.key !== 'string') broken('identify claims a key that is not text');
      return;
    case 'connector':
      if (typeof claim.id !== 'string') broken('identify claims a connector whose id is not text');
      return;
    case 'hint':
      if (claim.hint !== undefined && typeof claim.hint !== 'string') broken('identify gives a hint that is not text');
      return;
    case 'none':
      return;
    default:
      broken(`identify claims by something that does not exist: ${String(claim satisfies never)}`);
  }
}

function checkTranslation(translation: Translation, name: string): void {
  switch (translation.kind) {
    case 'command':
      return checkCommand(translation.command, name);
    case 'query':
      return checkTexts(translation.query, name);
    case 'ignore':
    case 'quarantine':
      return checkWords(translation.reason, `${name}: the reason`);
    case 'fault':
      if (!isFault(translation) || !codes.has(translation.code)) broken(`${name}: there is no fault ${translation.code}`);
      return checkWords(translation.detail, `${name}: the detail of ${translation.code}`);
    default:
      broken(`${name}: the translation is of no known kind: ${String(translation satisfies never)}`);
  }
}

function checkCommand(command: Extract<Translation, { kind: 'command' }>['command'], name: string): void {
  if (!numbersIn(command).every(Number.isSafeInteger)) broken(`${name}: a command carries a number that is not a safe integer`);
  checkTexts(command, name);
}

/** PostgreSQL stores neither NUL nor half of a surrogate pair, and external ids have a syntax. */
function checkTexts(value: object, name: string): void {
  for (const text of textsIn(value)) {
    if (text.includes('\0') || !text.isWellFormed()) broken(`${name}: a text goes to the store that no database can keep`);
  }
  for (const id of externalIdsIn(value))
    if (!isExternalId(id)) broken(`${name}: an external id is empty, too long, or has control characters or edge spaces`);
}

function externalIdsIn(value: object): readonly string[] {
  return Object.entries(value).flatMap(([field, part]: [string, unknown]) => {
    if (typeof part === 'string') return field === 'externalId' ? [part] : [];
    return typeof part === 'object' && part !== null && field !== 'metadata' ? externalIdsIn(part) : [];
  });
}

function checkWords(words: unknown, where: string): void {
  if (typeof words !== 'string' || words === '' || words.length > 300 || /[\r\n\0]/.test(words))
    broken(`${where} is not one short sentence`);
  if (words.includes(sentValue)) broken(`${where} repeats a value that the sender sent`);
}
