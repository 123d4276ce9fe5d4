/**
 * Reads DATABASE_URL, for every connection of the hub alike. What it says of the way to the server counts, TLS included; how
 * the hub's sessions are set up is the hub's own business, and no parameter can change that.
 */
import type { ConnectionOptions as TlsOptions } from 'node:tls';
import { type ConnectionOptions, parse, toClientConfig } from 'pg-connection-string';

/** What a connection calls itself. The live feeds go by the first two: they wait for the transactions of nobody else. */
export type ApplicationName =
  | 'crossdock-tenant'
  | 'crossdock-system'
  | 'crossdock-queue'
  | 'crossdock-migrate'
  | 'crossdock-master-key'
  | 'crossdock-doctor';

/** What pg takes, and whatever stands on it. Where a text is empty, or the port 0, pg goes by its own environment variables. */
export interface ConnectionSettings {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly application_name: ApplicationName;
  readonly ssl?: boolean | TlsOptions;
  readonly sslnegotiation?: 'postgres' | 'direct';
}

/**
 * The settings of one connection or pool, made anew for each, since pg alters what it is given. Reads the certificates that
 * the URL names. Throws a sentence that begins with DATABASE_URL and holds no password when it cannot be used.
 */
export function connectionSettings(url: string, applicationName: ApplicationName): ConnectionSettings {
  const said = readUrl(url);
  if (said.options !== undefined) {
    const instead = 'give what they set to the database instead, as in: alter database crossdock set work_mem = …';
    throw new Error(`DATABASE_URL: take options= away, since the hub sets the options of its sessions itself; ${instead}`);
  }
  if (typeof said.ssl === 'string')
    throw new Error(`DATABASE_URL: ssl=${said.ssl} says nothing; ask for TLS with sslmode=verify-full, or sslmode=disable it`);
  if (!said.database) throw new Error(`DATABASE_URL names no database: it is written ${form}`);
  const { port = 0, ssl, sslnegotiation } = toClientConfig(said);
  return {
    host: said.host ?? '',
    port,
    user: said.user ?? '',
    password: said.password ?? '',
    database: said.database,
    application_name: applicationName,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sslnegotiation === undefined ? {} : { sslnegotiation }),
  };
}

const form = 'postgres://user:password@host/database?sslmode=verify-full';

function readUrl(url: string): ConnectionOptions {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new Error(`DATABASE_URL is no URL of a database: it is written ${form}`);
  try {
    return parse(url);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`DATABASE_URL cannot be used: ${reason}`, { cause: error });
  }
}
