/** The process log as the second net under those who log: one line each, of bounded length, without what must not be there. */
import { describe, expect, it } from 'vitest';
import { createLog } from '../../core/platform/log.ts';
import { createRequestLines } from '../../core/platform/telemetry/request-lines.ts';
import type { FinishedRequest } from '../../core/domain/telemetry.ts';
import { mintToken } from '../../core/domain/key-token.ts';

function logTo(level = 'info') {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => void lines.push(line) });
  return { log, lines, entry: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') };
}

describe('an entry', () => {
  it('is one line, whatever characters it holds', () => {
    const { log, lines } = logTo();
    const hostile = 'a\r\n{"level":60}\u001b[31m\u009b31m\u2028\u2029\u0085\u007f';
    log.warn(hostile, { source: hostile });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: hostile, source: hostile });
  });

  it('is of bounded length', () => {
    const { log, lines } = logTo();
    log.error('x'.repeat(1_000_000), { reason: 'y'.repeat(1_000_000) });
    expect(lines[0]?.length).toBeLessThan(10_000);
  });

  it('has no field that would hold a secret or a person, however deep', () => {
    const { log, entry } = logTo();
    log.info('x', { email: 'a', headers: { cookie: 'b' }, inner: { authorization: 'c', list: [{ body: 'd', kept: 'e' }] } });
    expect(entry()).toMatchObject({
      email: '[redacted]',
      headers: '[redacted]',
      inner: { authorization: '[redacted]', list: [{ body: '[redacted]', kept: 'e' }] },
    });
  });

  it('has neither e-mail addresses nor cards nor keys, wherever they stand', () => {
    const { log, lines } = logTo();
    const key = mintToken('pck_int_', (size) => new Uint8Array(size).fill(7));
    log.info(`from jane.doe@example.com with ${key}`, { source: '4242 4242 4242 4242, jane.doe@example.com', more: [key] });
    for (const canary of ['jane.doe', '4242 4242', key]) expect(lines[0]).not.toContain(canary);
  });

  it('of an error has its place, and not what the error quotes', () => {
    const { log, lines, entry } = logTo();
    let error: unknown;
    try {
      JSON.parse('{"buyer": Jane Doe');
    } catch (thrown) {
      error = thrown;
    }
    log.error('request failed', { error: (error as SyntaxError).stack }); // JSON.parse throws nothing else
    log.error('x', { reason: 'duplicate key value: Key (email_key)=(Jane Doe) exists' });
    expect(String(lines)).not.toContain('Jane');
    expect(JSON.parse(lines[0] ?? '').error).toMatch(/^SyntaxError: .*\n\s+at .*log\.test\.ts:\d+/s);
    expect(entry()['reason']).toContain('duplicate key value');
  });
});

describe('a line for each request', () => {
  const request: FinishedRequest = {
    id: '019aa1b2-0000-7000-8000-000000000001',
    method: 'POST',
    route: '/integrations/v1/orders',
    surface: 'peptideclients',
    statusCode: 422,
    errorCode: 'validation_failed',
    durationMilliseconds: 12.4,
  };

  it('says which, who answered, how and how long', () => {
    const { log, entry } = logTo();
    createRequestLines(log, () => 0).requestFinished(request);
    expect(entry()).toMatchObject({
      level: 30,
      msg: 'request',
      requestId: request.id,
      surface: 'peptideclients',
      method: 'POST',
      route: '/integrations/v1/orders',
      statusCode: 422,
      errorCode: 'validation_failed',
      durationMilliseconds: 12,
    });
  });

  it.each([
    [201, undefined],
    [404, 30],
    [503, 40],
  ])('with status %i has level %s at info', (statusCode, level) => {
    const { log, entry } = logTo();
    createRequestLines(log, () => 0).requestFinished({ ...request, statusCode });
    expect(entry()['level']).toBe(level);
  });

  it('is there for successes too at debug', () => {
    const { log, entry } = logTo('debug');
    createRequestLines(log, () => 0).requestFinished({ ...request, statusCode: 201 });
    expect(entry()).toMatchObject({ level: 20, statusCode: 201 });
  });

  it('is not written for supervisors that ask and ask', () => {
    const { log, lines } = logTo();
    createRequestLines(log, () => 0).requestFinished({ ...request, route: '/readyz', statusCode: 503 });
    expect(lines).toEqual([]);
  });

  it('gives way to a number in a flood', () => {
    const { log, lines, entry } = logTo();
    let now = 0;
    const observer = createRequestLines(log, () => now);
    for (let index = 0; index < 1_000; index += 1) observer.requestFinished(request);
    expect(lines).toHaveLength(50);
    now = 1_000;
    observer.requestFinished(request);
    expect(JSON.parse(lines[50] ?? '')).toMatchObject({ msg: 'requests were left out of this log', omitted: 950 });
    expect(entry()).toMatchObject({ msg: 'request' });
  });
});
