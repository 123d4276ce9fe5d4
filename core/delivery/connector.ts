/**
 * Opens the connections of outbound requests, each checked three times: the host as written, every address that its
 * name has now, and the peer that answered. It pins the addresses it judged, so a name that changes between two
 * questions gains nothing, and checks the peer before the first byte leaves. It knows no proxy.
 */
import { connect as openSystemSocket, isIP } from 'node:net';
import type { LookupFunction, Socket, TcpNetConnectOpts } from 'node:net';
import { buildConnector } from 'undici';
import type { Destination, EgressPolicy } from './egress.ts';

/** Why there is no connection. */
export type ConnectionError =
  | 'egress_refused'
  | 'dns_failed'
  | 'connection_refused'
  | 'connection_reset'
  | 'host_unreachable'
  | 'tls_failed'
  | 'timeout';

/** How a connector says no to undici, which hands it unchanged to whoever waits for the request. */
export class ConnectionFailure extends Error {
  readonly reason: ConnectionError;
  /** The message is for the endpoint's owner: it names no address, since an internal name server may have told us. */
  constructor(reason: ConnectionError, message: string) {
    super(message);
    this.name = 'ConnectionFailure';
    this.reason = reason;
  }
}

/** What a connector is made of. */
export interface ConnectorOptions {
  readonly policy: EgressPolicy;
  /** The most that lookup, TCP and TLS may each take. */
  readonly timeoutMilliseconds: number;
  /** PEM certificates that are trusted in place of Node's own; absent means Node's own. */
  readonly certificateAuthorities?: readonly string[];
  /** Opens a TCP connection; the system's own when absent. */
  readonly openSocket?: (options: TcpNetConnectOpts) => Socket;
}

const keepAliveProbeMilliseconds = 60_000;

/** A connector for undici's `connect` option. HTTP/1.1 only; certificates are always verified. */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const { policy, timeoutMilliseconds, certificateAuthorities, openSocket = openSystemSocket } = options;
  const startTls = buildConnector({
    allowH2: false,
    timeout: timeoutMilliseconds,
    // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would switch it off.
    rejectUnauthorized: true,
    ...(certificateAuthorities && { ca: [...certificateAuthorities] }),
  });

  async function open(target: buildConnector.Options): Promise<Socket> {
    const addresses = await judge(target);
    const socket = await openTcp(target, addresses);
    if (!policy.judgePeer(target, socket.remoteAddress)) {
      socket.destroy();
      throw refusal();
    }
    return target.protocol === 'https:' ? await encrypt(target, socket) : socket;
  }

  async function judge(target: Destination): Promise<readonly string[]> {
    const resolution = await policy.resolve(target, timeoutMilliseconds);
    switch (resolution.kind) {
      case 'allowed':
        return resolution.addresses;
      case 'refused':
        throw refusal();
      case 'unresolved':
        throw new ConnectionFailure('dns_failed', 'the host name did not resolve');
      default:
        return resolution satisfies never;
    }
  }

  function openTcp({ hostname, port, protocol }: Destination, addresses: readonly string[]): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = openSocket({
        host: hostname,
        port: Number(port) || (protocol === 'https:' ? 443 : 80),
        lookup: pin(addresses),
        autoSelectFamily: true,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: keepAliveProbeMilliseconds,
      });
      socket.setTimeout(timeoutMilliseconds, () => socket.destroy(new ConnectionFailure('timeout', 'no connection in time')));
      socket.once('connect', () => resolve(socket.setTimeout(0)));
      // Stays on for the socket's life: an error between here and the next owner's listener must not end the process.
      socket.on('error', (error) => reject(describeTcpError(error)));
    });
  }

  function encrypt(target: buildConnector.Options, socket: Socket): Promise<Socket> {
    return new Promise((resolve, reject) => {
      startTls({ ...target, httpSocket: socket }, (error, encrypted) => {
        if (encrypted) return resolve(encrypted);
        socket.destroy();
        return reject(describeTlsError(error));
      });
    });
  }

  return (target, callback) => {
    open(target).then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error('the connection failed', { cause: error }), null),
    );
  };
}

function refusal(): ConnectionFailure {
  return new ConnectionFailure('egress_refused', 'this host, port or protocol may not be reached by outbound requests');
}

/** Answers Node's question with the addresses already judged, whatever name it asks for. */
function pin(addresses: readonly string[]): LookupFunction {
  const answers = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    if (options.all) return callback(null, answers);
    return callback(null, answers[0]?.address ?? '', answers[0]?.family);
  };
}

function describeTcpError(error: Error): ConnectionFailure {
  if (error instanceof ConnectionFailure) return error;
  const code = codeOf(error);
  switch (code) {
    case 'ECONNREFUSED':
      return new ConnectionFailure('connection_refused', 'nothing listens on this port');
    case 'ECONNRESET':
      return new ConnectionFailure('connection_reset', 'the connection was reset while it was opened');
    case 'ETIMEDOUT':
      return new ConnectionFailure('timeout', 'no connection in time');
    default:
      return new ConnectionFailure('host_unreachable', `the host cannot be reached (${code})`);
  }
}

function describeTlsError(error: Error | null): ConnectionFailure {
  const code = codeOf(error);
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return new ConnectionFailure('timeout', 'no TLS handshake in time');
  return new ConnectionFailure('tls_failed', `TLS could not be established (${code})`);
}

/** Node's code for an error, such as `CERT_HAS_EXPIRED`; its message would name addresses. */
function codeOf(error: Error | null): string {
  return error !== null && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
