/** The conformance laws about deliveries judge with events of their own: what the author's samples lack is tried as well. */
import { expect, test } from 'vitest';
import type { EventType } from '../../core/sdk/index.ts';
import type { HubEvent, OutboundMessage } from '../../core/sdk/index.ts';
import { brokenLaws, good, outbound, samples, withOutbound } from './sample-adapter.ts';

interface SampleOrder {
  readonly order_number?: string;
  readonly payment_status?: string;
  readonly metadata?: Readonly<Record<string, string>> | null;
}

/** What the events' data name, read as any subscriber might. */
function orderOf({ dataJson }: HubEvent): SampleOrder {
  return (JSON.parse(dataJson) as { readonly order?: SampleOrder }).order ?? {};
}

/** The sample adapter, with something added to each message. */
const adding = (change: (order: SampleOrder, message: OutboundMessage & { readonly kind: 'http' }) => OutboundMessage) =>
  withOutbound({
    build: (event, target) => {
      const message = outbound.build(event, target);
      return message.kind === 'http' ? change(orderOf(event), message) : message;
    },
  });

test.each(['callback', 'webhook_url', 'host'])('a URL from metadata.%s, which no sample has, breaks a law', async (name) => {
  const adapter = adding((order, message) => {
    const host = order.metadata?.[name];
    return host !== undefined && URL.canParse(host) ? { ...message, url: host } : message;
  });
  expect([...(await brokenLaws(adapter)).keys()]).toEqual(["keeps the target's host whatever the event holds"]);
});

test('a header from an order number, which no sample has, breaks a law', async () => {
  const adapter = adding((order, message) =>
    order.order_number === undefined
      ? message
      : { ...message, headers: { ...message.headers, 'X-No': order.order_number.replaceAll(/\p{Cc}|\p{Cs}/gu, ' ') } },
  );
  expect((await brokenLaws(adapter)).get('keeps its headers intact')).toBe(
    'build(order.created): the header X-No holds characters that cannot be sent, such as CR and LF',
  );
});

test('a URL that is chosen of paid orders only breaks a law, though no hostile value is a status', async () => {
  const adapter = adding((order, message) => {
    const url = order.payment_status === 'paid' ? order.metadata?.['callback'] : undefined;
    return url !== undefined && URL.canParse(url) ? { ...message, url } : message;
  });
  expect([...(await brokenLaws(adapter)).keys()]).toEqual(["keeps the target's host whatever the event holds"]);
});

test.each<EventType>(['client.updated', 'vendor.claimed', 'shipment.tracking_added', 'message.received', 'session.created'])(
  '%s is tried whole, though no sample is of it',
  async (type) => {
    const seen = new Set<string>();
    const adapter = {
      ...good,
      outbound: {
        ...outbound,
        events: [type],
        build: (...given: Parameters<typeof outbound.build>) => {
          seen.add(Object.keys(Object.values(JSON.parse(given[0].dataJson) as Record<string, object>)[0] ?? {}).join());
          return outbound.build(...given);
        },
      },
    };
    expect(await brokenLaws(adapter, samples)).toEqual(new Map());
    expect([...seen]).toEqual([expect.stringMatching(/^id,.*_at\b/)]);
  },
);
