/** Looking into refused signatures: bounded, whoever sends them, and never in the way of a row. */
import { expect, test } from 'vitest';
import adapter from '../../adapters/peptideclients/index.ts';
import type { Connector } from '../../core/domain/connector.ts';
import { fault } from '../../core/domain/fault.ts';
import type { RequestLogEntry } from '../../core/domain/request-log.ts';
import { createSignatureDiagnosis } from '../../core/inbound/signature/diagnosis.ts';
import { signatureEvidence } from '../../core/inbound/signature/evidence.ts';
import type { HostedAdapter } from '../../core/sdk/catalogue.ts';
import type { InboundRequest } from '../../core/sdk/contract.ts';
import { pcSignature } from '../support/hub.ts';

const secret = 'the signing secret';
const nowSeconds = 1_800_000_000;
const connectorOf = (id: string) => ({ id, secrets: [secret], config: {} }) as unknown as Connector; // the rest is for others
const nothingKnown = { formerSecret: () => Promise.resolve(undefined) };

/** A diagnosis with a clock that only goes when it is told to, and what it makes of one refusal of a body with a line break more. */
function newDiagnosis(directory: Parameters<typeof createSignatureDiagnosis>[0] = nothingKnown, by: HostedAdapter = adapter) {
  let now = nowSeconds * 1_000;
  const diagnosis = createSignatureDiagnosis(directory, { now: () => now });
  const causesOf = async (text = 'x', connector = connectorOf('c')): Promise<readonly string[]> => {
    const request: InboundRequest = {
      method: 'POST',
      path: '/integrations/v1/orders',
      params: {},
      query: new URLSearchParams(),
      headers: { 'pc-signature': pcSignature(secret, text, nowSeconds) },
      body: Buffer.from(`${text}\n`),
    };
    const signature = await signatureEvidence(by, fault('signature_invalid'), request, connector);
    const entry = { ...(signature && { signature }) } as RequestLogEntry; // the rest is for others
    await diagnosis.look({ adapter: by, request, connector, nowSeconds }, entry);
    return entry.signature?.causes ?? [];
  };
  return { causesOf, advance: (seconds: number) => void (now += seconds * 1_000) };
}

const usual = ['other_secret', 'body_changed', 'wrong_form'];
const found = ['line_break_added'];

/** Of 30 refusals at once, how many are looked into; `idOf` says whose each is. */
async function countLooks({ causesOf }: ReturnType<typeof newDiagnosis>, idOf: (index: number) => string): Promise<number> {
  const all = await Promise.all(Array.from({ length: 30 }, (_one, index) => causesOf('x', connectorOf(idOf(index)))));
  expect(all.every((causes) => [found, usual].some((known) => known.join() === causes.join()))).toBe(true);
  return all.filter((causes) => causes.join() === found.join()).length;
}

test('a burst of refusals is looked into up to a number, then two a second', async () => {
  const diagnosis = newDiagnosis();
  const { advance } = diagnosis;
  const count = () => countLooks(diagnosis, (index) => `c${index}`);
  expect(await count()).toBe(10);
  expect(await count()).toBe(0);
  advance(2);
  expect(await count()).toBe(4);
  advance(-3_600); // a clock that is set back gives nothing away
  expect(await count()).toBe(0);
  advance(7_200);
  expect(await count()).toBe(10);
});

test('one connector with an old secret leaves looks for the others', async () => {
  const diagnosis = newDiagnosis();
  const countOf = (id: string) => countLooks(diagnosis, () => id);
  expect([await countOf('steady'), await countOf('other')]).toEqual([5, 5]);
  diagnosis.advance(5);
  expect([await countOf('steady'), await countOf('other'), await countOf('third')]).toEqual([1, 1, 5]);
});

test('a large body is not tried in other forms', async () => {
  expect(await newDiagnosis().causesOf('x'.repeat(256 * 1_024))).toEqual(usual);
  expect(await newDiagnosis().causesOf('x'.repeat(256 * 1_024 - 1))).toEqual(found);
});

test('an adapter that fails, or a database that is away, leaves the usual causes', async () => {
  const away = { formerSecret: () => Promise.reject(new Error('away')) };
  expect(await newDiagnosis(away).causesOf()).toEqual(usual);
  const { inbound } = adapter;
  if (!inbound?.signature) throw new Error('the format has signatures');
  const verify = () => Promise.reject(new Error('spoilt'));
  const failing: HostedAdapter = { ...adapter, inbound: { ...inbound, signature: { ...inbound.signature, verify } } };
  expect(await newDiagnosis(nothingKnown, failing).causesOf()).toEqual(usual);
});

test('a body that is no JSON, or one that is nested beyond measure, is tried as bytes', async () => {
  const { causesOf } = newDiagnosis();
  for (const text of ['[[[', '['.repeat(100_000), '{"a":', '\u0000', '"\\ud800"']) expect(await causesOf(text)).toEqual(found);
});
