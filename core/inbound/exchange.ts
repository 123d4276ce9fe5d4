/**
 * One request on its way through the pipeline: what came, who asked, and the row that the log will get.
 */
import type { Connector } from '../domain/connector.ts';
import type { RequestLogEntry } from '../domain/request-log.ts';
import type { Fault } from '../domain/fault.ts';
import type { HostedRoute, LoadedAdapter } from '../sdk/catalogue.ts';
import type { InboundRequest } from '../sdk/contract.ts';
import type { BodyCheck } from './parse.ts';

/** A route of a loaded adapter, ready to be called. */
export interface MountedRoute {
  readonly loaded: LoadedAdapter;
  readonly route: HostedRoute;
  /** Absent when the route has no schema. */
  readonly checkBody?: BodyCheck;
}

/** What HTTP hands over: the request without its body, and the way to get the body. */
export interface Arrival {
  /** UUIDv7; the answer's X-Request-Id and the log row's id. */
  readonly id: string;
  readonly request: Omit<InboundRequest, 'body' | 'params'> & { readonly params: Readonly<Record<string, string>> };
  /** The address that allowlists are checked against. */
  readonly clientIp: string;
  /** Reads the body within the hub's limits; the same promise at every call. */
  readBody(): Promise<Uint8Array | Fault>;
  /** What the log may keep of the headers. */
  readonly loggedHeaders: Readonly<Record<string, string>>;
}

/** A request whose sender has been found, though not yet proved. */
export interface Identified {
  readonly connector: Connector;
  /** True when the sender showed the whole key; false when it only named a connector. */
  readonly byKey: boolean;
  /** True when finding the connector already proved the signature. */
  readonly proved: boolean;
}

/** Opens the log row of an arrival; it is filled in as the pipeline learns more. */
export function openEntry({ id, request, clientIp, loggedHeaders }: Arrival, now: number): RequestLogEntry {
  return {
    id,
    receivedAt: now,
    method: request.method,
    path: request.path,
    clientIp,
    headers: loggedHeaders,
    statusCode: 0,
    durationMilliseconds: 0,
    replayed: false,
    duplicate: false,
    quarantined: false,
    entities: [],
  };
}
