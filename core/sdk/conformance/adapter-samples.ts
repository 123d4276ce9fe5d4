/**
 * What an adapter's `fixtures/samples.ts` exports under the name `samples`: what the laws judge it by, and how its storefront
 * signs, for whoever plays the storefront. No hub needs it to run.
 */
import type { InboundRequest } from '../contract.ts';
import type { ConformanceSamples } from './subject.ts';

/** What a storefront signs with. */
export interface StorefrontCredentials<Config extends object = object> {
  /** The connector's signing secret. */
  readonly secret: string;
  readonly nowSeconds: number;
  /** The connector's settings. */
  readonly config: Config;
}

/** Samples, and the storefront's own part. */
export interface AdapterSamples<Config extends object = object> extends ConformanceSamples<Config> {
  /** The headers that prove a request, as the storefront would make them. Absent for a format without signatures. */
  readonly sign?: (
    request: Pick<InboundRequest, 'body' | 'headers'>,
    credentials: StorefrontCredentials<Config>,
  ) => Readonly<Record<string, string>>;
}
