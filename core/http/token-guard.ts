/**
 * Limits how many bearer tokens an address may guess: once it has shown too many wrong ones, it is refused before the next is
 * looked up, or whoever guesses right would get in all the same. A token that was right before is looked up whatever its
 * address did, so that a stranger behind the same address does not hold up its holder.
 */
import { createBoundedMap } from '../domain/bounded-map.ts';
import type { Fault } from '../domain/fault.ts';
import { hashToken } from '../domain/key-token.ts';
import { tooManyFailures } from '../domain/rate-limit.ts';
import type { StrangerLimit } from '../inbound/stranger-limit.ts';
import { bearerClaim } from '../sdk/identify.ts';

/** Who shows a token, and from where. */
export interface TokenBearer {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly clientIp: string;
}

/**
 * Gives what `prove` does, or the refusal of an address that has guessed too often; then `prove` may not have been called.
 * `refusalOf` says what a proof refuses: with 401, the token was wrong. Whoever shows no token is not counted.
 */
export type TokenGuard = <Proof>(
  bearer: TokenBearer,
  prove: () => Promise<Proof>,
  refusalOf: (proof: Proof) => Fault | undefined,
) => Promise<Proof | Fault>;

/** How many tokens are known to have been right. */
const tokenLimit = 10_000;

/** Makes one that counts in `strangers`. */
export function createTokenGuard(strangers: StrangerLimit): TokenGuard {
  const proved = createBoundedMap<true>(tokenLimit);

  return async ({ headers, clientIp }, prove, refusalOf) => {
    const claim = bearerClaim({ headers });
    if (claim.by !== 'key') return prove();
    const token = hashToken(claim.key).toString('base64');
    const waitSeconds = proved.has(token) ? 0 : strangers.waitSeconds(clientIp);
    if (waitSeconds > 0) return tooManyFailures(waitSeconds);

    const proof = await prove();
    if (refusalOf(proof)?.status !== 401) {
      proved.set(token, true);
      return proof;
    }
    proved.delete(token);
    const others = strangers.fail(clientIp); // of those that were looked up meanwhile
    return others > 0 ? tooManyFailures(others) : proof;
  };
}
