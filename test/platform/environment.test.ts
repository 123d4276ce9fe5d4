/** The environment variables of the operator's contract. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../core/platform/environment.ts';
import { forgetSecrets } from '../../core/platform/secret-variables.ts';

describe('an empty environment', () => {
  test('is a hub on port 8080 of this machine, with a database of its own', () => {
    expect(readEnvironment({})).toEqual({
      port: 8080,
      isPortGiven: false,
      host: '127.0.0.1',
      reusePort: false,
      drainMilliseconds: 1_500,
      dataDirectory: './.crossdock',
      publicUrl: 'http://127.0.0.1:8080',
      trustProxy: 0,
      outboundAllow: [],
      retrySchedule: '1m,5m,30m,2h,8h',
      retentionDays: 30,
      mailFrom: 'crossdock@localhost.localdomain',
      bodyLimitBytes: 1_048_576,
      logLevel: 'info',
      alertRecipients: { emails: [] },
      alertIntervalMilliseconds: 60_000,
    });
  });
});

describe('who is told of alerts', () => {
  const webhook = { url: 'https://ops.example.com/alerts', secret: 'a-secret-of-thirty-characters-' };
  const variables = { CROSSDOCK_ALERT_WEBHOOK_URL: webhook.url, CROSSDOCK_ALERT_WEBHOOK_SECRET: webhook.secret };

  test('are addresses, each once, and a webhook', () => {
    const emails = { CROSSDOCK_ALERT_EMAILS: ' ops@example.com, night@example.com,, OPS@example.com' };
    expect(readEnvironment({ ...variables, ...emails }).alertRecipients).toEqual({
      emails: ['ops@example.com', 'night@example.com'],
      webhook,
    });
  });

  test.each([
    ['250ms', 250],
    ['30s', 30_000],
    ['1h', 3_600_000],
  ])('may hear of them within %s', (interval, milliseconds) => {
    expect(readEnvironment({ CROSSDOCK_ALERT_INTERVAL: interval }).alertIntervalMilliseconds).toBe(milliseconds);
  });

  test.each([
    [{ CROSSDOCK_ALERT_EMAILS: 'ops' }, /^CROSSDOCK_ALERT_EMAILS must/],
    [{ CROSSDOCK_ALERT_EMAILS: 'ops@example.com;night@example.com' }, /^CROSSDOCK_ALERT_EMAILS must/],
    [{ ...variables, CROSSDOCK_ALERT_WEBHOOK_URL: 'ops.example.com' }, /^CROSSDOCK_ALERT_WEBHOOK_URL must/],
    [{ ...variables, CROSSDOCK_ALERT_WEBHOOK_SECRET: '' }, /^CROSSDOCK_ALERT_WEBHOOK_URL needs CROSSDOCK_ALERT_WEBHOOK_SECRET/],
    [{ ...variables, CROSSDOCK_ALERT_WEBHOOK_SECRET: 'short' }, /24 to 200 visible characters/],
    [{ CROSSDOCK_ALERT_INTERVAL: '0s' }, /^CROSSDOCK_ALERT_INTERVAL must/],
    [{ CROSSDOCK_ALERT_INTERVAL: '2h' }, /^CROSSDOCK_ALERT_INTERVAL must/],
  ])('is refused as %j', (wrong, sentence) => {
    expect(() => readEnvironment(wrong)).toThrow(sentence);
  });
});

const keys = [1, 2, 3].map((fill) => Buffer.alloc(32, fill).toString('base64'));

describe('master keys', () => {
  test('are the one that is to seal and, behind it, those that only open', () => {
    const [first, second, third] = keys;
    const variables = { CROSSDOCK_MASTER_KEY: first, CROSSDOCK_MASTER_KEY_PREVIOUS: `${second}, ${third}` };
    expect(readEnvironment(variables).masterKeys).toEqual([1, 2, 3].map((fill) => Buffer.alloc(32, fill)));
  });
});

describe('a secret', () => {
  /** A file with this text, as `echo` or a secret store leaves it; it is gone after the test. */
  function fileWith(text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'crossdock-secret-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'secret'), text);
    return join(folder, 'secret');
  }

  test('may stand in a file', () => {
    const [first = '', second = '', third = ''] = keys;
    const environment = readEnvironment({
      DATABASE_URL_FILE: fileWith('postgres://hub:pass@db.example.com/hub\n'),
      CROSSDOCK_MASTER_KEY_FILE: fileWith(`${first}\n`),
      CROSSDOCK_MASTER_KEY_PREVIOUS_FILE: fileWith(`${second}\n${third}\n`),
      CROSSDOCK_ADMIN_TOKEN_FILE: fileWith('\uFEFFtoken\r\n'),
      CROSSDOCK_SMTP_URL_FILE: fileWith('smtp://mail.example.com'),
      CROSSDOCK_METRICS_TOKEN_FILE: fileWith('scrape'),
    });
    expect(environment).toMatchObject({
      databaseUrl: 'postgres://hub:pass@db.example.com/hub',
      masterKeys: [1, 2, 3].map((fill) => Buffer.alloc(32, fill)),
      adminToken: 'token',
      smtpUrl: 'smtp://mail.example.com',
      metricsToken: 'scrape',
    });
  });

  test('is taken out of an environment once it was read, and what is none stays', () => {
    const variables = {
      DATABASE_URL: 'a',
      CROSSDOCK_MASTER_KEY: 'b',
      CROSSDOCK_ADMIN_TOKEN: 'c',
      OTEL_EXPORTER_OTLP_HEADERS: 'd',
    };
    const environment: Record<string, string | undefined> = {
      ...variables,
      PORT: '8080',
      CROSSDOCK_ADMIN_TOKEN_FILE: '/run/token',
    };
    forgetSecrets(environment);
    expect(environment).toEqual({ PORT: '8080', CROSSDOCK_ADMIN_TOKEN_FILE: '/run/token' });
  });
});

