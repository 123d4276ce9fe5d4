/**
 * When a refused signature is looked into, and when not: a stranger must not be able to keep the hub busy with it. It comes
 * after the answer, and ends before the request's row is written down.
 */
import { setImmediate } from 'node:timers/promises';
import type { Connector, ConnectorDirectory } from '../../domain/connector.ts';
import type { Clock } from '../../domain/ports.ts';
import type { RequestLogEntry } from '../../domain/request-log.ts';
import { createTokenBuckets } from '../../domain/token-buckets.ts';
import type { HostedAdapter } from '../../sdk/catalogue.ts';
import type { InboundRequest } from '../../sdk/contract.ts';
import { findCauses, largestTriedBytes } from './trials.ts';

/** One refused request, whose row has the evidence already. */
export interface Suspicion {
  readonly adapter: HostedAdapter;
  readonly request: InboundRequest;
  readonly connector: Connector;
  readonly nowSeconds: number;
}

/** Looks into refused signatures. */
export interface SignatureDiagnosis {
  /** Puts what trials find out into the entry. Never rejects; does nothing when there was too much to look into lately. */
  look(suspicion: Suspicion, entry: RequestLogEntry): Promise<void>;
}

/** What all connectors may cost together, and each of them: one with an old secret leaves looks for the others. */
const hubSizes = { burst: 10, tokensPerSecond: 2, keyLimit: 1 };
const connectorSizes = { burst: 5, tokensPerSecond: 0.2, keyLimit: 10_000 };
const hubKey = 'hub';

/** Makes it. */
export function createSignatureDiagnosis(directory: Pick<ConnectorDirectory, 'formerSecret'>, clock: Clock): SignatureDiagnosis {
  const looks = createTokenBuckets(hubSizes, clock);
  const looksByConnector = createTokenBuckets(connectorSizes, clock);

  const isAffordable = ({ id }: Connector): boolean => {
    if (looksByConnector.waitSeconds(id) > 0 || looks.waitSeconds(hubKey) > 0) return false;
    looksByConnector.take(id, 1);
    looks.take(hubKey, 1);
    return true;
  };

  return {
    async look({ adapter, request, connector, nowSeconds }, entry) {
      const signature = adapter.inbound?.signature;
      const evidence = entry.signature;
      if (!signature || !evidence || evidence.given === null || request.body.length > largestTriedBytes) return;
      if (!isAffordable(connector)) return;
      await setImmediate(); // what was answered leaves first
      try {
        const formerSecret = await directory.formerSecret(connector.id);
        const refused = {
          signature,
          request,
          connector,
          evidence,
          nowSeconds,
          ...(formerSecret !== undefined && { formerSecret }),
        };
        entry.signature = { ...evidence, causes: await findCauses(refused) };
      } catch {
        // The usual causes stand: the adapter fails at this request, or the database is away.
      }
    },
  };
}
