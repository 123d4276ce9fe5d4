/**
 * Laws about signatures: genuine ones hold, and nothing else is ever `verified`.
 */
import type { InboundRequest, SignatureVerdict } from '../contract.ts';
import type { AdapterSamples } from './adapter-samples.ts';
import { countingComparisons } from './comparison.ts';
import { broken, copyOf, type SampleProof, settles, type Subject } from './subject.ts';

const otherSecret = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0';

interface SignedSample {
  readonly name: string;
  readonly request: InboundRequest;
  readonly proof: SampleProof;
  verdict(request: InboundRequest, secrets: readonly string[]): Promise<SignatureVerdict>;
}

/** A genuine sample verifies, also beside the other secret of a rotation. */
export async function acceptsGenuineSignatures<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const { name, request, proof, verdict } of signedSamples(subject)) {
    for (const secrets of [[proof.secret], [otherSecret, proof.secret], [proof.secret, otherSecret]]) {
      const answer = await verdict(copyOf(request), secrets);
      if (answer !== 'verified') broken(`${name}: the genuine signature is ${answer} with ${secrets.length} live secrets`);
    }
  }
}

/** One altered, added or missing byte of the body is noticed. */
export async function refusesAlteredBodies<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const { name, request, proof, verdict } of signedSamples(subject)) {
    for (const body of alteredBodies(request.body)) {
      if ((await verdict(copyOf(request, { body }), [proof.secret])) === 'verified') broken(`${name}: an altered body verifies`);
    }
  }
}

/**
 * The same JSON written in other bytes is another body: whoever parses and serialises before verifying refuses genuine
 * requests of a sender that writes it differently, and believes bytes that nobody signed. `sign` tries both ways.
 */
export async function verifiesTheBytesAsTheyCame<Config extends object>(
  subject: Subject<Config>,
  sign: AdapterSamples<Config>['sign'],
): Promise<void> {
  for (const { name, request, proof, verdict } of signedSamples(subject)) {
    const [compact, ...others] = spellingsOf(request.body);
    if (compact === undefined) continue; // not JSON
    const credentials = { secret: proof.secret, nowSeconds: proof.nowSeconds, config: structuredClone(subject.samples.config) };
    const resigned = sign && { ...request.headers, ...sign(copyOf(request, { body: compact }), credentials) };
    for (const body of [compact, ...others]) {
      const attempts = [request.headers, ...(resigned ? [resigned] : [])];
      for (const headers of attempts) {
        const signed = headers === resigned ? compact : request.body;
        if (Buffer.compare(body, signed) === 0) continue;
        if ((await verdict(copyOf(request, { body, headers }), [proof.secret])) === 'verified')
          broken(`${name}: a re-serialised body verifies: verify the signature over the bytes as they came, before any parsing`);
      }
    }
  }
}

/** A signature that holds was compared by a function whose time tells nothing about how much of it was right. */
export async function comparesInConstantTime<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const { name, request, proof, verdict } of signedSamples(subject)) {
    const { result, count } = await countingComparisons(() => verdict(copyOf(request), [proof.secret]));
    if (result === 'verified' && count === 0)
      broken(
        `${name}: the signature is not compared in constant time: use a verify function of the SDK, or crypto.timingSafeEqual`,
      );
  }
}

/** What the samples say of how a storefront signs is what the adapter verifies. */
export async function verifiesWhatItsStorefrontSigns<Config extends object>(
  subject: Subject<Config>,
  sign: AdapterSamples<Config>['sign'],
): Promise<void> {
  if (sign === undefined) return;
  for (const { name, request, proof, verdict } of signedSamples(subject)) {
    const { nowSeconds, secretSetting } = proof;
    const settings = structuredClone(subject.samples.config);
    const config = secretSetting === undefined ? settings : { ...settings, [secretSetting]: otherSecret };
    const credentials = { secret: otherSecret, nowSeconds, config };
    const headers = { ...request.headers, ...sign(copyOf(request), credentials) };
    const answer = await verdict(copyOf(request, { headers }), [otherSecret]);
    if (answer !== 'verified') broken(`${name}: what the samples' own sign function signs is ${answer}`);
  }
}

/** Another secret, an empty one or none at all proves nothing. */
export async function refusesOtherSecrets<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const { name, request, proof, verdict } of signedSamples(subject)) {
    for (const secrets of [[], [''], [otherSecret], [proof.secret.slice(1)], [`${proof.secret} `]]) {
      if ((await verdict(copyOf(request), secrets)) === 'verified')
        broken(`${name}: the signature verifies without the secret that it was made with`);
    }
  }
}