describe('a variable', () => {
  test('that is empty counts as absent', () => {
    expect(readEnvironment({ PORT: '', CROSSDOCK_ADMIN_TOKEN: '' })).not.toHaveProperty('adminToken');
  });
  test('for trusted proxies is a number of hops or networks', () => {
    expect(readEnvironment({ CROSSDOCK_TRUST_PROXY: '2' }).trustProxy).toBe(2);
    const { trustProxy } = readEnvironment({ CROSSDOCK_TRUST_PROXY: '10.0.0.0/8, ::1/128' });
    if (typeof trustProxy === 'number') throw new Error('networks were read as hops');
    expect(['10.1.2.3', '::ffff:10.1.2.3', '::1', '11.0.0.1'].map(trustProxy)).toEqual([true, true, true, false]);
  });
  test('for the public URL loses its last slash', () => {
    expect(readEnvironment({ CROSSDOCK_PUBLIC_URL: 'https://hub.example.com/' }).publicUrl).toBe('https://hub.example.com');
  });
  test.each([
    [{ PORT: '99999' }, /PORT must be/],
    [{ CROSSDOCK_REUSE_PORT: 'yes' }, /CROSSDOCK_REUSE_PORT must be true or false/],
    [{ CROSSDOCK_DRAIN_SECONDS: '11' }, /CROSSDOCK_DRAIN_SECONDS must be a number of seconds from 0 to 10/],
    [{ DATABASE_URL: 'postgres://x' }, /CROSSDOCK_MASTER_KEY is required/],
    [{ CROSSDOCK_MASTER_KEY: 'short' }, /openssl rand -base64 32/],
    [
      { CROSSDOCK_MASTER_KEY: keys[0], CROSSDOCK_MASTER_KEY_PREVIOUS: `${keys[1]},short` },
      /^CROSSDOCK_MASTER_KEY_PREVIOUS must be/,
    ],
    [{ CROSSDOCK_MASTER_KEY_PREVIOUS: keys[0] }, /^CROSSDOCK_MASTER_KEY_PREVIOUS is set without CROSSDOCK_MASTER_KEY/],
    [{ DATABASE_URL_FILE: '/nowhere/url' }, /^DATABASE_URL_FILE: \/nowhere\/url cannot be read \(ENOENT\)/],
    [{ CROSSDOCK_ADMIN_TOKEN_FILE: '/dev/null' }, /^CROSSDOCK_ADMIN_TOKEN_FILE: \/dev\/null is empty/],
    [
      { CROSSDOCK_SMTP_URL_FILE: '/a', CROSSDOCK_SMTP_URL: 'smtp://a' },
      /^CROSSDOCK_SMTP_URL_FILE is set beside CROSSDOCK_SMTP_URL/,
    ],
    [{ CROSSDOCK_ADMIN_TOKEN: 'two words' }, /^CROSSDOCK_ADMIN_TOKEN must be one word/],
    [{ CROSSDOCK_OUTBOUND_ALLOW: '010.0.0.1/32' }, /CROSSDOCK_OUTBOUND_ALLOW: "010\.0\.0\.1\/32"/],
    [{ CROSSDOCK_TRUST_PROXY: 'true' }, /CROSSDOCK_TRUST_PROXY/],
    [{ CROSSDOCK_BODY_LIMIT: 'large' }, /CROSSDOCK_BODY_LIMIT/],
    [{ CROSSDOCK_PUBLIC_URL: 'hub.example.com' }, /CROSSDOCK_PUBLIC_URL/],
    [{ CROSSDOCK_SMTP_URL: 'mail.example.com' }, /CROSSDOCK_SMTP_URL must be a URL such as smtp:/],
    [{ CROSSDOCK_MAIL_FROM: 'nobody' }, /CROSSDOCK_MAIL_FROM must be an address/],
    [{ CROSSDOCK_MAIL_FROM: 'Hub <a@example.com>, b@example.com' }, /CROSSDOCK_MAIL_FROM/],
    [{ CROSSDOCK_RETENTION_DAYS: '0' }, /CROSSDOCK_RETENTION_DAYS must be a number of days/],
    [{ CROSSDOCK_LOG_LEVEL: 'loud' }, /CROSSDOCK_LOG_LEVEL/],
  ])('that cannot be used (%j) is named, with what to write instead', (variables, message) => {
    expect(() => readEnvironment(variables)).toThrow(message);
  });
});

describe('the variables of OpenTelemetry', () => {
  const endpoint = 'http://collector.example.com:4318';

  test('are read where a collector is named', () => {
    const { tracing } = readEnvironment({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc,x-team=hub',
      OTEL_SERVICE_NAME: 'hub-one',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    });
    expect(tracing).toEqual({
      url: `${endpoint}/v1/traces`,
      headers: { authorization: 'Bearer abc', 'x-team': 'hub' },
      serviceName: 'hub-one',
      sampledShare: 0.25,
    });
  });

  test('mean every trace of the service crossdock unless they say more', () => {
    const { tracing } = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    expect(tracing).toMatchObject({ serviceName: 'crossdock', sampledShare: 1, headers: {} });
  });

  test.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, /OTEL_EXPORTER_OTLP_ENDPOINT/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: '2' }, /OTEL_TRACES_SAMPLER_ARG/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: 'nonsense' }, /OTEL_EXPORTER_OTLP_HEADERS/],
  ])('are refused by name when they cannot be used: %o', (variables, message) => {
    expect(() => readEnvironment(variables)).toThrow(message);
  });
});
