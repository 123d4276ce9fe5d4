/**
 * The HTTP server: strict paths, limits against slow senders, one answer for whatever no route took, and an end that
 * loses no keep-alive request.
 */
import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type NextFunction, type Request, type Response } from 'express';
import { fault, type Fault } from '../domain/fault.ts';
import { type HttpReply, jsonReply } from '../domain/http-reply.ts';
import type { Log } from '../domain/ports.ts';
import type { FinishedRequest, Stopwatch } from '../domain/telemetry.ts';
import { faultOfError } from '../domain/unavailable.ts';
import { sendReply } from './answer.ts';
import { createConnectionDrain } from './connection-drain.ts';
import type { RefusalWording, RequestScope } from './request-scope.ts';

/** What the server is made of. */
export interface HttpServerOptions {
  readonly scope: RequestScope;
  readonly log: Log;
  /** Networks whose X-Forwarded-For is believed, or how many proxies stand in front. */
  readonly trustProxy: number | ((address: string) => boolean);
  /** How long it listens on at least when it is drained. */
  readonly drainMilliseconds: number;
  /** Mounts every route. */
  readonly mount: (app: Express) => void;
  /** Told of each request that no route took. */
  readonly onUnrouted: (request: Request, refusal: Fault, requestId: string) => void;
  /** Told of each request once it is over. */
  readonly instrumentation: { readonly stopwatch: Stopwatch; requestFinished(request: FinishedRequest): void };
}

/** A server that can be started once and drained once. */
export interface HttpServer {
  listen(place: ListenPlace): Promise<{ readonly port: number }>;
  readonly isDraining: boolean;
  /** Sends clients away, stops listening, and waits for what is in flight; whoever is still at it then is cut off. */
  drain(): Promise<void>;
}

/** Where to listen. */
export interface ListenPlace {
  readonly port: number;
  readonly host: string;
  /** Share the port with other processes of the same user that do so too; the system hands each new connection to one of them. */
  readonly reusePort: boolean;
}

const headersTimeoutMilliseconds = 10_000;
const requestTimeoutMilliseconds = 20_000;

/** Builds the server; it listens only when told. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { scope, log, trustProxy, drainMilliseconds, mount, onUnrouted, instrumentation } = options;
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('strict routing').enable('case sensitive routing');
  app.set('trust proxy', trustProxy);
  app.use((request: Request, response: Response, next: NextFunction) => {
    connectionDrain.watch(response);
    watch(request, response);
    const refusal = findUrlFault(request.originalUrl);
    if (refusal) refuse(request, response, refusal);
    else next();
  });
  mount(app);
  for (const [path, { methods, refuse: word }] of scope.paths) {
    const refusal = fault('method_not_allowed', undefined, { allow: methods });
    app.all(path, (request, response) => refuse(request, response, refusal, word));
  }
  app.use((request: Request, response: Response) => refuse(request, response, fault('not_found')));
  app.use(onError(scope, log));

  function refuse(
    request: Request,
    response: Response,
    refusal: Fault,
    word = scope.paths.get(request.path)?.refuse ?? scope.wordingNear(request.path),
  ): void {
    const requestId = scope.idOf(response);
    void sendFault(response, refusal, requestId, word);
    onUnrouted(request, refusal, requestId);
  }

  function watch(request: Request, response: Response): void {
    const startedAt = instrumentation.stopwatch();
    let isStreaming = false;
    response.once('streaming', () => {
      isStreaming = true; // it has no end of its own: it counts as answered when its beginning is out
      finish();
    });
    response.once('close', () => isStreaming || finish());
    const finish = (): void => {
      const route = routeOf(request);
      const errorCode: unknown = response.locals['errorCode'];
      const headers: unknown = response.locals['unsendableHeaders'];
      if (Array.isArray(headers) && headers.length > 0)
        log.warn('a reply went out without the headers that HTTP cannot carry', {
          requestId: scope.idOf(response),
          route,
          headers,
        });
      instrumentation.requestFinished({
        id: scope.idOf(response),
        method: request.method,
        surface: (route !== undefined && scope.paths.get(route)?.surface) || 'core',
        durationMilliseconds: instrumentation.stopwatch() - startedAt,
        ...(route !== undefined && { route }),
        ...((response.writableFinished || isStreaming) && { statusCode: response.statusCode }),
        ...(typeof errorCode === 'string' && { errorCode }),
      });
    };
  }

  const server = createServer({ connectionsCheckingInterval: 1_000 }, app);
  server.headersTimeout = headersTimeoutMilliseconds;
  server.requestTimeout = requestTimeoutMilliseconds;
  const connectionDrain = createConnectionDrain(server, instrumentation.stopwatch, drainMilliseconds);

  return {
    get isDraining() {
      return connectionDrain.isDraining;
    },
    listen: (place) => listen(server, place),
    drain: connectionDrain.drain,
  };
}

/** The path of the route that took the request, its parameters unfilled; undefined when none did. */
function routeOf(request: Request): string | undefined {
  const route: unknown = request.route; // Express says nothing of its type
  return typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string'
    ? route.path
    : undefined;
}

function listen(server: Server, { port, host, reusePort }: ListenPlace): Promise<{ readonly port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port, host)));
    server.listen({ port, host, reusePort }, () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : port });
    });
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(`port ${port} on ${host} is in use: stop the program that has it, or set PORT to another one`);
    case 'ENOTSUP':
      return new Error('this system cannot share a port between processes: unset CROSSDOCK_REUSE_PORT');
    default:
      return error;
  }
}

/** Malformed percent-encoding is a bad request; a NUL names nothing that can exist, and PostgreSQL takes none. */
function findUrlFault(url: string): Fault | undefined {
  const [path = '', ...query] = url.split('?');
  try {
    if (decodeURIComponent(path).includes('\0')) return fault('not_found');
  } catch {
    return fault('bad_request'); // a URIError is the answer to the question
  }
  return /%00/.test(query.join('?')) ? fault('invalid_query', 'the query holds a NUL character') : undefined;
}

/** Refuses in the words of the path's protocol, or as the integration API does. */
async function sendFault(
  response: Response,
  refusal: Fault,
  requestId: string,
  word: RefusalWording = wordPlainly,
): Promise<void> {
  const reply = await Promise.resolve(refusal)
    .then(word)
    // A format may answer 401 for a connector that does not exist; that a path does not is no secret.
    .then((worded) => (refusal.code === 'not_found' && worded.status !== refusal.status ? wordPlainly(refusal) : worded))
    .catch(() => wordPlainly(refusal)); // an adapter that fails has said so itself; its caller still gets an answer
  sendReply(response, reply, { requestId, fault: refusal });
}

function wordPlainly({ status, code, detail }: Fault): HttpReply {
  return jsonReply(status, { error: code, detail });
}

/** The last resort: a constant text for the caller, the cause for the log. */
function onError(scope: RequestScope, log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const requestId = scope.idOf(response);
    if (response.headersSent) {
      next(error); // half an answer is out: Express cuts the connection
      return;
    }
    void sendFault(response, faultOfError(error, requestId, log), requestId, scope.paths.get(request.path)?.refuse);
  };
}
