/**
 * Laws about pure functions: the same request always means the same and is answered with the same bytes, and nobody's
 * values are changed on the way.
 */
import type { ParsedRequest, Route } from '../contract.ts';
import { sampleOutcomes } from '../sample-outcomes.ts';
import { broken, parsedRequest, routedSamples, settles, type Subject } from './subject.ts';
import { asText, deepFreeze, spoil, untilTheClockMoves } from './value.ts';

/** Translating and answering the same sample again, a moment later, gives the same. */
export async function repeatsItself<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const sample of routedSamples(subject)) {
    const first = await answerOf(sample.route, parsedRequest(subject, sample));
    untilTheClockMoves();
    const second = await answerOf(sample.route, parsedRequest(subject, sample));
    if (asText(first.translation) !== asText(second.translation))
      broken(`${sample.name}: the same request was translated in two ways`);
    if (asText(first.replies) !== asText(second.replies)) broken(`${sample.name}: the same outcome was answered in two ways`);
  }
}

/** A frozen request can be translated and answered, and its bytes and query are the same afterwards. */
export async function leavesItsInputAlone<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const sample of routedSamples(subject)) {
    const request = deepFreeze(parsedRequest(subject, sample));
    const before = unfreezable(request);
    await settles(`${sample.name}: with a frozen request, the adapter`, () => answerOf(sample.route, request));
    if (unfreezable(request) !== before) broken(`${sample.name}: the request was changed`);
  }
}

/** Whoever changes a translation or a reply changes only their own copy. */
export async function sharesNothingItHandsOut<Config extends object>(subject: Subject<Config>): Promise<void> {
  for (const sample of routedSamples(subject)) {
    const translate = () => sample.route.translate(parsedRequest(subject, sample));
    const translation = await translate();
    const before = asText(translation);
    spoil(translation);
    if (asText(await translate()) !== before) broken(`${sample.name}: changing one translation changed the next one`);
    for (const outcome of sampleOutcomes(await translate())) {
      const answer = () => sample.route.reply(outcome, parsedRequest(subject, sample));
      const reply = answer();
      const worded = asText(reply);
      spoil(reply);
      if (asText(answer()) !== worded) broken(`${sample.name}: changing one reply changed the next one`);
    }
  }
}

async function answerOf<Config extends object>(route: Route<Config>, request: ParsedRequest<Config>) {
  const translation = await route.translate(request);
  // Outcomes made from a copy: what comes back must not be shared with what went in.
  const outcomes = sampleOutcomes(structuredClone(translation));
  return { translation, replies: outcomes.map((outcome) => route.reply(deepFreeze(outcome), request)) };
}

/** The parts of a request that cannot be frozen, as text. */
function unfreezable({ body, query }: ParsedRequest): string {
  return `${Buffer.from(body).toString('hex')}?${query.toString()}`;
}
