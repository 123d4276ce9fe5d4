/**
 * Signing secrets: their making, their places in the secret box, and their rotation. Plain ones are returned once and
 * kept nowhere.
 */
import type { RandomBytes } from '../domain/ports.ts';
import type { BodyShape } from './request/body.ts';

/** The part of a row that a rotation changes. */
export interface RotatableSecret {
  /** Null where there is none of its own to rotate. */
  readonly sealedSecret: Uint8Array | null;
  readonly sealedPreviousSecret: Uint8Array | null;
  readonly previousSecretExpiresAt: Date | null;
  readonly secretChangedAt: Date;
}

/** The body of a rotation. */
export interface RotationBody {
  readonly grace_seconds?: number;
}

/** Its shape: at most seven days of grace. */
export const rotationShape: BodyShape<RotationBody> = {
  properties: {
    grace_seconds: {
      type: 'integer',
      minimum: 0,
      maximum: 604_800,
      description: 'For how long the present secret holds as well.',
      default: 0,
    },
  },
};

const secretLength = 32;

/** A connector's secret: hexadecimal, since WordPress strips tags and entities from a secret that is typed in. */
export function newConnectorSecret(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(secretLength)).toString('hex');
}

/** An endpoint's secret, in the form that Standard Webhooks receivers expect. */
export function newEndpointSecret(randomBytes: RandomBytes): string {
  return `whsec_${Buffer.from(randomBytes(secretLength)).toString('base64')}`;
}

/** Where a connector's or an endpoint's secrets are sealed for. */
export function secretContext(table: 'connectors' | 'webhook_endpoints', organisationId: string, id: string): string {
  return `${table}/${organisationId}/${id}`;
}

/** Where a connector's secret settings are sealed for. */
export function configContext(organisationId: string, id: string): string {
  return `${secretContext('connectors', organisationId, id)}/config`;
}

/** The secret fields after a rotation. With a grace the present secret stays valid that long; the one before it ends now. */
export function rotate(
  current: RotatableSecret,
  sealedSecret: Uint8Array,
  now: number,
  graceSeconds: number,
): RotatableSecret & { readonly sealedSecret: Uint8Array } {
  const secretChangedAt = new Date(now);
  if (graceSeconds === 0) return { sealedSecret, sealedPreviousSecret: null, previousSecretExpiresAt: null, secretChangedAt };
  const previousSecretExpiresAt = new Date(now + graceSeconds * 1_000);
  return { sealedSecret, sealedPreviousSecret: current.sealedSecret, previousSecretExpiresAt, secretChangedAt };
}

/** When the previous secret stops being valid; null when there is none, or no longer. */
export function graceEnd(
  { previousSecretExpiresAt }: Pick<RotatableSecret, 'previousSecretExpiresAt'>,
  now: number,
): Date | null {
  return previousSecretExpiresAt !== null && previousSecretExpiresAt.getTime() > now ? previousSecretExpiresAt : null;
}
