/** Guessing bearer tokens of the operator API and of the read API: it ends in 429, for the address that does it only. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { mintToken, operatorTokenPrefix, readKeyPrefix } from '../../core/domain/key-token.ts';
import { type Answer, startTestHub } from '../support/hub.ts';

const hub = await startTestHub({ CROSSDOCK_TRUST_PROXY: '127.0.0.0/8' });
const { readKey } = await hub.tenant();

const batch = 25;
const mostBatches = 240;
const neighbourCount = 100;

describe.each([
  ['the operator API', '/admin/v1/orgs', operatorTokenPrefix, 'test-admin-token', 'invalid_token'],
  ['the read API', '/v1/orders', readKeyPrefix, readKey, 'invalid_api_key'],
])('whoever guesses tokens of %s', (_surface, path, prefix, known, refusal) => {
  const show = (token: string, address: string): Promise<Answer> =>
    hub.call('GET', path, { headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': address } });
  const guess = (address: string) => show(mintToken(prefix, randomBytes), address);

  /** Guesses, a few at once since each is looked up, until it is told to wait. */
  async function guessOn(address: string): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    for (let batches = 0; batches < mostBatches && !answers.some(({ status }) => status === 429); batches += 1)
      answers.push(...(await Promise.all(Array.from({ length: batch }, () => guess(address)))));
    return answers;
  }

  test('is told to wait, and holds up neither a token that was right before nor other addresses', async () => {
    expect((await show(known, '203.0.113.1')).status).toBe(200);
    const answers = await guessOn('198.51.100.1');
    const wrong = answers.filter(({ status }) => status === 401);
    const limited = answers.find(({ status }) => status === 429);
    expect(wrong.length).toBeGreaterThanOrEqual(600);
    expect(new Set(wrong.map(({ json }) => json.error))).toEqual(new Set([refusal]));
    expect(limited?.json).toEqual({ error: 'rate_limited', detail: 'too many failed attempts from this address' });
    expect(limited?.headers.get('retry-after')).toBe('1');
    expect((await show(known, '198.51.100.1')).status).toBe(200);
    expect((await guess('198.51.100.2')).status).toBe(401);
  });

  test('from many addresses of one IPv6 network is one caller', async () => {
    await guessOn('2001:db8:0:1::1');
    const neighbours = await Promise.all(
      Array.from({ length: neighbourCount }, (_one, index) => guess(`2001:db8:0:1::2:${index}`)),
    );
    expect(neighbours.map(({ status }) => status)).toContain(429);
    expect((await guess('2001:db8:0:2::1')).status).toBe(401);
  });
});
