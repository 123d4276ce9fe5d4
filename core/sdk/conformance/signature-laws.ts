/**
 * Laws about signatures: genuine ones hold, and nothing else is ever `verified`.
 */
import type { InboundRequest, SignatureVerdict } from '../contract.ts';
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
        broken(`${name}: the request verifies without ${header}`);
    }
    const answer = await verdict(copyOf(request, { headers: {} }), [proof.secret]);
    if (answer !== 'absent' && answer !== 'signature_missing')
      broken(`${name}: without any header the signature is ${answer} instead of absent`);
  }
}

function signedSamples<Config extends object>({ adapter, samples }: Subject<Config>): readonly SignedSample[] {
  const signature = adapter.inbound?.signature;
  if (signature === undefined) return [];
  const signed = samples.requests.flatMap(({ name, request, proof }) => {
    if (proof === undefined) return [];
    const verdict = (altered: InboundRequest, secrets: readonly string[]): Promise<SignatureVerdict> =>
      settles(`${name}: verify`, () =>
        signature.verify(altered, { secrets, config: structuredClone(samples.config), nowSeconds: proof.nowSeconds }),
      );
    return [{ name, request, proof, verdict }];
  });
  if (signed.length === 0) broken('the format has signatures, but no sample is signed: there is nothing to judge');
  return signed;
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
