/**
 * Finds out by trial why a signature was refused: whether it would hold for the body as it may have been, with the secret of
 * before, written otherwise, at the time that it names. For operators only, and after the sender has been answered: every
 * trial is made whatever the others came to, so that neither the answer nor its time tells a stranger anything.
 */
import type { Connector } from '../../domain/connector.ts';
import type { SignatureCause, SignatureEvidence } from '../../domain/request-log.ts';
import type { HostedAdapter } from '../../sdk/catalogue.ts';
import type { InboundRequest } from '../../sdk/contract.ts';
import { bearerClaim } from '../../sdk/identify.ts';
import { bodyVariants } from './body-variants.ts';
import { timeOf } from './evidence.ts';
import { headerVariants } from './header-variants.ts';

/** Larger bodies are not tried in other forms: it would take too long. */
export const largestTriedBytes = 256 * 1_024;

/** What was refused. */
export interface Refused {
  readonly signature: NonNullable<NonNullable<HostedAdapter['inbound']>['signature']>;
  readonly request: InboundRequest;
  readonly connector: Pick<Connector, 'secrets' | 'config'>;
  readonly evidence: SignatureEvidence;
  readonly nowSeconds: number;
  /** The connector's secret of before, whose grace has ended; absent when there is none that is still known. */
  readonly formerSecret?: string;
}

interface Trial {
  readonly causes: readonly SignatureCause[];
  readonly request?: Partial<Pick<InboundRequest, 'body' | 'headers'>>;
  readonly secrets?: readonly string[];
}

/** The causes that a trial bears out, or the usual ones of the evidence. Rejects when the adapter fails. */
export async function findCauses(refused: Refused): Promise<readonly SignatureCause[]> {
  const { evidence } = refused;
  const isLate = evidence.causes.includes('clock_off');
  const asItIs = await holds(refused, { causes: [] });
  const found = new Set<SignatureCause>();
  for (const trial of trialsOf(refused)) if (await holds(refused, trial)) for (const cause of trial.causes) found.add(cause);
  if (isLate && asItIs) return evidence.causes;
  if (found.size > 0) return isLate ? [...found, 'clock_off'] : [...found];
  return isLate ? ['clock_off', 'other_secret', 'body_changed'] : evidence.causes;
}

/** True when the signature would hold, at the time that it names itself. */
async function holds({ signature, request, connector, nowSeconds }: Refused, trial: Trial): Promise<boolean> {
  const tried = { ...request, ...trial.request };
  const { config, secrets } = connector;
  const at = (await timeOf(signature, tried, config)) ?? nowSeconds;
  return (await signature.verify(tried, { secrets: trial.secrets ?? secrets, config, nowSeconds: at })) === 'verified';
}

function trialsOf({ request, connector, evidence, formerSecret }: Refused): readonly Trial[] {
  const name = evidence.header.toLowerCase();
  const given = request.headers[name];
  if (given === undefined) return [];
  const key = bearerClaim(request);
  return [
    ...(formerSecret === undefined ? [] : [{ causes: ['former_secret'] as const, secrets: [formerSecret] }]),
    ...(key.by === 'key' ? [{ causes: ['key_as_secret'] as const, secrets: [key.key] }] : []),
    {
      causes: ['secret_with_blank'],
      secrets: connector.secrets.flatMap((secret) => [`${secret}\n`, `${secret} `, ` ${secret}`]),
    },
    ...headerVariants(given).map(({ causes, value }) => ({
      causes,
      request: { headers: { ...request.headers, [name]: value } },
    })),
    ...bodyVariants(request.body).map(({ cause, body }) => ({ causes: [cause], request: { body } })),
  ];
}
