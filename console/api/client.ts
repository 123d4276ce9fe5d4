/**
 * The operator API, typed by its own description. Every call of the console goes through here, and to the hub that served
 * the page.
 */
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

/** The objects of the operator API, by the names of its description. */
export type Schemas = components['schemas'];

/** The query parameters of a list. */
export type QueryOf<Path extends keyof paths> = paths[Path] extends {
  readonly get: { readonly parameters: { readonly query?: infer Query } };
}
  ? NonNullable<Query>
  : never;

/** Where the operator API stands. */
export const basePath = '/admin/v1';

/** A refusal, in the API's own words. */
export class ApiError extends Error {
  readonly status: number;
  /** What the API calls it, for example `validation_failed`; `unreachable` when the hub did not answer. */
  readonly code: string;
  /** What is wrong with which field, where fields were refused. */
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  /** By which the operator finds the call in the hub's log; absent when there was no answer. */
  readonly requestId: string | undefined;

  constructor(status: number, code: string, detail: string, fields: ApiError['fields'] = [], requestId?: string) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.requestId = requestId;
  }
}

let csrfToken: string | undefined;

/** Says what every change has to bring beside the session's cookie. */
export function setCsrfToken(token: string | null | undefined): void {
  csrfToken = token ?? undefined;
}

const forgeryProof: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && csrfToken !== undefined) request.headers.set('X-CSRF-Token', csrfToken);
    return request;
  },
};

/** The calls, for `answerOf`. */
export const api = createClient<paths>({ baseUrl: basePath });
api.use(forgeryProof);

/** The body of a call's success. Throws an ApiError at anything else. */
export async function answerOf<Body>(call: Promise<{ data?: Body; error?: unknown; response: Response }>): Promise<Body> {
  const { data, error, response } = await call.catch((): never => {
    throw new ApiError(0, 'unreachable', 'The hub does not answer. Is it running, and is the network there?');
  });
  if (response.ok) return data as Body; // a success has the body that its description says
  throw errorOf(response, error);
}

function errorOf(response: Response, body: unknown): ApiError {
  const { error, detail, fields } = (typeof body === 'object' && body !== null ? body : {}) as Partial<Schemas['Error']>;
  return new ApiError(
    response.status,
    error ?? 'unknown',
    detail ?? `The hub answered ${response.status} without saying why.`,
    fields ?? [],
    response.headers.get('x-request-id') ?? undefined,
  );
}
