/** The conformance laws catch an adapter that is unsafe: with hostile requests, with signatures, with deliveries. */
import { describe, expect, test } from 'vitest';
import { hmacBase64, type HubEvent, jsonReply, type PayloadFormatAdapter } from '../../core/sdk/index.ts';
import {
  brokenLaws,
  building,
  inbound,
  outbound,
  raise,
  route,
  withInbound,
  withOutbound,
  withRoute,
  withVerify,
} from './sample-adapter.ts';

/** The site that the event's data names: the data is read as any subscriber might. */
function siteOf({ dataJson }: HubEvent): string {
  const data = JSON.parse(dataJson) as { readonly order?: { readonly site?: string } };
  return data.order?.site ?? 'receiver.example';
}

describe('how it takes hostile requests', () => {
  test.each<[string, string, PayloadFormatAdapter]>([
    [
      'an identify that throws',
      'survives hostile requests',
      withInbound({ identify: ({ headers }) => ({ by: 'key', key: (headers['authorization'] as string).slice(7) }) }),
    ],
    [
      'a probe that throws',
      'survives hostile requests',
      withInbound({
        probes: [
          {
            method: 'POST',
            path: route.path,
            matches: ({ body: bytes }) => JSON.parse(Buffer.from(bytes).toString()).ping === true,
            reply: jsonReply(200, {}),
          },
        ],
      }),
    ],
    [
      'an idempotency key that throws',
      'survives hostile requests',
      withRoute({ idempotencyKey: ({ headers }) => decodeURIComponent(headers['idempotency-key'] ?? '') }),
    ],
    [
      'a translation that throws',
      'translates rubbish into what the hub can keep',
      withRoute({ translate: ({ json }) => ({ kind: 'ignore', reason: `order ${(json['id'] as string).length}` }) }),
    ],
    [
      'a translation that lets any id through',
      'translates rubbish into what the hub can keep',
      withRoute({
        translate: ({ json }) => ({ kind: 'command', command: { name: 'order.delete', externalId: String(json['id']) } }),
      }),
    ],
    [
      'a translation that repeats what was sent',
      'translates rubbish into what the hub can keep',
      withRoute({
        translate: ({ json }) => ({
          kind: 'quarantine',
          reason: `bad id ${String(json['id'])
            .replace(/[^a-z0-9-]/g, '')
            .slice(0, 50)}`,
        }),
      }),
    ],
    [
      'a translation that trusts headers',
      'translates a good body beside rubbish headers',
      withRoute({
        translate: (request) => (
          new URL(request.headers['content-type'] === '' ? '' : 'https://a.example'),
          route.translate(request)
        ),
      }),
    ],
  ])('%s breaks the law "%s"', async (_what, law, adapter) => {
    expect([...(await brokenLaws(adapter)).keys()]).toContain(law);
  });

  test('a body schema spares the translation what it refuses', async () => {
    const bodySchema = { type: 'object', properties: { id: { type: 'string', pattern: '^[a-z0-9]{1,20}$' } }, required: ['id'] };
    const trusting = withRoute({
      bodySchema,
      translate: ({ json }) => ({ kind: 'command', command: { name: 'order.delete', externalId: json['id'] as string } }),
    });
    expect(await brokenLaws(trusting)).toEqual(new Map());
  });
});

describe('how it verifies', () => {
  const check = inbound.signature?.verify ?? raise('no signature');
  test.each<[string, string, PayloadFormatAdapter]>([
    [
      'failing open without a header',
      'never verifies without headers',
      withVerify((request, proof) => (request.headers['x-signature'] === undefined ? 'verified' : check(request, proof))),
    ],
    [
      'calling an absent header invalid',
      'never verifies without headers',
      withVerify((request, proof) =>
        request.headers['x-signature'] === undefined ? 'signature_invalid' : check(request, proof),
      ),
    ],
    [
      'failing open without secrets',
      'refuses other secrets',
      withVerify((request, proof) => (proof.secrets.length === 0 ? 'verified' : check(request, proof))),
    ],
    [
      'signing the text of the body instead of its bytes',
      'refuses altered bodies',
      withVerify((request, proof) =>
        check({ ...request, body: Buffer.from(Buffer.from(request.body).toString().trim()) }, proof),
      ),
    ],
    [
      'comparing the beginning only',
      'refuses altered signatures',
      withVerify((request, { secrets }) => {
        const header = request.headers['x-signature'];
        if (header === undefined) return 'absent';
        return secrets.some(
          (live) => header !== '' && live !== '' && hmacBase64(live, request.body).slice(0, 20) === header.slice(0, 20),
        )
          ? 'verified'
          : 'signature_invalid';
      }),
    ],
    [
      'knowing one secret of a rotation',
      'accepts genuine signatures',
      withVerify((request, proof) => check(request, { ...proof, secrets: proof.secrets.slice(0, 1) })),
    ],
    [
      'throwing',
      'verifies no rubbish',
      withVerify((request, proof) => (request.headers['x-signature'] === '%' ? raise('rubbish') : check(request, proof))),
    ],
    [
      'making verdicts up',
      'verifies no rubbish',
      withVerify((request, proof) => (request.headers['x-signature'] === '' ? ('fine' as 'verified') : check(request, proof))),
    ],
    [
      'taking rubbish for a signature',
      'verifies no rubbish',
      withVerify((request, proof) => (request.headers['x-signature'] === '{"a":' ? 'verified' : check(request, proof))),
    ],
  ])('%s breaks the law "%s"', async (_what, law, adapter) => {
    expect([...(await brokenLaws(adapter)).keys()]).toContain(law);
  });
});

describe('how it sends', () => {
  let count = 0;
  test.each<[string, string, PayloadFormatAdapter]>([
    ['an event that does not exist', 'names its events', withOutbound({ events: ['order.eaten' as 'order.created'] })],
    [
      'a host chosen by event data',
      "keeps the target's host whatever the event holds",
      building((message, event) => ({ ...message, url: `https://${siteOf(event)}/hook` })),
    ],
    [
      'a host completed by event data',
      "keeps the target's host whatever the event holds",
      building((message, event) => ({ ...message, url: `https://receiver.example${siteOf(event)}` })),
    ],
    [
      'a header made of event data',
      'keeps its headers intact',
      building((message, event) => ({ ...message, headers: { 'X-Site': siteOf(event) } })),
    ],
    [
      'a message that counts',
      'builds deliveries purely',
      building((message) => ({ ...message, headers: { 'X-Count': String((count += 1)) } })),
    ],
    [
      'a build that changes its target',
      'builds deliveries purely',
      withOutbound({ build: (event, to) => outbound.build(event, Object.assign(to, { url: 'https://other.example/' })) }),
    ],
    [
      'a build that throws',
      "keeps the target's host whatever the event holds",
      building((message, event) => (siteOf(event).includes('..') ? raise('dots') : message)),
    ],
    [
      'a redirect that counts as delivered',
      'judges every answer',
      withOutbound({ judge: ({ status }) => (status < 400 ? 'delivered' : 'retry') }),
    ],
    [
      'an answer that throws',
      'judges every answer',
      withOutbound({ judge: (answer) => (JSON.parse(answer.body).ok === true ? 'delivered' : 'retry') }),
    ],
  ])('%s breaks the law "%s"', async (_what, law, adapter) => {
    expect([...(await brokenLaws(adapter)).keys()]).toContain(law);
  });
});
