/**
 * Reads the environment variables once, at start: checks them, fills in the defaults of config/defaults.json, and says
 * which one is wrong and what it should look like. Nothing else in the hub looks at process.env.
 */
import defaults from '../../config/defaults.json' with { type: 'json' };
import { compileCidrs, parseCidr } from '../domain/cidr.ts';
import { isEmailAddress } from '../domain/email-address.ts';
import { type AlertSettings, readAlertSettings } from './alert-settings.ts';
import { readSecret, type SecretName } from './secret-variables.ts';
import type { TracingSettings } from './telemetry/otlp-exporter.ts';

/** The hub's settings, checked. */
export interface Environment extends AlertSettings {
  readonly port: number;
  /** True when somebody chose the port: a worker listens only then. */
  readonly isPortGiven: boolean;
  readonly host: string;
  /** Share the port with other processes that do so too. */
  readonly reusePort: boolean;
  /** How long a process that stops goes on listening at least. */
  readonly drainMilliseconds: number;
  /** Absent: the embedded database. */
  readonly databaseUrl?: string;
  readonly dataDirectory: string;
  /**
   * 32 bytes each: the one that is to seal, then those that only open. Absent: generated into the data folder, which only the
   * embedded database allows.
   */
  readonly masterKeys?: readonly Buffer[];
  readonly adminToken?: string;
  /** Absent: plugins.yaml in the working folder, else the one that ships with the hub. */
  readonly pluginsFile?: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** How many proxies are believed, or which. */
  readonly trustProxy: number | ((address: string) => boolean);
  /** CIDRs. */
  readonly outboundAllow: readonly string[];
  readonly retrySchedule: string;
  /** How many days deliveries, their events and the request log are kept. */
  readonly retentionDays: number;
  /** Where e-mail goes, for example smtp://user:password@mail.example.com:587; absent: e-mail deliveries fail. */
  readonly smtpUrl?: string;
  /** The sender of every e-mail. */
  readonly mailFrom: string;
  readonly bodyLimitBytes: number;
  readonly logLevel: string;
  /** What `/metrics` asks for; absent: nothing. */
  readonly metricsToken?: string;
  /** Absent: no traces. */
  readonly tracing?: TracingSettings;
}

/** A variable cannot be used; the message names it and says what to write. */
class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

type Variables = Readonly<Record<string, string | undefined>>;

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const masterKeyBytes = 32;
const previousName = 'CROSSDOCK_MASTER_KEY_PREVIOUS';

