/**
 * What a call of the operator API is, apart from HTTP: a request as a value in, a reply or a refusal out.
 */
import type { Fault } from '../../domain/fault.ts';
import type { HttpReply } from '../../domain/http-reply.ts';
import type { OperatorRole } from '../../domain/provisioning/operator-token.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import type { BodyReader } from './body.ts';
import type { QueryParameters } from './query.ts';

/** Who is calling, proved. */
export interface OperatorCaller {
  readonly role: OperatorRole;
  /** Null exactly for the platform's own operators. */
  readonly organisationId: string | null;
  /** The token's; null for the one in the hub's environment. */
  readonly id: string | null;
  readonly name: string;
}

/** One call, its caller proved and its body read. */
export interface OperatorRequest {
  readonly method: string;
  /** Without `/admin/v1` and the query string. */
  readonly path: string;
  /** What stands at the `:names` of the route's path, decoded once. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body, parsed within the hub's limits, so without NUL or repeated keys; undefined when there was none. */
  readonly json?: unknown;
  readonly caller: OperatorCaller;
  readonly clientIp: string;
}

/** A call that anybody may make: nobody is known. */
export type OpenRequest = Omit<OperatorRequest, 'caller'>;

/**
 * What the API reference says of a call. `operation` makes it out of what answers the call: the parameters and the body here
 * are those that are read.
 */
export interface RouteDescription {
  /** The heading under which it stands; absent until the API has put it there. */
  readonly group?: string;
  /** A verb and a noun, unique in the API: `listVendors`. */
  readonly operationId: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** What else to know, in whole sentences; absent means nothing. */
  readonly description?: string;
  /** All that the query string may have. */
  readonly query: QueryParameters;
  /** Absent: the call takes no fields. */
  readonly body?: BodyReader<unknown>;
  /** The schema of each success, by its status; null for one without a body. */
  readonly answers: Readonly<Record<number, JsonSchema | null>>;
  /** True when the success goes on, as server-sent events that each have the schema. */
  readonly streams?: true;
  /** The refusals of its own, beyond those that every call has. */
  readonly refusals: readonly Fault[];
}

/** One method and path below `/admin/v1` that is open to everybody. */
export interface OpenRoute extends RouteDescription {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(request: OpenRequest): Promise<HttpReply | Fault>;
}

/** One method and path below `/admin/v1`. */
export interface OperatorRoute extends RouteDescription {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Case-sensitive, no trailing slash; `:name` for a parameter. */
  readonly path: string;
  /** The least role that may make it. Absent means that members may read and admins may change. */
  readonly access?: OperatorRole;
  /** False for a call that is not a GET and yet changes nothing. */
  readonly changes?: false;
  /** Rejects only when something is broken; every refusal is a value. */
  handle(request: OperatorRequest): Promise<HttpReply | Fault>;
}
