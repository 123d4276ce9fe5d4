/**
 * The laws that every adapter obeys, for its author to run with real captures as samples. Framework-free:
 *
 *   for (const law of conformanceLaws(adapter, samples)) test(law.name, () => law.check());
 *
 * A law that asks what may come later gives a promise, so a runner awaits what `check` gives.
 *
 * They judge by what an adapter does and never by how it is written; a law without anything to judge is broken, not kept.
 * Apart from the barrel, because adapters need the laws in their tests only, and the laws need a schema compiler.
 */
import type { PayloadFormatAdapter } from './contract.ts';
import type { AdapterSamples } from './conformance/adapter-samples.ts';
import {
  declaresItsScopes,
  hasEachRouteOnce,
  judgesItsSettings,
  namesItself,
  refusesUnknownSettings,
  tellsPeopleHowToConnect,
} from './conformance/identity-laws.ts';
import { readsMoneyExactly } from './conformance/money-laws.ts';
import {
  buildsPurely,
  judgesEveryAnswer,
  keepsItsHeadersIntact,
  keepsTheTargetsHost,
  namesItsEvents,
} from './conformance/outbound-laws.ts';
import { leavesItsInputAlone, repeatsItself, sharesNothingItHandsOut } from './conformance/purity-laws.ts';
import {
  survivesHostileRequests,
  translatesBesideRubbish,
  translatesRubbishSafely,
  verifiesNoRubbish,
} from './conformance/robustness-laws.ts';
import { takesItsOwnSamples } from './conformance/sample-laws.ts';
import {
  acceptsGenuineSignatures,
  comparesInConstantTime,
  neverVerifiesWithoutHeaders,
  refusesAlteredBodies,
  refusesAlteredSignatures,
  refusesOtherSecrets,
  verifiesTheBytesAsTheyCame,
  verifiesWhatItsStorefrontSigns,
} from './conformance/signature-laws.ts';
import type { Subject } from './conformance/subject.ts';
import { answersItsProbes, wordsEveryFault, wordsWhatItsSamplesComeTo } from './conformance/wording-laws.ts';

export { sampleHub } from './sample-hub.ts';
export type { AdapterSamples, StorefrontCredentials } from './conformance/adapter-samples.ts';
export { readRequestFiles } from './conformance/request-files.ts';
export { type ConformanceSamples, parseSampleJson, type SampleProof, type SampleRequest } from './conformance/subject.ts';

/** One law, bound to an adapter. */
export interface Law {
  /** Reads as a sentence about the adapter. */
  readonly name: string;
  /** Throws an Error with a readable sentence when the law is broken, or rejects with it. */
  check(): void | Promise<void>;
}

/** Every law for one adapter. Laws about what the adapter does not have, such as deliveries, hold. */
export function conformanceLaws<Config extends object>(
  adapter: PayloadFormatAdapter<Config>,
  samples: AdapterSamples<Config>,
): readonly Law[] {
  const subject: Subject<Config> = { adapter, samples };
  const law = (name: string, holds: (of: Subject<Config>) => void | Promise<void>): Law => ({
    name,
    check: () => holds(subject),
  });
  return [
    law('names itself', namesItself),
    law('refuses unknown settings', refusesUnknownSettings),
    law('judges settings without throwing', judgesItsSettings),
    law('declares its scopes', declaresItsScopes),
    law('has each route once', hasEachRouteOnce),
    law('tells people how to connect', tellsPeopleHowToConnect),
    law('takes its own samples', takesItsOwnSamples),
    law('words every fault without leaking', wordsEveryFault),
    law('words what its samples come to', wordsWhatItsSamplesComeTo),
    law('answers its probes', answersItsProbes),
    law('gives the same translation and the same bytes for the same input', repeatsItself),
    law('leaves its input alone', leavesItsInputAlone),
    law('shares nothing that it hands out', sharesNothingItHandsOut),
    law('survives hostile requests', survivesHostileRequests),
    law('verifies no rubbish', verifiesNoRubbish),
    law('translates rubbish into what the hub can keep', translatesRubbishSafely),
    law('translates a good body beside rubbish headers', translatesBesideRubbish),
    law('reads money exactly', readsMoneyExactly),
    law('accepts genuine signatures', acceptsGenuineSignatures),
    law('verifies what its storefront signs', (of) => verifiesWhatItsStorefrontSigns(of, samples.sign)),
    law('verifies the bytes as they came', (of) => verifiesTheBytesAsTheyCame(of, samples.sign)),
    law('compares signatures in constant time', comparesInConstantTime),
    law('refuses altered bodies', refusesAlteredBodies),
    law('refuses other secrets', refusesOtherSecrets),
    law('refuses altered signatures', refusesAlteredSignatures),
    law('never verifies without headers', neverVerifiesWithoutHeaders),
    law('names its events', namesItsEvents),
    law('builds deliveries purely', buildsPurely),
    law("keeps the target's host whatever the event holds", keepsTheTargetsHost),
    law('keeps its headers intact', keepsItsHeadersIntact),
    law('judges every answer', judgesEveryAnswer),
  ];
}