/** Reads `variables`, usually process.env. Throws when one cannot be used. An empty variable is an absent one. */
export function readEnvironment(variables: Variables): Environment {
  const given = (name: string): string | undefined => variables[name] || undefined;
  const value = (name: keyof typeof defaults): string => given(name) ?? defaults[name];
  const secret = (name: SecretName): string | undefined => readSecret(variables, name);

  const port = readPort(value('PORT'));
  const host = value('HOST');
  const databaseUrl = secret('DATABASE_URL');
  const masterKeys = readMasterKeys(secret('CROSSDOCK_MASTER_KEY'), secret('CROSSDOCK_MASTER_KEY_PREVIOUS'), databaseUrl);
  const adminToken = readToken('CROSSDOCK_ADMIN_TOKEN', secret('CROSSDOCK_ADMIN_TOKEN'));
  const pluginsFile = given('CROSSDOCK_PLUGINS');
  const smtpUrl = readSmtpUrl(secret('CROSSDOCK_SMTP_URL'));
  const metricsToken = readToken('CROSSDOCK_METRICS_TOKEN', secret('CROSSDOCK_METRICS_TOKEN'));
  const tracing = readTracing(given);
  return {
    port,
    isPortGiven: given('PORT') !== undefined,
    host,
    reusePort: readSwitch('CROSSDOCK_REUSE_PORT', given('CROSSDOCK_REUSE_PORT')),
    drainMilliseconds: readDrain(value('CROSSDOCK_DRAIN_SECONDS')),
    dataDirectory: value('CROSSDOCK_DATA_DIR'),
    publicUrl: readPublicUrl(given('CROSSDOCK_PUBLIC_URL') ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`),
    trustProxy: readTrustProxy(given('CROSSDOCK_TRUST_PROXY')),
    outboundAllow: readCidrs('CROSSDOCK_OUTBOUND_ALLOW', given('CROSSDOCK_OUTBOUND_ALLOW')),
    retrySchedule: value('CROSSDOCK_RETRY_SCHEDULE'),
    retentionDays: readRetention(value('CROSSDOCK_RETENTION_DAYS')),
    mailFrom: readMailFrom(value('CROSSDOCK_MAIL_FROM')),
    bodyLimitBytes: readSize(value('CROSSDOCK_BODY_LIMIT')),
    logLevel: readLogLevel(value('CROSSDOCK_LOG_LEVEL')),
    ...readAlertSettings({
      emails: given('CROSSDOCK_ALERT_EMAILS'),
      webhookUrl: given('CROSSDOCK_ALERT_WEBHOOK_URL'),
      webhookSecret: secret('CROSSDOCK_ALERT_WEBHOOK_SECRET'),
      interval: value('CROSSDOCK_ALERT_INTERVAL'),
    }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(masterKeys === undefined ? {} : { masterKeys }),
    ...(adminToken === undefined ? {} : { adminToken }),
    ...(pluginsFile === undefined ? {} : { pluginsFile }),
    ...(smtpUrl === undefined ? {} : { smtpUrl }),
    ...(metricsToken === undefined ? {} : { metricsToken }),
    ...(tracing === undefined ? {} : { tracing }),
  };
}

function readToken(name: SecretName, token: string | undefined): string | undefined {
  if (token !== undefined && !/^[!-~]+$/.test(token))
    throw new Error(`${name} must be one word of ASCII characters, for a header carries it`);
  return token;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new EnvironmentError('PORT must be a number from 0 to 65535');
  return port;
}

function readMasterKeys(
  text: string | undefined,
  previous: string | undefined,
  databaseUrl: string | undefined,
): readonly Buffer[] | undefined {
  if (text !== undefined) {
    const opening = (previous ?? '').split(/[\s,]+/).filter((part) => part !== '');
    return [readMasterKey('CROSSDOCK_MASTER_KEY', text), ...opening.map((part) => readMasterKey(previousName, part))];
  }
  if (databaseUrl !== undefined) {
    throw new EnvironmentError(
      'CROSSDOCK_MASTER_KEY is required with DATABASE_URL: it encrypts signing secrets. Make one with: openssl rand -base64 32',
    );
  }
  if (previous === undefined) return undefined;
  throw new EnvironmentError(`${previousName} is set without CROSSDOCK_MASTER_KEY, which is to take its place`);
}

function readSwitch(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw new EnvironmentError(`${name} must be true or false`);
}

/** More would leave too little of the 25 seconds for what is in flight. */
const longestDrainSeconds = 10;

function readDrain(text: string): number {
  const seconds = /^\d{1,2}(\.\d)?$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= longestDrainSeconds) return seconds * 1_000;
  throw new EnvironmentError(`CROSSDOCK_DRAIN_SECONDS must be a number of seconds from 0 to ${longestDrainSeconds}`);
}

function readMasterKey(name: string, text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (/^[A-Za-z0-9+/]{43}=$/.test(text) && key.length === masterKeyBytes) return key;
  throw new EnvironmentError(`${name} must be 32 bytes in base64. Make one with: openssl rand -base64 32`);
}

function readPublicUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new EnvironmentError('CROSSDOCK_PUBLIC_URL must be an http or https URL such as https://hub.example.com');
  }
  return text.replace(/\/+$/, '');
}

function readRetention(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days < 1) throw new EnvironmentError('CROSSDOCK_RETENTION_DAYS must be a number of days from 1 to 9999');
  return days;
}

function readSmtpUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !/^smtps?:$/.test(new URL(text).protocol) || new URL(text).hostname === '')
    throw new EnvironmentError('CROSSDOCK_SMTP_URL must be a URL such as smtp://user:password@mail.example.com:587');
  return text;
}

function readMailFrom(text: string): string {
  const [, address = text] = /^[^<>\p{Cc}]*<([^<>]+)>$/u.exec(text) ?? [];
  if (isEmailAddress(address)) return text;
  throw new EnvironmentError('CROSSDOCK_MAIL_FROM must be an address such as hub@example.com, or Hub <hub@example.com>');
}

function readTrustProxy(text: string | undefined): Environment['trustProxy'] {
  if (text === undefined) return 0;
  return /^\d{1,2}$/.test(text) ? Number(text) : compileCidrs(readCidrs('CROSSDOCK_TRUST_PROXY', text));
}

function readCidrs(name: string, text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  return text.split(',').map((part) => {
    const cidr = parseCidr(part.trim());
    if (cidr === undefined)
      throw new EnvironmentError(`${name}: "${part.trim()}" is not a network such as 10.0.0.0/8 or ::1/128`);
    return cidr;
  });
}

const sizeUnits = { b: 1, kb: 1024, mb: 1024 ** 2 } as const;

function readSize(text: string): number {
  const [, digits, unit] = /^(\d{1,9})(b|kb|mb)?$/i.exec(text.trim()) ?? [];
  const factor = sizeUnits[(unit?.toLowerCase() ?? 'b') as keyof typeof sizeUnits]; // the pattern lets no other unit through
  if (digits === undefined || Number(digits) < 1)
    throw new EnvironmentError('CROSSDOCK_BODY_LIMIT must be a size such as 512kb or 1mb');
  return Number(digits) * factor;
}

function readLogLevel(text: string): string {
  if (!logLevels.includes(text)) throw new EnvironmentError(`CROSSDOCK_LOG_LEVEL must be one of ${logLevels.join(', ')}`);
  return text;
}

/** The standard variables of OpenTelemetry, as far as they are used here. */
function readTracing(given: (name: string) => string | undefined): TracingSettings | undefined {
  const endpoint = given('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === undefined) return undefined;
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol))
    throw new EnvironmentError('OTEL_EXPORTER_OTLP_ENDPOINT must be a URL such as http://collector.example.com:4318');
  const share = given('OTEL_TRACES_SAMPLER_ARG') ?? '1';
  if (!/^(0(\.\d+)?|1(\.0+)?)$/.test(share)) throw new EnvironmentError('OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1');
  return {
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: readHeaders(given('OTEL_EXPORTER_OTLP_HEADERS')),
    serviceName: given('OTEL_SERVICE_NAME') ?? 'crossdock',
    sampledShare: Number(share),
  };
}

function readHeaders(text: string | undefined): Readonly<Record<string, string>> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value = ''] = /^\s*([\w-]+)\s*=\s*([\x21-\x7e]*)\s*$/.exec(pair) ?? [];
      if (name === undefined)
        throw new EnvironmentError('OTEL_EXPORTER_OTLP_HEADERS must be pairs such as name=value,other=value');
      return [name, decode(value)];
    }),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not percent-encoded, although the specification asks for it
  }
}
