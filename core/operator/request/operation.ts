/**
 * Makes a route out of the parts of a call, always in the same order: what it is about, its query, its body, and then what it
 * does. What is read and what the API reference describes are the same objects, so neither can fall behind the other.
 */
import { type Fault, isFault } from '../../domain/fault.ts';
import { type BodyReader, readNothing } from './body.ts';
import { type QueryParameters, type QueryValues, readQuery } from './query.ts';
import type { OpenRequest, OpenRoute, OperatorRequest, OperatorRoute, RouteDescription } from './route.ts';

/** The parameters of a call that takes none. */
const noParameters = {};

/** A call when everything about it has been read. */
export type Call<Request, Subject, Parameters, Body> = Omit<Request, 'query' | 'json'> & {
  /** What `find` gave. */
  readonly subject: Subject;
  readonly query: QueryValues<Parameters>;
  readonly body: Body;
};

/** The parts; those that are absent stand for nothing: no subject, no parameters, no fields, no refusals of its own. */
interface Definition<Request, Subject, Parameters extends QueryParameters, Body, Result>
  extends Omit<RouteDescription, 'query' | 'body' | 'refusals'>, Partial<Pick<RouteDescription, 'refusals'>> {
  /** What the call is about. It refuses before the query and the body are looked at. */
  readonly find?: (request: Request) => Promise<Subject | Fault>;
  readonly query?: Parameters;
  readonly body?: BodyReader<Body>;
  handle(call: Call<Request, Subject, Parameters, Body>): Result;
}

/** A call that operators make. */
export function operation<Subject = undefined, Parameters extends QueryParameters = typeof noParameters, Body = object>(
  definition: Pick<OperatorRoute, 'method' | 'path' | 'access' | 'changes'> &
    Definition<OperatorRequest, Subject, Parameters, Body, ReturnType<OperatorRoute['handle']>>,
): OperatorRoute {
  return { ...definition, ...described(definition), handle: handlerOf(definition) };
}

/** A call that anybody may make. */
export function openOperation<Body = object>(
  definition: Pick<OpenRoute, 'method' | 'path'> &
    Definition<OpenRequest, undefined, typeof noParameters, Body, ReturnType<OpenRoute['handle']>>,
): OpenRoute {
  return { ...definition, ...described(definition), handle: handlerOf(definition) };
}

function described({ query, refusals }: Partial<RouteDescription>): Pick<RouteDescription, 'query' | 'refusals'> {
  return { query: query ?? noParameters, refusals: refusals ?? [] };
}

function handlerOf<Request extends OpenRequest, Subject, Parameters extends QueryParameters, Body, Result>({
  method,
  find,
  query,
  body,
  handle,
}: Definition<Request, Subject, Parameters, Body, Promise<Result | Fault>> & { readonly method: string }) {
  return async (request: Request): Promise<Result | Fault> => {
    const subject = await find?.(request);
    if (isFault(subject)) return subject;
    const values = readQuery(request.query, query ?? noParameters);
    if (isFault(values)) return values;
    const { query: _, json, ...rest } = request;
    const fields = method === 'GET' ? {} : (body ?? readNothing)(json);
    if (isFault(fields)) return fields;
    const call = { ...rest, subject, query: values, body: fields };
    return handle(call as unknown as Call<Request, Subject, Parameters, Body>); // what is absent has the type of nothing
  };
}
