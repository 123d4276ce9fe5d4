/**
 * When a refused signature is looked into, and when not: a stranger must not be able to keep the hub busy with it. It comes
 * after the answer, and ends before the request's row is written down.
 */
import { setImmediate } from 'node:timers/promises';
import type { Connector, ConnectorDirectory } from '../../domain/connector.ts';
import type { Clock } from '../../domain/ports.ts';
import type { RequestLogEntry } from '../../domain/request-log.ts';
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

const burst = 10;
const looksPerSecond = 2;

/** Makes it. */
export function createSignatureDiagnosis(directory: Pick<ConnectorDirectory, 'formerSecret'>, clock: Clock): SignatureDiagnosis {
  let left = burst;
  let countedAt = clock.now();

  const isAffordable = (): boolean => {
    const now = clock.now();
    left = Math.min(burst, left + (Math.max(0, now - countedAt) / 1_000) * looksPerSecond);
    countedAt = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };

  return {
    async look({ adapter, request, connector, nowSeconds }, entry) {
      const signature = adapter.inbound?.signature;
      const evidence = entry.signature;
      if (!signature || !evidence || evidence.given === null || request.body.length > largestTriedBytes) return;
      if (!isAffordable()) return;
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
