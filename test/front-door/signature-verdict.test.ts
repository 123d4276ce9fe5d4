/** Why a signature was refused, as an operator reads it. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventually, pcSignature, startTestHub } from '../support/hub.ts';
import type { AnyJson } from '../support/json.ts';

const hub = await startTestHub();
const body = '{"external_id":"s-1","lines":[{"description":"Mug","quantity":1,"unit_price_cents":1}]}';

/** Sends a body with a signature, and gives what the log says of it. */
async function verdictOn(sent: string, signature: (secret: string) => string | undefined): Promise<AnyJson> {
  const connector = await hub.connector(await hub.tenant(), 'peptideclients', { require_signature: true });
  const given = signature(connector.secret);
  const headers = { authorization: `Bearer ${connector.key}`, ...(given !== undefined && { 'pc-signature': given }) };
  const { status } = await hub.call('POST', '/integrations/v1/orders', { body: sent, headers });
  expect(status).toBe(401);
  return eventually(async () => {
    const { rows } = (await hub.admin('GET', `/connectors/${connector.id}/requests`)).json;
    return rows.length === 0 ? undefined : (await hub.admin('GET', `/requests/${rows[0].id}`)).json.signature;
  });
}

const codes = ({ hints }: AnyJson): unknown => hints.map(({ code }: AnyJson) => code);

describe('a refused signature', () => {
  it('is shown with what came and the usual causes, and without the signature or the secret', async () => {
    const verdict = await verdictOn(body, () => pcSignature('an old secret', body));
    expect(verdict).toMatchObject({
      scheme: 'peptideclients',
      header: 'PC-Signature',
      given: '64 hexadecimal digits',
      body_bytes: body.length,
      body_sha256: createHash('sha256').update(body).digest('hex'),
      active_secrets: 1,
      clock_skew_seconds: null,
    });
    expect(codes(verdict)).toEqual(['other_secret', 'body_changed', 'wrong_form']);
  });

  it.each([
    ['line_break_added', `${body}\n`],
    ['byte_order_mark_added', `\uFEFF${body}`],
  ])('tells %s, which it has tried out', async (cause, sent) => {
    expect(codes(await verdictOn(sent, (secret) => pcSignature(secret, body)))).toEqual([cause]);
  });

  it('tells that a line break was lost', async () => {
    expect(codes(await verdictOn(body, (secret) => pcSignature(secret, `${body}\n`)))).toEqual(['line_break_lost']);
  });

  it('tells by how much it had expired', async () => {
    const verdict = await verdictOn(body, (secret) => pcSignature(secret, body, Math.floor(Date.now() / 1000) - 900));
    expect(codes(verdict)).toEqual(['clock_off', 'sent_late']);
    expect(verdict.clock_skew_seconds).toBeLessThanOrEqual(-900);
  });

  it('tells that there was none, or one in another form', async () => {
    expect(codes(await verdictOn(body, () => undefined))).toEqual(['header_missing']);
    expect(codes(await verdictOn(body, () => 'sha256=abc'))).toEqual(['wrong_form']);
  });
});