/** One altered character of the signature, or of a header that it covers, is noticed. */
export async function refusesAlteredSignatures<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const { name, request, proof, verdict } of signedSamples(subject)) {
    for (const header of proof.headers) {
      for (const value of alteredTexts(request.headers[header] ?? '')) {
        const altered = copyOf(request, { headers: { ...request.headers, [header]: value } });
        if ((await verdict(altered, [proof.secret])) === 'verified') broken(`${name}: an altered ${header} verifies`);
      }
    }
  }
}

/** Without its headers a request is never `verified`; without any header its signature is `absent`, which the hub judges, or missing. */
export async function neverVerifiesWithoutHeaders<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const { name, request, proof, verdict } of signedSamples(subject)) {
    for (const header of proof.headers) {
      const { [header]: _removed, ...headers } = request.headers;
      if ((await verdict(copyOf(request, { headers }), [proof.secret])) === 'verified')
        broken(`${name}: the request verifies without ${header}: verify fails open`);
    }
    const answer = await verdict(copyOf(request, { headers: {} }), [proof.secret]);
    if (answer !== 'absent' && answer !== 'signature_missing')
      broken(
        `${name}: without any header the signature is ${answer} instead of absent${answer === 'verified' ? ': verify fails open' : ''}`,
      );
  }
}

function signedSamples<Config extends object>({ adapter, samples }: Subject<Config>): readonly SignedSample[] {
  const signature = adapter.inbound?.signature;
  if (signature === undefined) return [];
  const signed = samples.requests.flatMap(({ name, request, proof }) => {
    if (proof === undefined) return [];
    const { secretSetting, nowSeconds } = proof;
    const ask = (altered: InboundRequest, secrets: readonly string[], settings: object): Promise<SignatureVerdict> =>
      settles(`${name}: verify`, () =>
        signature.verify(altered, { secrets, config: { ...structuredClone(samples.config), ...settings }, nowSeconds }),
      );
    const verdict = async (altered: InboundRequest, secrets: readonly string[]): Promise<SignatureVerdict> => {
      if (secretSetting === undefined) return ask(altered, secrets, {});
      let answer: SignatureVerdict = 'absent';
      for (const secret of secrets.length === 0 ? [''] : secrets) {
        answer = await ask(altered, [], { [secretSetting]: secret }); // a setting holds one secret at a time
        if (answer === 'verified') break;
      }
      return answer;
    };
    return [{ name, request, proof, verdict }];
  });
  if (signed.length === 0) broken('the format has signatures, but no sample is signed: there is nothing to judge');
  return signed;
}

/** A JSON body without blanks, with many, and with one more at its end; empty for anything else. */
function spellingsOf(body: Uint8Array): readonly Uint8Array[] {
  try {
    const text = new TextDecoder().decode(body);
    const value: unknown = JSON.parse(text);
    return [JSON.stringify(value), JSON.stringify(value, null, 3), `${text} `].map((spelling) =>
      new TextEncoder().encode(spelling),
    );
  } catch {
    return [];
  }
}

function alteredBodies(body: Uint8Array): readonly Uint8Array[] {
  const flipped = [0, Math.floor(body.length / 2), body.length - 1].filter((index) => index >= 0 && index < body.length);
  return [
    ...flipped.map((index) => body.with(index, (body[index] ?? 0) ^ 1)),
    Uint8Array.from([...body, 0x20]),
    ...(body.length > 0 ? [body.slice(0, -1), new Uint8Array()] : []),
  ];
}

/** Every letter and digit exchanged for another of its kind, the whole doubled, cut short and emptied. */
function alteredTexts(text: string): readonly string[] {
  const exchanged = [...text].flatMap((character, index) => {
    const other = otherOfItsKind(character);
    return other === undefined ? [] : [text.slice(0, index) + other + text.slice(index + 1)];
  });
  return [...exchanged, text + text, text.slice(0, -1), ''];
}

function otherOfItsKind(character: string): string | undefined {
  if (/[0-9]/.test(character)) return character === '0' ? '1' : '0';
  if (/[a-z]/.test(character)) return character === 'a' ? 'b' : 'a';
  if (/[A-Z]/.test(character)) return character === 'A' ? 'B' : 'A';
  return undefined;
}
