/**
 * The operator API's types, for openapi-fetch. Generated from what the hub serves at /admin/v1/openapi.json, never written by hand:
 * npm run console:types
 */
export interface paths {
  '/setup': {
    /** Says whether the hub waits for its first account */
    get: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** True while nobody has an account. */
              needed: boolean;
            };
          };
        };
        400: Refused;
        422: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Makes the first account, and signs in. The account is one of the platform. Of several at once, one is made. */
    post: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** The token that the first start printed, the one in the hub's environment, or another one of the platform. */
            token: string;
            /** What its holder signs in with. Must be one e-mail address. */
            email: string;
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name: string;
            /** The password, of at least 10 characters. */
            password: string;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['SignedIn'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/session': {
    /** Says who is calling */
    get: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Session'];
          };
        };
        400: Refused;
        401: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Signs in with a password. The answer is the same, and takes as long, whether the password is wrong or there is no such account. Browsers have to send it from a page of the hub. */
    post: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** The e-mail address. */
            email: string;
            /** The password. */
            password: string;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['SignedIn'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Signs out. The session ends at once, and its cookie is taken away. A token stays as it is. */
    delete: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/invitations/preview': {
    /** Shows an invitation to who holds its link */
    post: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** What stands behind the # of the link. */
            token: string;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['InvitationPreview'];
          };
        };
        400: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/invitations/accept': {
    /** Makes the account that an invitation offers. It signs nobody in: what follows is `POST /session`. */
    post: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** What stands behind the # of the link. */
            token: string;
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name: string;
            /** The password, of at least 10 characters. */
            password: string;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Operator'];
          };
        };
        400: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/openapi.json': {
    /** Gives this document */
    get: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': { [name: string]: unknown };
          };
        };
        400: Refused;
        422: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs': {
    /** Lists the organisations that the caller may see. All of them for operators of the platform, for others their own. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Organisation'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Makes an organisation */
    post: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** Its name in paths. Must be at most 63 lower-case letters and digits, joined by single dashes, and not a UUID. */
            slug: string;
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name: string;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Organisation'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}': {
    /** Gives one organisation */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Organisation'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/stores': {
    /** Lists an organisation's stores, in the order in which they were made */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Store'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Makes a store */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** Its name in paths. Must be at most 63 lower-case letters and digits, joined by single dashes, and not a UUID. */
            slug: string;
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name: string;
            /** Where the shop is. Must be an absolute http or https URL without a user name. */
            website_url?: string | null;
            /** The currency of what comes without one; GBP for a new store that names none. Must be an active ISO 4217 code such as GBP. */
            currency?: string;
            /** The time zone of times that come without one; UTC for a new store that names none. Must be an IANA time zone such as Europe/London. */
            timezone?: string;
            /** The formats that its connectors may have; null means all that are loaded. */
            adapters?: string[] | null;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Store'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/stores/{store}': {
    /** Gives one store */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
          /** The store's id or slug. */
          store: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Store'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Changes a store. What is absent stays as it is. The slug cannot be changed. */
    patch: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
          /** The store's id or slug. */
          store: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name?: string;
            /** Where the shop is. Must be an absolute http or https URL without a user name. */
            website_url?: string | null;
            /** The currency of what comes without one; GBP for a new store that names none. Must be an active ISO 4217 code such as GBP. */
            currency?: string;
            /** The time zone of times that come without one; UTC for a new store that names none. Must be an IANA time zone such as Europe/London. */
            timezone?: string;
            /** The formats that its connectors may have; null means all that are loaded. */
            adapters?: string[] | null;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Store'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/connectors': {
    /** Lists an organisation's connectors, newest first, revoked ones too */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** Only those of this store, by its id or slug. */
          store?: string | undefined;
          /** Only those of this format. */
          payload_format?: string | undefined;
          /** Only those that stand there now. */
          status?: 'active' | 'revoked' | 'expired' | undefined;
          /** Only those with this in their name, in whatever case. */
          name?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Connector'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/stores/{store}/connectors': {
    /** Lists a store's connectors, revoked ones too */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
          /** The store's id or slug. */
          store: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Connector'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Makes a connector for a store. The key and the signing secret are shown in this answer, and never again. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
          /** The store's id or slug. */
          store: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name: string;
            /** Whether its requests have to be signed. Formats that always sign stay at true. */
            require_signature?: boolean;
            /** The addresses and ranges that it may send from; empty means any. */
            ip_allowlist?: string[];
            /** How many requests it may make in a minute; what the format says, else 600, for a new one that names none. */
            rate_limit_per_minute?: number;
            /** When it stops working; null means never. Must be an RFC 3339 time between 1970 and 9999. */
            expires_at?: string | null;
            /** The settings that the format's `config_schema` describes. A change is a JSON Merge Patch of them. */
            config?: { [name: string]: unknown };
            /** A loaded format that the store may have. */
            payload_format: string;
            /** What it may do; absent means all that the format has. */
            scopes?: string[];
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['ConnectorCreated'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/connectors/{id}': {
    /** Gives one connector */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the connector. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Connector'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Changes a connector. What is absent stays as it is. Scopes, payload format and store cannot be changed. */
    patch: {
      parameters: {
        query?: never;
        path: {
          /** The id of the connector. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name?: string;
            /** Whether its requests have to be signed. Formats that always sign stay at true. */
            require_signature?: boolean;
            /** The addresses and ranges that it may send from; empty means any. */
            ip_allowlist?: string[];
            /** How many requests it may make in a minute; what the format says, else 600, for a new one that names none. */
            rate_limit_per_minute?: number;
            /** When it stops working; null means never. Must be an RFC 3339 time between 1970 and 9999. */
            expires_at?: string | null;
            /** The settings that the format's `config_schema` describes. A change is a JSON Merge Patch of them. */
            config?: { [name: string]: unknown };
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Connector'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/connectors/{id}/revoke': {
    /** Revokes a connector. Final, and at once: its next request is refused. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the connector. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Connector'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/connectors/{id}/rotate-secret': {
    /** Gives a connector a new signing secret. The secret is shown in this answer, and never again. During the grace both secrets hold. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the connector. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** For how long the present secret holds as well. */
            grace_seconds?: number;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['SecretRotated'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/connectors/{id}/dry-run': {
    /** Says what a connector would make of a request. Nothing is stored, and nobody has to prove anything. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the connector. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** The request's body, as text. */
            body: string;
            /** Its media type. */
            content_type?: string;
            /** Its headers. */
            headers?: { [name: string]: string };
            /** A JSON Merge Patch of the connector's settings, for this trial only. */
            config?: { [name: string]: unknown };
            /** One of the format's paths; absent means its first that takes a body. */
            path?: string;
            /** The HTTP method. */
            method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['DryRun'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/requests': {
    /** Lists an organisation's requests, newest first. A page may be short, or empty, before the last one: the hub looks at no more than 100,000 rows for one. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** Only those that were answered with this status. */
          status_code?: number | undefined;
          /** Only those that were answered with a status of this class. */
          status_class?: '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | undefined;
          /** Only refusals of this code. */
          error_code?: string | undefined;
          /** Only those about the object that has this id in the storefront. */
          external_id?: string | undefined;
          /** Only those of this HTTP method. */
          method?: string | undefined;
          /** Only those to exactly this path; with a `*` at its end, to paths that begin so. */
          path?: string | undefined;
          /** Only those from this address. */
          client_ip?: string | undefined;
          /** Only those from this moment on. */
          since?: string | undefined;
          /** Only those before this moment. */
          until?: string | undefined;
          /** Only those that wait for an operator, or only those that do not. */
          quarantined?: boolean | undefined;
          /** Only those of this connector. */
          connector?: string | undefined;
          /** Only those of this store, by its id or slug. */
          store?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['RequestSummary'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/connectors/{id}/requests': {
    /** Lists the requests of a connector, newest first. A page may be short, or empty, before the last one: the hub looks at no more than 100,000 rows for one. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** Only those that were answered with this status. */
          status_code?: number | undefined;
          /** Only those that were answered with a status of this class. */
          status_class?: '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | undefined;
          /** Only refusals of this code. */
          error_code?: string | undefined;
          /** Only those about the object that has this id in the storefront. */
          external_id?: string | undefined;
          /** Only those of this HTTP method. */
          method?: string | undefined;
          /** Only those to exactly this path; with a `*` at its end, to paths that begin so. */
          path?: string | undefined;
          /** Only those from this address. */
          client_ip?: string | undefined;
          /** Only those from this moment on. */
          since?: string | undefined;
          /** Only those before this moment. */
          until?: string | undefined;
          /** Only those that wait for an operator, or only those that do not. */
          quarantined?: boolean | undefined;
        };
        path: {
          /** The id of the connector. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['RequestSummary'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/requests': {
    /** Lists the requests of senders that nobody could identify, newest first. They are kept for 24 hours. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** Only those that were answered with this status. */
          status_code?: number | undefined;
          /** Only those that were answered with a status of this class. */
          status_class?: '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | undefined;
          /** Only refusals of this code. */
          error_code?: string | undefined;
          /** Only those about the object that has this id in the storefront. */
          external_id?: string | undefined;
          /** Only those of this HTTP method. */
          method?: string | undefined;
          /** Only those to exactly this path; with a `*` at its end, to paths that begin so. */
          path?: string | undefined;
          /** Only those from this address. */
          client_ip?: string | undefined;
          /** Only those from this moment on. */
          since?: string | undefined;
          /** Only those before this moment. */
          until?: string | undefined;
          /** Only those that wait for an operator, or only those that do not. */
          quarantined?: boolean | undefined;
        };
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['RequestSummary'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/requests/{id}': {
    /** Gives one request whole */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the request. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['RequestDetail'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/requests/{id}/replay': {
    /** Runs a request once more, with the body that was kept. It gets a row of its own in the request log. Objects that are known already are not stored twice. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the request. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        202: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['RequestRerun'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/connectors/{id}/test': {
    /** Sends the format's own sample as the connector would. It is signed, and stored like any other request. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the connector. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['RequestRerun'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/api-keys': {
    /** Lists an organisation's keys of the read API, revoked ones too */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['ApiKey'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Makes a key of the read API. The key is shown in this answer, and never again. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name: string;
            /** What the key may do; `read_write` may also ask for test deliveries. */
            scope: 'read_only' | 'read_write';
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['ApiKeyCreated'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/api-keys/{id}/revoke': {
    /** Revokes a key of the read API. Final, and at once: the next request with it is refused. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the API key. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['ApiKey'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/webhook-endpoints': {
    /** Lists an organisation's webhook endpoints, in the order in which they were made */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** Only those of this format; `peptideclients`, those that operators make, when absent. */
          format?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['WebhookEndpoint'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Makes a webhook endpoint. The signing secret is shown in this answer, and never again. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** Where to: https, and an address that the hub may reach. */
            url: string;
            /** The types of events that it gets. */
            event_types: string[];
            /** What people say of it. */
            description?: string | null;
            /** Id or slug of the store whose events it gets; null means every store of the organisation. */
            store?: string | null;
            /** Headers that are sent along. Names that HTTP or the hub itself sets cannot be taken. */
            headers?: { [name: string]: string };
            /** How often a delivery is tried, in all; 5 for a new one. */
            max_attempts?: number;
            /** The delays between attempts; the last one repeats. Null means the hub's own. */
            retry_schedule?: string[] | null;
            /** How many attempts start in a second, at most; null means no limit. */
            throttle_per_second?: number | null;
            /** How many attempts are under way at once, at most; null means no limit of its own. */
            concurrency?: number | null;
            /** True keeps its deliveries waiting until it is false again. */
            paused?: boolean;
            /** True sends the headers of Standard Webhooks as well. */
            standard_webhooks?: boolean;
            /** Whether it gets events; true for a new one. */
            enabled?: boolean;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['WebhookEndpointCreated'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/webhook-endpoints/{id}': {
    /** Gives one webhook endpoint */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the webhook endpoint. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['WebhookEndpoint'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Deletes a webhook endpoint. What waits for it is cancelled. Its deliveries can still be read. */
    delete: {
      parameters: {
        query?: never;
        path: {
          /** The id of the webhook endpoint. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Changes a webhook endpoint. What is absent stays as it is. Every endpoint can be enabled, disabled and paused; all else only of those that operators made. Enabling takes back what the hub disabled it for. */
    patch: {
      parameters: {
        query?: never;
        path: {
          /** The id of the webhook endpoint. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** Where to: https, and an address that the hub may reach. */
            url?: string;
            /** The types of events that it gets. */
            event_types?: string[];
            /** What people say of it. */
            description?: string | null;
            /** Id or slug of the store whose events it gets; null means every store of the organisation. */
            store?: string | null;
            /** Headers that are sent along. Names that HTTP or the hub itself sets cannot be taken. */
            headers?: { [name: string]: string };
            /** How often a delivery is tried, in all; 5 for a new one. */
            max_attempts?: number;
            /** The delays between attempts; the last one repeats. Null means the hub's own. */
            retry_schedule?: string[] | null;
            /** How many attempts start in a second, at most; null means no limit. */
            throttle_per_second?: number | null;
            /** How many attempts are under way at once, at most; null means no limit of its own. */
            concurrency?: number | null;
            /** True keeps its deliveries waiting until it is false again. */
            paused?: boolean;
            /** True sends the headers of Standard Webhooks as well. */
            standard_webhooks?: boolean;
            /** Whether it gets events; true for a new one. */
            enabled?: boolean;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['WebhookEndpoint'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/webhook-endpoints/{id}/rotate-secret': {
    /** Gives a webhook endpoint a new signing secret. The secret is shown in this answer, and never again. During the grace deliveries are signed with both. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the webhook endpoint. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** For how long the present secret holds as well. */
            grace_seconds?: number;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['SecretRotated'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/webhook-endpoints/{id}/test': {
    /** Sends a test event to an endpoint. What is sent is `webhook.test`. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the webhook endpoint. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        202: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['WebhookTestQueued'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/webhook-endpoints/{id}/end-grace': {
    /** Ends the grace after a rotation: from now on only the new secret signs */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the webhook endpoint. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['GraceEnded'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/event-types': {
    /** Lists what a webhook endpoint can subscribe to. All of them are on one page. */
    get: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['EventTypeFacts'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/webhook-urls/judge': {
    /** Says to which URLs the hub would deliver. Nothing is changed, and nothing is sent. */
    post: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** The URLs. */
            urls: string[];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['UrlVerdicts'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/webhook-endpoints/{id}/recover': {
    /** Sends again what an endpoint did not get. A worker goes through it in the background. A dry run only counts, and works for a disabled endpoint too. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the webhook endpoint. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** From when on deliveries are meant. Must be an RFC 3339 time between 1970 and 9999. */
            since: string;
            /** Before when they are meant; absent means now. Must be an RFC 3339 time between 1970 and 9999. */
            until?: string;
            /** Which of them are meant; absent means both. */
            status?: ('dropped' | 'failed')[];
            /** True only counts. */
            dry_run?: boolean;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['RecoveryCount'];
          };
        };
        202: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['RecoveryStarted'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/webhook-endpoints/{id}/recoveries': {
    /** Lists the recoveries of an endpoint, newest first */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path: {
          /** The id of the webhook endpoint. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Recovery'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/recoveries/{id}': {
    /** Says how far a recovery is */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the recovery. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Recovery'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/recoveries/{id}/cancel': {
    /** Stops a recovery; what is queued stays queued */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the recovery. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Recovery'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/stores/{store}/subscriptions': {
    /** Lists the webhooks that a store's own programs made, newest first. They can be changed through the API that made them only. Their deliveries are those of their endpoint. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
          /** The store's id or slug. */
          store: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Subscription'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/webhook-endpoints/{id}/deliveries': {
    /** Lists the deliveries to one endpoint, newest first */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** Only those that stand there. */
          status?: 'pending' | 'succeeded' | 'failed' | 'dropped' | 'cancelled' | undefined;
          /** Only those of events of this type. */
          event_type?: string | undefined;
          /** Only those that were queued from this moment on. */
          since?: string | undefined;
          /** Only those that were queued before this moment. */
          until?: string | undefined;
        };
        path: {
          /** The id of the webhook endpoint. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Delivery'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/deliveries': {
    /** Lists an organisation's deliveries, newest first */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** Only those that stand there. */
          status?: 'pending' | 'succeeded' | 'failed' | 'dropped' | 'cancelled' | undefined;
          /** Only those of events of this type. */
          event_type?: string | undefined;
          /** Only those that were queued from this moment on. */
          since?: string | undefined;
          /** Only those that were queued before this moment. */
          until?: string | undefined;
          /** Only those to this endpoint. */
          endpoint?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Delivery'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/deliveries/{id}': {
    /** Gives one delivery with what is delivered and its attempts */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the delivery. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['DeliveryDetail'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/deliveries/{id}/retry': {
    /** Sends a delivery once more. Any that has come to its end, those that were dropped included. It keeps its id. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the delivery. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        202: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['DeliveryQueued'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/orders': {
    /** Lists an organisation's orders. Only the whole list can be had oldest change first. A page of another may be short, or empty, before the last one: the hub looks at no more than 100,000 rows for one. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** `newest`: those that were made last come first. `oldest`: those whose last change is longest ago. Absent: `newest` where the list is narrowed down, else `oldest`. */
          order?: 'newest' | 'oldest' | undefined;
          /** What the storefront's id, the order number or the buyer's e-mail address begins with. */
          search?: string | undefined;
          /** Only those of this store, by its id or slug. */
          store?: string | undefined;
          /** Only those of this client. */
          client?: string | undefined;
          /** Only those that stand there. */
          status?: 'open' | 'fulfilled' | 'cancelled' | 'closed' | 'failed' | 'deleted' | undefined;
          /** Only those of which so much has been paid. */
          payment_status?: 'unpaid' | 'awaiting' | 'authorized' | 'partially_paid' | 'paid' | 'partially_refunded' | 'refunded' | 'void' | 'failed' | undefined;
          /** Only those of which so much has been sent. */
          fulfilment_status?: 'unfulfilled' | 'shipped' | 'delivered' | 'cancelled' | undefined;
          /** Only those that came in this payload format. */
          source?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Order'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orders/{id}': {
    /** Gives one order, with where it came from and what happened to it */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the order. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['OrderDetail'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orders/{id}/timeline': {
    /** Tells what happened to an order, oldest first. Of requests, changes and deliveries the latest 200 each. */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the order. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['OrderTimeline'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orders/{id}/ship': {
    /** Marks an order as shipped. Emits `order.shipped` the first time; repeated it changes nothing and tells nobody. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the order. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Order'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orders/{id}/deliver': {
    /** Marks an order as delivered. Emits `order.delivered` the first time; repeated it changes nothing and tells nobody. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the order. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Order'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orders/{id}/tracking': {
    /** Adds a parcel to an order. Emits `shipment.tracking_added`. A carrier and a number that the order has already change nothing. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the order. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** Who carries the parcel. Must be one line of text, not blank and without control characters. */
            carrier: string;
            /** The carrier's number of the parcel. Must be one line of text, not blank and without control characters. */
            tracking_number: string;
            /** Where it can be followed. Must be an absolute http or https URL without a user name. */
            tracking_url?: string | null;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Order'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orders/{id}/cancel': {
    /** Cancels an order. Emits `order.cancelled` the first time; repeated it changes nothing and tells nobody. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the order. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** Why it is cancelled; subscribers are told. Must be one line of text, not blank and without control characters. */
            reason?: string;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Order'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/payments/{id}/refund': {
    /** Marks a payment as given back, in full. Emits `payment.refunded` and `order.updated` the first time; repeated it changes nothing and tells nobody. The hub moves no money. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the payment. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['RefundedPayment'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/products': {
    /** Lists an organisation's products, in the order in which they were added. A page of a search may be short, or empty, before the last one: the hub looks at no more than 100,000 rows for one. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** Which come first. Absent: `newest` with a `search`, else `oldest`. */
          order?: 'newest' | 'oldest' | undefined;
          /** Only the product of this SKU; not together with `search`. */
          sku?: string | undefined;
          /** Only those with this in their title or SKU, in any letter case; the newest come first. */
          search?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Product'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Adds and changes products, all of the list or none. A SKU that is there already is changed. Emits `inventory.updated` for every stock that changed. */
    put: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** The products, each SKU once. What is absent of a product stays as it was. */
            products: {
              /** The SKU. Must be one line of text, not blank and without control characters. */
              sku: string;
              /** What it is called. Must be one line of text, not blank and without control characters. */
              title: string;
              /** Id or slug of the store that sells it; null means every store of the organisation. */
              store?: string | null;
              /** The price of one, in minor units of `currency`. */
              price?: number | null;
              /** The currency of the price; absent means that of the store. Must be an active ISO 4217 code such as GBP. */
              currency?: string | null;
              /** How many are there; null means that nobody counts. */
              stock_quantity?: number | null;
              /** Whether it is on sale; true for a new product. */
              published?: boolean;
            }[];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['ProductCount'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/conversations': {
    /** Lists an organisation's conversations */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** `latest`: the latest activity first, which is also what absence means. `unread`: those first that nobody has read. */
          order?: 'latest' | 'unread' | undefined;
          /** Only open or only closed ones. */
          status?: 'open' | 'closed' | undefined;
          /** Only those that nobody has read since the buyer wrote, or only the others. */
          unread?: boolean | undefined;
          /** Only those of this store, by its id or slug. */
          store?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Conversation'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/conversations/{id}': {
    /** Gives one conversation with its messages, and what the buyer ordered */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the conversation. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['ConversationDetail'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Closes a conversation, or opens it again */
    patch: {
      parameters: {
        query?: never;
        path: {
          /** The id of the conversation. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** Whether it goes on. */
            status: 'open' | 'closed';
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Conversation'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/conversations/{id}/read': {
    /** Marks a conversation as read, for everybody */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the conversation. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** As the reader saw it: what the buyer wrote later stays unread. Absent: all is read. Must be an RFC 3339 time between 1970 and 9999. */
            last_message_at?: string;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Conversation'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/conversations/{id}/replies': {
    /** Answers a buyer. The reply goes to the relay of the connector through which the buyer wrote last; five attempts at most. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the conversation. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** The words. Must be text, not blank and without control characters other than line breaks. */
            body: string;
            /** The subject line. Must be one line of text, not blank and without control characters. */
            subject?: string;
          };
        };
      };
      responses: {
        202: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['ReplyQueued'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/replies/{id}': {
    /** Gives one reply with its attempts */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the reply. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Reply'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/replies/{id}/retry': {
    /** Sends a reply once more. It goes to where the connector's settings say now. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the reply. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        202: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['ReplyQueued'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/stores/{store}/clients': {
    /** Adds a client to a store. Emits `client.created`. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
          /** The store's id or slug. */
          store: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** E-mail address. Must be one e-mail address. */
            email?: string | null;
            /** Name. Must be one line of text, not blank and without control characters. */
            name?: string | null;
            /** Telephone number. Must be one line of text, not blank and without control characters. */
            phone?: string | null;
            /** What kind of buyer. */
            type?: 'retail' | 'wholesale' | null;
            /** Words by which clients are grouped. */
            tags?: string[] | null;
            /** Postal address, whole: it replaces the one that is known. */
            address?: {
              /** Who lives there. Must be one line of text, not blank and without control characters. */
              name?: string;
              /** Company. Must be one line of text, not blank and without control characters. */
              company?: string;
              /** Street and number. Must be one line of text, not blank and without control characters. */
              line1?: string;
              /** What else belongs to the street. Must be one line of text, not blank and without control characters. */
              line2?: string;
              /** Town. Must be one line of text, not blank and without control characters. */
              city?: string;
              /** State, county or province. Must be one line of text, not blank and without control characters. */
              region?: string;
              /** Postal code. Must be one line of text, not blank and without control characters. */
              postal_code?: string;
              /** ISO 3166-1 alpha-2. */
              country?: string;
              /** Telephone number. Must be one line of text, not blank and without control characters. */
              phone?: string;
            } | null;
            /** Under which id the storefront knows the client. Must be 1 to 255 characters without control characters, and without a space at either end. */
            external_id?: string;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Client'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/clients': {
    /** Lists an organisation's clients. Only the whole list can be had oldest change first. A page of another may be short, or empty, before the last one: the hub looks at no more than 100,000 rows for one. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** `newest`: those that were made last come first. `oldest`: those whose last change is longest ago. Absent: `newest` where the list is narrowed down, else `oldest`. */
          order?: 'newest' | 'oldest' | undefined;
          /** A part of the name or of the e-mail address, in any letter case; with an `@` in it, what the address begins with. */
          search?: string | undefined;
          /** Only those of this store, by its id or slug. */
          store?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Client'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/clients/{id}': {
    /** Gives one client */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the client. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Client'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Changes a client. What is absent stays as it is, and null empties. Emits `client.updated` when something changed. */
    patch: {
      parameters: {
        query?: never;
        path: {
          /** The id of the client. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** E-mail address. Must be one e-mail address. */
            email?: string | null;
            /** Name. Must be one line of text, not blank and without control characters. */
            name?: string | null;
            /** Telephone number. Must be one line of text, not blank and without control characters. */
            phone?: string | null;
            /** What kind of buyer. */
            type?: 'retail' | 'wholesale' | null;
            /** Words by which clients are grouped. */
            tags?: string[] | null;
            /** Postal address, whole: it replaces the one that is known. */
            address?: {
              /** Who lives there. Must be one line of text, not blank and without control characters. */
              name?: string;
              /** Company. Must be one line of text, not blank and without control characters. */
              company?: string;
              /** Street and number. Must be one line of text, not blank and without control characters. */
              line1?: string;
              /** What else belongs to the street. Must be one line of text, not blank and without control characters. */
              line2?: string;
              /** Town. Must be one line of text, not blank and without control characters. */
              city?: string;
              /** State, county or province. Must be one line of text, not blank and without control characters. */
              region?: string;
              /** Postal code. Must be one line of text, not blank and without control characters. */
              postal_code?: string;
              /** ISO 3166-1 alpha-2. */
              country?: string;
              /** Telephone number. Must be one line of text, not blank and without control characters. */
              phone?: string;
            } | null;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Client'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/vendors': {
    /** Lists an organisation's vendors. Only the whole list can be had oldest change first. A page of another may be short, or empty, before the last one: the hub looks at no more than 100,000 rows for one. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** `newest`: those that were made last come first. `oldest`: those whose last change is longest ago. Absent: `newest` where the list is narrowed down, else `oldest`. */
          order?: 'newest' | 'oldest' | undefined;
          /** A part of the name or of the e-mail address, in any letter case. */
          search?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Vendor'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Adds a vendor. Emits `vendor.created`. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name: string;
            /** E-mail address. Must be one e-mail address. */
            email?: string | null;
            /** Telephone number. Must be one line of text, not blank and without control characters. */
            phone?: string | null;
            /** Website. Must be an absolute http or https URL without a user name. */
            website?: string | null;
            /** What to remember about the vendor. */
            notes?: string | null;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Vendor'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/vendors/{id}': {
    /** Gives one vendor */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the vendor. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Vendor'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Changes a vendor. What is absent stays as it is, and null empties. Emits `vendor.updated` when something changed. */
    patch: {
      parameters: {
        query?: never;
        path: {
          /** The id of the vendor. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name?: string;
            /** E-mail address. Must be one e-mail address. */
            email?: string | null;
            /** Telephone number. Must be one line of text, not blank and without control characters. */
            phone?: string | null;
            /** Website. Must be an absolute http or https URL without a user name. */
            website?: string | null;
            /** What to remember about the vendor. */
            notes?: string | null;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Vendor'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/vendors/{id}/claim': {
    /** Notes that a vendor's own people took their entry over. Emits `vendor.claimed` the first time; repeated it changes nothing and tells nobody. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the vendor. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Vendor'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/requests/stream': {
    /**
     * Sends an organisation's requests as they are answered. Server-sent events, each with a row as the list shows it. Tails end when the session or the token does, and when the hub stops;
     * `EventSource` comes back by itself, and then nothing is left out or sent twice. An event `reset` says that it cannot be told what came
     * in between: ask the list anew. An operator has at most ten open in one process.
     */
    get: {
      parameters: {
        query?: {
          /** Only those that were answered with this status. */
          status_code?: number | undefined;
          /** Only those that were answered with a status of this class. */
          status_class?: '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | undefined;
          /** Only refusals of this code. */
          error_code?: string | undefined;
          /** Only those about the object that has this id in the storefront. */
          external_id?: string | undefined;
          /** Only those of this HTTP method. */
          method?: string | undefined;
          /** Only those to exactly this path; with a `*` at its end, to paths that begin so. */
          path?: string | undefined;
          /** Only those from this address. */
          client_ip?: string | undefined;
          /** Only those from this moment on. */
          since?: string | undefined;
          /** Only those before this moment. */
          until?: string | undefined;
          /** Only those that wait for an operator, or only those that do not. */
          quarantined?: boolean | undefined;
          /** Only those of this connector. */
          connector?: string | undefined;
          /** Only those of this store, by its id or slug. */
          store?: string | undefined;
          /** Goes on after the event of this id; the header `Last-Event-ID`, which a browser sends by itself, wins. Absent: from now on. */
          last_event_id?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'text/event-stream': components['schemas']['RequestSummary'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/deliveries/stream': {
    /**
     * Sends an organisation's deliveries as they are queued and whenever their status changes. Server-sent events, each with a row as the list shows it. Tails end when the session or the token does, and when the hub stops;
     * `EventSource` comes back by itself, and then nothing is left out or sent twice. An event `reset` says that it cannot be told what came
     * in between: ask the list anew. An operator has at most ten open in one process.
     */
    get: {
      parameters: {
        query?: {
          /** Only those that stand there. */
          status?: 'pending' | 'succeeded' | 'failed' | 'dropped' | 'cancelled' | undefined;
          /** Only those of events of this type. */
          event_type?: string | undefined;
          /** Only those that were queued from this moment on. */
          since?: string | undefined;
          /** Only those that were queued before this moment. */
          until?: string | undefined;
          /** Only those to this endpoint. */
          endpoint?: string | undefined;
          /** Goes on after the event of this id; the header `Last-Event-ID`, which a browser sends by itself, wins. Absent: from now on. */
          last_event_id?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'text/event-stream': components['schemas']['Delivery'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/statistics': {
    /** Counts requests, orders and deliveries by the hour. For the organisation, and for each store, connector and endpoint that had any. The hours are those of UTC, and the last of them is running. */
    get: {
      parameters: {
        query?: {
          /** How many, 24 when absent. */
          hours?: number | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Statistics'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/adapters': {
    /** Lists the formats that this hub speaks, and those that it could not load. All of them are on one page, whatever `limit` says. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['AdapterList'];
          };
        };
        400: Refused;
        401: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/alerts': {
    /** Lists what is wrong in an organisation now, worst first. Looked up when it is asked for: an alert is gone as soon as its reason is. All of them are on one page, whatever `limit` says. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['AlertRow'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/alerts': {
    /** Lists what is wrong with the hub itself and in every organisation now, worst first. `org_id` is null for what is wrong with the hub itself. All of them are on one page, whatever `limit` says. */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['PlatformAlertRow'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/alert-recipients': {
    /** Shows whom an organisation's alerts are mailed to */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['AlertRecipients'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Says whom an organisation's alerts are mailed to. A new address is mailed a link first, and nothing else until it was followed. One that is left out gets nothing more. Letter case makes no difference. */
    put: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** The addresses, all of them; an empty list means nobody. */
            emails: string[];
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['AlertRecipients'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/alert-recipients': {
    /** Shows who is told of the hub's own alerts. They are set in the environment: `CROSSDOCK_ALERT_EMAILS` and `CROSSDOCK_ALERT_WEBHOOK_URL`. */
    get: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['AlertRecipients'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/tokens': {
    /** Lists an organisation's operator tokens, revoked ones too */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['OperatorToken'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Makes an operator token for an organisation. The token is shown in this answer, and never again. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name: string;
            /** When it stops working; null means never. Must be an RFC 3339 time between 1970 and 9999. */
            expires_at?: string | null;
            /** What it may do. */
            role: 'org_admin' | 'org_member';
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['OperatorTokenCreated'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/tokens': {
    /** Lists the platform's operator tokens, revoked ones too */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['OperatorToken'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Makes an operator token for the platform. The token is shown in this answer, and never again. */
    post: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name: string;
            /** When it stops working; null means never. Must be an RFC 3339 time between 1970 and 9999. */
            expires_at?: string | null;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['OperatorTokenCreated'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/tokens/{id}/revoke': {
    /** Revokes an operator token. Final, and at once. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The id of the token. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['OperatorToken'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/operators': {
    /** Lists the platform's accounts, disabled ones too */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Operator'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Makes an account of the platform */
    post: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** What they sign in with. Must be one e-mail address. */
            email: string;
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name: string;
            /** The password, of at least 10 characters. */
            password: string;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Operator'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/operators': {
    /** Lists an organisation's accounts, disabled ones too */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Operator'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/operators/{id}': {
    /** Gives one account */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The id of the operator. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Operator'];
          };
        };
        400: Refused;
        401: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Changes an account, or keeps it out. What is absent stays as it is. Disabling an account ends its sessions. */
    patch: {
      parameters: {
        query?: never;
        path: {
          /** The id of the operator. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** What people call it. Must be one line of text, not blank and without control characters. */
            name?: string;
            /** What the account may do. */
            role?: 'org_admin' | 'org_member';
            /** True ends its sessions and keeps it out. */
            disabled?: boolean;
          };
        };
      };
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['Operator'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/password': {
    /** Sets a new password of the caller's own. It ends every session of the account, this one too. */
    post: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** The present password. */
            current_password: string;
            /** The password, of at least 10 characters. */
            new_password: string;
          };
        };
      };
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        403: Refused;
        409: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/invitations': {
    /** Lists an organisation's invitations, accepted and expired ones too */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Invitation'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Invites somebody to operate an organisation. The link works once, for a week. It is mailed where the hub has a mail server, and shown in this answer only. */
    post: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** Who is invited. Must be one e-mail address. */
            email: string;
            /** What the account will be allowed to do. */
            role: 'org_admin' | 'org_member';
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['InvitationCreated'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/invitations': {
    /** Lists the invitations to operate the platform, accepted and expired ones too */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
        };
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['Invitation'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
    /** Invites somebody to operate the platform. The link works once, for a week. It is mailed where the hub has a mail server, and shown in this answer only. */
    post: {
      parameters: {
        query?: never;
        path?: never;
        header?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** Who is invited. Must be one e-mail address. */
            email: string;
          };
        };
      };
      responses: {
        201: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['InvitationCreated'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/invitations/{id}': {
    /** Takes an invitation back. Its link works no more. An account that was made with it stays. */
    delete: {
      parameters: {
        query?: never;
        path: {
          /** The id of the invitation. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: { [name: string]: unknown };
          content?: never;
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        413: Refused;
        415: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/audit': {
    /** Lists who changed what in an organisation, newest first */
    get: {
      parameters: {
        query?: {
          /** How many rows at most, 50 when absent. */
          limit?: number | undefined;
          /** The `next_cursor` of the page before. */
          cursor?: string | undefined;
          /** Only what this account or token did. */
          actor_id?: string | undefined;
          /** Only what was done to the object with this id. */
          target_id?: string | undefined;
          /** Only what was done from this moment on. */
          since?: string | undefined;
          /** Only what was done before this moment. */
          until?: string | undefined;
        };
        path: {
          /** The organisation's id or slug. */
          org: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': {
              /** At most `limit` of them, where the list has one. */
              rows: components['schemas']['AuditEntry'][];
              /** Ask for the next page with it. Null: this is the last page. */
              next_cursor: string | null;
            };
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
  '/orgs/{org}/audit/{id}': {
    /** Gives one entry of the audit log */
    get: {
      parameters: {
        query?: never;
        path: {
          /** The organisation's id or slug. */
          org: string;
          /** The id of the entry of the audit log. */
          id: string;
        };
        header?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: {
            'application/json': components['schemas']['AuditEntry'];
          };
        };
        400: Refused;
        401: Refused;
        403: Refused;
        404: Refused;
        422: Refused;
        429: Refused;
        500: Refused;
        503: Refused;
      };
    };
  };
}
/** The answer to a refused call. */
interface Refused {
  headers: { [name: string]: unknown };
  content: {
    'application/json': components['schemas']['Error'];
  };
}
export interface components {
  schemas: {
    /** A format that this hub speaks. */
    Adapter: {
      /** The name of the format. */
      id: string;
      /** What people call it; the name of the format where the adapter says no more. */
      name: string;
      /** What comes in and goes out, in one line. Null: the adapter does not say. */
      description: string | null;
      /** The version of the adapter. */
      version: string;
      /** The path or the package that plugins.yaml names. */
      source: string;
      /** What the format can do. */
      capabilities: ('inbound' | 'signatures' | 'keyless' | 'idempotency' | 'outbound')[];
      /** How keys of the format begin. Null: it has no keys. */
      key_prefix: string | null;
      /** When requests have to be signed. Null: it has no signatures. */
      signature: 'always' | 'per-key' | 'unless-key' | null;
      /** The header that carries the signature. Null: it has no signatures. */
      signature_header: string | null;
      /** What its connectors may be allowed to do. */
      scopes: ('orders:write' | 'orders:cancel' | 'payments:write' | 'payments:refund' | 'clients:write' | 'webhooks:read' | 'webhooks:write' | 'sessions:write' | 'messages:write')[];
      /** A JSON Schema of its connectors' settings; `"format": "secret"` marks those that are never shown. */
      config_schema: { [name: string]: unknown };
      /** Where its storefronts send to; `{connector_id}` stands for the connector. */
      delivery_url_patterns: string[];
      /** How a storefront is connected, in the adapter's own words. `{delivery_url}` stands for the connector's first delivery URL, `{delivery_url_2}` for the second and so on, `{key}` and `{secret}` for what is shown when it is made. Null: the adapter does not say. */
      setup: {
        /** What to do once the connector is made, in order. */
        steps: string[];
        /** A shell command that sends something as the storefront would. Null: there is none. */
        first_request: string | null;
        /** Other kinds of senders that speak the same format. */
        others: {
          /** A short name for addresses. */
          id: string;
          /** What people call it. */
          name: string;
          /** What comes in and goes out, in one line. */
          description: string;
          /** What to do once the connector is made, in order. */
          steps: string[];
          /** A shell command that sends something as the storefront would. Null: there is none. */
          first_request: string | null;
        }[];
      } | null;
      /** What it answers. */
      routes: {
        /** The HTTP method. */
        method: string;
        /** The path; `:name` for a parameter. */
        path: string;
        /** What it does. */
        summary: string;
        /** What the connector has to be allowed to do. Null: any connector of the format may. */
        scope: 'orders:write' | 'orders:cancel' | 'payments:write' | 'payments:refund' | 'clients:write' | 'webhooks:read' | 'webhooks:write' | 'sessions:write' | 'messages:write' | null;
      }[];
      /** The types of events that it can send; empty when it sends none. */
      events: string[];
      /** Where it runs: in the hub's own thread, in one of its own, in a process of its own. */
      isolation: 'none' | 'worker' | 'process';
      /** How often it failed within the last hour. */
      failures_recently: number;
      /** Its last failure. Null: there was none. */
      last_failure: {
        /** When it failed. */
        at: string;
        /** What happened. */
        reason: 'threw' | 'timeout' | 'memory' | 'exited' | 'bad_result' | 'unavailable';
        /** Where, and why. */
        detail: string;
      } | null;
    };
    /** The formats of this hub, all on one page. */
    AdapterList: {
      /** At most `limit` of them, where the list has one. */
      rows: components['schemas']['Adapter'][];
      /** Ask for the next page with it. Null: this is the last page. */
      next_cursor: string | null;
      /** Those that could not be loaded; the hub serves the others. */
      failed: {
        /** The path or the package that plugins.yaml names. */
        source: string;
        /** What to mend. */
        error: string;
      }[];
    };
    /** A postal address, as it was written. */
    Address: {
      /** Who lives there. Null: not given. */
      name: string | null;
      /** Company. Null: not given. */
      company: string | null;
      /** Street and number. Null: not given. */
      line1: string | null;
      /** What else belongs to the street. Null: not given. */
      line2: string | null;
      /** Town. Null: not given. */
      city: string | null;
      /** State, county or province. Null: not given. */
      region: string | null;
      /** Postal code. Null: not given. */
      postal_code: string | null;
      /** ISO 3166-1 alpha-2. Null: not given. */
      country: string | null;
      /** Telephone number, as it was written. Null: not given. */
      phone: string | null;
    };
    /** Who is told of alerts. */
    AlertRecipients: {
      /** The addresses, oldest first. */
      emails: string[];
      /** The same, and the webhook that the environment may name, with what came of each. */
      recipients: {
        /** Shows the deliveries at `/webhook-endpoints/{id}/deliveries`. */
        endpoint_id: string;
        /** How they are told. */
        transport: 'email' | 'http';
        /** The address or the URL. */
        target: string;
        /** When the link that was mailed to the address was followed. Null: not yet; or a URL, which needs none. */
        confirmed_at: string | null;
        /** False when the hub has given up on it, or an operator stopped it. */
        enabled: boolean;
      }[];
    };
    /** Something that is wrong now. */
    AlertRow: {
      /** What kind of alert it is. */
      code: 'endpoint_disabled' | 'endpoint_failing' | 'adapter_failing' | 'server_errors' | 'deliveries_delayed' | 'requests_quarantined' | 'signature_failures' | 'sender_clock_skew' | 'secret_aged' | 'no_worker' | 'queue_delayed' | 'partitions_missing' | 'clock_skew';
      /** `error`: something does not work. `warning`: it is about to fail, or needs a look. `info`: something to plan for. */
      severity: 'error' | 'warning' | 'info';
      /** One line. */
      title: string;
      /** What was seen, and what to do. */
      detail: string;
      /** As far back as is known. */
      since: string;
      /** The connector that it is about. */
      connector_id?: string;
      /** The webhook endpoint that it is about. */
      endpoint_id?: string;
      /** How many requests or deliveries. */
      count?: number;
    };
    /** A key of the read API. */
    ApiKey: {
      /** The id of the key. */
      id: string;
      /** The organisation that it reads. */
      org_id: string;
      /** What people call it. */
      name: string;
      /** What it may do; `read_write` may also ask for test deliveries. */
      scope: 'read_only' | 'read_write';
      /** How the key begins, to tell it from others. */
      key_prefix: string;
      /** Whether it still opens anything. */
      status: 'active' | 'revoked';
      /** When it was last used; written about once a minute. Null: never, so far. */
      last_used_at: string | null;
      /** When it was made. */
      created_at: string;
    };
    /** A new key of the read API. */
    ApiKeyCreated: {
      /** The id of the key. */
      id: string;
      /** The organisation that it reads. */
      org_id: string;
      /** What people call it. */
      name: string;
      /** What it may do; `read_write` may also ask for test deliveries. */
      scope: 'read_only' | 'read_write';
      /** How the key begins, to tell it from others. */
      key_prefix: string;
      /** Whether it still opens anything. */
      status: 'active' | 'revoked';
      /** When it was last used; written about once a minute. Null: never, so far. */
      last_used_at: string | null;
      /** When it was made. */
      created_at: string;
      /** The whole key: shown here, and never again. */
      key: string;
    };
    /** One change that an operator made. */
    AuditEntry: {
      /** The id of the entry. */
      id: string;
      /** When. */
      at: string;
      /** Who. */
      actor: {
        /** The account, or the token. Null: it was the token in the hub's environment. */
        id: string | null;
        /** What it was called then. */
        name: string;
        /** What it was allowed to do then. */
        role: 'platform_admin' | 'org_admin' | 'org_member';
      };
      /** Method and path of the call. */
      action: string;
      /** The id of what was changed. Null: it has none. */
      target_id: string | null;
      /** What of it changed, as it was. Null: it was made, or shows nothing. */
      before: { [name: string]: unknown } | null;
      /** What of it changed, as it became; all of it, when it was made. Null: nothing is left of it. */
      after: { [name: string]: unknown } | null;
      /** From which address. */
      client_ip: string;
    };
    /** A buyer: one for each store and e-mail address. */
    Client: {
      /** The hub's id of the client. */
      id: string;
      /** The store that knows the client. */
      store_id: string;
      /** E-mail address, as it was written. Null: not known. */
      email: string | null;
      /** Name. Null: not known. */
      name: string | null;
      /** Telephone number, as it was written. Null: not known. */
      phone: string | null;
      /** What kind of buyer. Null: nobody said. */
      type: 'retail' | 'wholesale' | null;
      /** Words by which the storefront or an operator groups clients; often none. */
      tags: string[];
      /** Null: not known. */
      address: components['schemas']['Address'] | null;
      /** When the hub first knew of the client. */
      created_at: string;
      /** When the client last changed in the hub. */
      updated_at: string;
    };
    /** Who may speak for a store, in one format. */
    Connector: {
      /** The id of the connector. */
      id: string;
      /** The organisation. */
      org_id: string;
      /** The store that it speaks for. */
      store_id: string;
      /** What people call it. */
      name: string;
      /** The format of what it sends. */
      payload_format: string;
      /** How its key begins, to tell it from others. Null: the format has no keys. */
      key_prefix: string | null;
      /** What it may do. */
      scopes: string[];
      /** Whether its requests have to be signed. */
      require_signature: boolean;
      /** The addresses and ranges that it may send from; empty means any. */
      ip_allowlist: string[];
      /** How many requests it may make in a minute. */
      rate_limit_per_minute: number;
      /** When it stops working. Null: never. */
      expires_at: string | null;
      /** Whether it may still be used. */
      status: 'active' | 'revoked' | 'expired';
      /** Its settings, as its format's `config_schema` describes them, without the secret ones. */
      config: { [name: string]: unknown };
      /** What to paste into the storefront; empty for a format that is not loaded. */
      delivery_urls: string[];
      /** Until when the secret before the last rotation still holds. Null: there is none. */
      previous_secret_expires_at: string | null;
      /** When it last sent something. Null: never, so far. */
      last_used_at: string | null;
      /** When it was made. */
      created_at: string;
      /** When it last changed. */
      updated_at: string;
      /** Its requests of the last 24 hours. */
      requests_24h: number;
      /** Those of them that were answered with 400 or above. */
      errors_24h: number;
    };
    /** A new connector with its key and its secret. */
    ConnectorCreated: {
      /** The id of the connector. */
      id: string;
      /** The organisation. */
      org_id: string;
      /** The store that it speaks for. */
      store_id: string;
      /** What people call it. */
      name: string;
      /** The format of what it sends. */
      payload_format: string;
      /** How its key begins, to tell it from others. Null: the format has no keys. */
      key_prefix: string | null;
      /** What it may do. */
      scopes: string[];
      /** Whether its requests have to be signed. */
      require_signature: boolean;
      /** The addresses and ranges that it may send from; empty means any. */
      ip_allowlist: string[];
      /** How many requests it may make in a minute. */
      rate_limit_per_minute: number;
      /** When it stops working. Null: never. */
      expires_at: string | null;
      /** Whether it may still be used. */
      status: 'active' | 'revoked' | 'expired';
      /** Its settings, as its format's `config_schema` describes them, without the secret ones. */
      config: { [name: string]: unknown };
      /** What to paste into the storefront; empty for a format that is not loaded. */
      delivery_urls: string[];
      /** Until when the secret before the last rotation still holds. Null: there is none. */
      previous_secret_expires_at: string | null;
      /** When it last sent something. Null: never, so far. */
      last_used_at: string | null;
      /** When it was made. */
      created_at: string;
      /** When it last changed. */
      updated_at: string;
      /** Its requests of the last 24 hours. */
      requests_24h: number;
      /** Those of them that were answered with 400 or above. */
      errors_24h: number;
      /** The whole key: shown here, and never again. Null: the format has no keys. */
      key: string | null;
      /** The signing secret: shown here, and never again. */
      signing_secret_plain: string;
    };
    /** What one buyer and a store write to each other. */
    Conversation: {
      /** The id of the conversation. */
      id: string;
      /** The store that was written to. */
      store_id: string;
      /** How its messages come. */
      channel_code: string;
      /** What it is about. */
      message_type_code: string;
      /** The buyer's e-mail address. */
      buyer_email: string;
      /** The buyer's name. */
      buyer_name: string;
      /** Whether it goes on; the buyer's next message opens another when it is closed. */
      status: 'open' | 'closed';
      /** True when the buyer wrote after somebody last read, answered or closed it. */
      unread: boolean;
      /** When somebody last wrote, on either side. */
      last_message_at: string;
      /** When the buyer first wrote. */
      created_at: string;
    };
    /** A conversation with its messages, and what the buyer ordered. */
    ConversationDetail: {
      /** The id of the conversation. */
      id: string;
      /** The store that was written to. */
      store_id: string;
      /** How its messages come. */
      channel_code: string;
      /** What it is about. */
      message_type_code: string;
      /** The buyer's e-mail address. */
      buyer_email: string;
      /** The buyer's name. */
      buyer_name: string;
      /** Whether it goes on; the buyer's next message opens another when it is closed. */
      status: 'open' | 'closed';
      /** True when the buyer wrote after somebody last read, answered or closed it. */
      unread: boolean;
      /** When somebody last wrote, on either side. */
      last_message_at: string;
      /** When the buyer first wrote. */
      created_at: string;
      /** The newest 500, the oldest of them first. */
      messages: components['schemas']['ConversationMessage'][];
      /** The five newest of the store under the buyer's e-mail address, the newest first. */
      orders: {
        /** The id of the order. */
        id: string;
        /** The storefront's id of the order. */
        external_id: string;
        /** What the storefront shows. Null: not given. */
        order_number: string | null;
        /** Where the order stands. */
        status: 'open' | 'fulfilled' | 'cancelled' | 'closed' | 'failed' | 'deleted';
        /** What has been paid of it. */
        payment_status: 'unpaid' | 'awaiting' | 'authorized' | 'partially_paid' | 'paid' | 'partially_refunded' | 'refunded' | 'void' | 'failed';
        /** What has been sent of it. */
        fulfilment_status: 'unfulfilled' | 'shipped' | 'delivered' | 'cancelled';
        /** The currency of the order. ISO 4217. */
        currency: string;
        /** What it comes to. Minor units of `currency`. */
        total_cents: number;
        /** When it was placed. Null: not known. */
        placed_at: string | null;
        /** When the hub stored it. */
        created_at: string;
      }[];
    };
    /** One message of a conversation. */
    ConversationMessage: {
      /** The id of the message; of an answer, the id of the reply. */
      id: string;
      /** Who wrote it: `inbound` the buyer, `outbound` an operator. */
      direction: 'inbound' | 'outbound';
      /** The subject line. Null: there is none. */
      subject: string | null;
      /** The words, line breaks included; not escaped for HTML. */
      body: string;
      /** What else the storefront said, under its own names. */
      details: { [name: string]: string };
      /** When it was written. */
      created_at: string;
      /** Only of an answer. `queued` until it is final: attempts may have failed already. */
      status?: 'queued' | 'sent' | 'failed';
      /** Only of an answer: the delivery that takes it to the buyer. */
      delivery_id?: string;
    };
    /** One event on its way to one endpoint. */
    Delivery: {
      /** The id of the delivery, which every attempt has as `X-PC-Delivery-Id`. */
      id: string;
      /** The event that is delivered. */
      event_id: string;
      /** Its type. */
      event_type: string;
      /** Where to. */
      endpoint_id: string;
      /** The storefront's id of the webhook that asked for it: more digits than a number of JavaScript holds. Null: no storefront did. */
      subscription_id: string | null;
      /** Where it stands: `failed` is tried again; `dropped` is not, unless an operator asks; `cancelled`: its endpoint is gone. */
      status: 'pending' | 'succeeded' | 'failed' | 'dropped' | 'cancelled';
      /** How many attempts were made, the one on its way included. */
      attempts_made: number;
      /** When it is tried again. Null: it is not. */
      next_attempt_at: string | null;
      /** When it was queued. */
      created_at: string;
      /** When it came to its end. Null: it has not. */
      finished_at: string | null;
    };
    /** One attempt of a delivery. */
    DeliveryAttempt: {
      /** Counts the attempts from 1. */
      number: number;
      /** When it began. */
      at: string;
      /** The HTTP status of the answer. Null: no answer came. */
      status_code: number | null;
      /** How long it took, in milliseconds. */
      latency_ms: number;
      /** How the answer begins. Null: there was none. */
      response_excerpt: string | null;
      /** A code of what went wrong. Null: nothing did. */
      error: string | null;
      /** The same in a sentence. Null: there is nothing to say. */
      error_detail: string | null;
    };
    /** A delivery with what is delivered and its attempts. */
    DeliveryDetail: {
      /** The id of the delivery, which every attempt has as `X-PC-Delivery-Id`. */
      id: string;
      /** The event that is delivered. */
      event_id: string;
      /** Its type. */
      event_type: string;
      /** Where to. */
      endpoint_id: string;
      /** The storefront's id of the webhook that asked for it: more digits than a number of JavaScript holds. Null: no storefront did. */
      subscription_id: string | null;
      /** Where it stands: `failed` is tried again; `dropped` is not, unless an operator asks; `cancelled`: its endpoint is gone. */
      status: 'pending' | 'succeeded' | 'failed' | 'dropped' | 'cancelled';
      /** How many attempts were made, the one on its way included. */
      attempts_made: number;
      /** When it is tried again. Null: it is not. */
      next_attempt_at: string | null;
      /** When it was queued. */
      created_at: string;
      /** When it came to its end. Null: it has not. */
      finished_at: string | null;
      /** Where it goes: a URL or an e-mail address. Null: no longer kept. */
      endpoint_url: string | null;
      /** How it goes. Null: no longer kept. */
      transport: 'http' | 'email' | null;
      /** The event as it is stored. Null: no longer kept. */
      event: {
        /** The id of the event. */
        id: string;
        /** Its type. */
        type: string;
        /** When it happened. */
        created_at: string;
        /** The organisation. */
        org_id: string;
        /** The store of its object. Null: the object belongs to the whole organisation. */
        store_id: string | null;
        /** Counts the changes of its object. */
        sequence: number;
        /** The object as it was then. Null: it is not shown: a link that only its owner may follow is in it. */
        data: { [name: string]: unknown } | null;
      } | null;
      /** What was tried so far, oldest first. */
      attempts: components['schemas']['DeliveryAttempt'][];
    };
    /** A delivery on its way once more. */
    DeliveryQueued: {
      /** The id of the delivery. */
      id: string;
      /** Always `pending`. */
      status: 'pending';
    };
    /** What a connector would make of a request. Nothing was stored. */
    DryRun: {
      /** The command or the query that was understood; or, by its `name`, that it would be ignored or quarantined. Null: it was refused. */
      translation: { [name: string]: unknown } | null;
      /** Why nothing was understood. Null: it was understood. */
      refusal: {
        /** The code. */
        error: string;
        /** One sentence for people. */
        detail: string;
        /** The parts that are wrong; empty where the format names none. */
        fields: {
          /** Which part of what was read, in the words of the format. */
          path: string;
          /** What is wrong with it. */
          message: string;
        }[];
      } | null;
      /** How the sender would be answered if nothing else came in between. */
      reply: {
        /** The HTTP status. */
        status: number;
        /** The body, as text. */
        body: string;
      };
    };
    /** A refusal. */
    Error: {
      /** The code, which never changes its meaning. */
      error: string;
      /** One sentence for people. */
      detail: string;
      /** What was refused, all of it; on `validation_failed` and its like. */
      fields?: {
        /** Where it is, with dots between the names; empty for the body as a whole. */
        path: string;
        /** What is wrong with it; follows its name in a sentence. */
        message: string;
      }[];
    };
    /** Something that happens, and that an endpoint can subscribe to. */
    EventTypeFacts: {
      /** The type, as an endpoint names it. */
      type: string;
      /** The kind of object that the event is about, and the key that it has under `data`. */
      object: string;
      /** When it is sent. */
      description: string;
    };
    /** Only one secret counts now. */
    GraceEnded: {
      /** The id of the endpoint. */
      id: string;
      /** Always null. */
      previous_secret_expires_at: null;
    };
    /** An offer of an account. */
    Invitation: {
      /** The id of the invitation. */
      id: string;
      /** The organisation to operate. Null: it is to operate the platform. */
      org_id: string | null;
      /** Who is invited. */
      email: string;
      /** What the account will be allowed to do. */
      role: 'platform_admin' | 'org_admin' | 'org_member';
      /** Who invites. */
      invited_by: string;
      /** Whether its link still works. */
      status: 'open' | 'accepted' | 'expired';
      /** Until when it can be accepted. */
      expires_at: string;
      /** When it was made. */
      created_at: string;
    };
    /** A new invitation with its link. */
    InvitationCreated: {
      /** The id of the invitation. */
      id: string;
      /** The organisation to operate. Null: it is to operate the platform. */
      org_id: string | null;
      /** Who is invited. */
      email: string;
      /** What the account will be allowed to do. */
      role: 'platform_admin' | 'org_admin' | 'org_member';
      /** Who invites. */
      invited_by: string;
      /** Whether its link still works. */
      status: 'open' | 'accepted' | 'expired';
      /** Until when it can be accepted. */
      expires_at: string;
      /** When it was made. */
      created_at: string;
      /** What the link proves: shown here, and never again. */
      token: string;
      /** The page where it is accepted. */
      link: string;
      /** Whether the link was mailed; where it was not, hand it over yourself. */
      mail: 'sent' | 'failed' | 'not_configured';
      /** Why the mail failed. Null: it did not, or there was none. */
      mail_error: string | null;
    };
    /** An invitation, as it is shown to who holds its link. */
    InvitationPreview: {
      /** Whose account it will be. */
      email: string;
      /** What the account will be allowed to do. */
      role: 'platform_admin' | 'org_admin' | 'org_member';
      /** Who invites. */
      invited_by: string;
      /** Until when it can be accepted. */
      expires_at: string;
      /** The organisation to operate. Null: the invitation is to operate the platform. */
      organisation: {
        /** The organisation. */
        id: string;
        /** What it is called in paths. */
        slug: string;
        /** What people call it. */
        name: string;
      } | null;
    };
    /** A person who operates. */
    Operator: {
      /** The account. */
      id: string;
      /** The organisation that it operates. Null: it operates the platform. */
      org_id: string | null;
      /** What its holder signs in with, in any letter case. */
      email: string;
      /** What others see of them. */
      name: string;
      /** What it may do. */
      role: 'platform_admin' | 'org_admin' | 'org_member';
      /** Since when it cannot be used. Null: it can be used. */
      disabled_at: string | null;
      /** When it was made. */
      created_at: string;
    };
    /** A token of the operator API. */
    OperatorToken: {
      /** The id of the token. */
      id: string;
      /** The organisation that it operates. Null: it operates the platform. */
      org_id: string | null;
      /** What people call it. */
      name: string;
      /** What it may do. */
      role: 'platform_admin' | 'org_admin' | 'org_member';
      /** How the token begins, to tell it from others. */
      token_prefix: string;
      /** Whether it still opens anything. */
      status: 'active' | 'revoked' | 'expired';
      /** When it stops working. Null: never. */
      expires_at: string | null;
      /** When it was last used. Null: never, so far. */
      last_used_at: string | null;
      /** When it was made. */
      created_at: string;
    };
    /** A new token of the operator API. */
    OperatorTokenCreated: {
      /** The id of the token. */
      id: string;
      /** The organisation that it operates. Null: it operates the platform. */
      org_id: string | null;
      /** What people call it. */
      name: string;
      /** What it may do. */
      role: 'platform_admin' | 'org_admin' | 'org_member';
      /** How the token begins, to tell it from others. */
      token_prefix: string;
      /** Whether it still opens anything. */
      status: 'active' | 'revoked' | 'expired';
      /** When it stops working. Null: never. */
      expires_at: string | null;
      /** When it was last used. Null: never, so far. */
      last_used_at: string | null;
      /** When it was made. */
      created_at: string;
      /** The whole token: shown here, and never again. */
      token: string;
    };
    /** An order of a store, whatever its storefront calls the parts of it. */
    Order: {
      /** The hub's id of the order. */
      id: string;
      /** The store that it belongs to. */
      store_id: string;
      /** The storefront's id of the order, unique for ever in the store. */
      external_id: string;
      /** The payload format that it came in. */
      source: string;
      /** What people call the order; it identifies nothing. Null: the storefront gave none. */
      order_number: string | null;
      /** Where the order stands. */
      status: 'open' | 'fulfilled' | 'cancelled' | 'closed' | 'failed' | 'deleted';
      /** What has been paid of it. */
      payment_status: 'unpaid' | 'awaiting' | 'authorized' | 'partially_paid' | 'paid' | 'partially_refunded' | 'refunded' | 'void' | 'failed';
      /** What has been sent of it. */
      fulfilment_status: 'unfulfilled' | 'shipped' | 'delivered' | 'cancelled';
      /** The storefront's own word for the status. Null: it has none. */
      source_status: string | null;
      /** The currency of every amount of the order. ISO 4217. */
      currency: string;
      /** What shipping costs, without tax. Minor units of `currency`. */
      shipping_cents: number;
      /** What the storefront adds as fees. Minor units of `currency`. */
      fees_cents: number;
      /** Tax, as its storefront states it for the order: of the whole order or beside that of the lines. Minor units of `currency`. */
      tax_cents: number;
      /** Discount, as its storefront states it for the order. Minor units of `currency`. */
      discount_cents: number;
      /** What the order costs, as its storefront says; never repaired. Minor units of `currency`. */
      total_cents: number;
      /** What has been given back. Minor units of `currency`. */
      refunded_cents: number;
      /** The total less the sum of its parts; 0 when they add up. Minor units of `currency`. */
      totals_mismatch_cents: number;
      /** True when an amount did not fit the currency exactly and was rounded half to even. */
      rounded: boolean;
      /** The buyer. Null: the order names nobody. */
      client_id: string | null;
      /** Null: the order names nobody. */
      client: components['schemas']['OrderClient'] | null;
      /** What the buyer or the storefront wrote beside the order. Null: nothing. */
      notes: string | null;
      /** The storefront's id of the visit that led to the order. Null: the order names none. */
      session_id: string | null;
      /** Null: the order names no visit, or nothing is known of it. */
      session: components['schemas']['SessionAttributes'] | null;
      /** Null: none was given. */
      shipping_address: components['schemas']['Address'] | null;
      /** Null: none was given. */
      billing_address: components['schemas']['Address'] | null;
      /** What the storefront keeps with the order, under its own names. Null: nothing. */
      metadata: { [name: string]: unknown } | null;
      /** The positions, by `line_number`; empty when an order was cancelled before it came. */
      lines: components['schemas']['OrderLine'][];
      /** The money that moved, oldest first. */
      payments: components['schemas']['Payment'][];
      /** The parcels, oldest first. */
      shipments: components['schemas']['OrderShipment'][];
      /** When the buyer placed it. Null: the storefront did not say. */
      placed_at: string | null;
      /** When it was cancelled. Null: it is not cancelled. */
      cancelled_at: string | null;
      /** Why it was cancelled. Null: it is not cancelled, or nobody said why. */
      cancel_reason: string | null;
      /** When the hub stored it. */
      created_at: string;
      /** When it last changed in the hub. */
      updated_at: string;
    };
    /** The buyer, in short, as known now and not when the order was placed. */
    OrderClient: {
      /** The id of the client. */
      id: string;
      /** E-mail address. Null: not known. */
      email: string | null;
      /** Name. Null: not known. */
      name: string | null;
      /** Telephone number, as it was written. Null: not known. */
      phone: string | null;
    };
    /** An order with where it came from and what happened to it. */
    OrderDetail: {
      /** The hub's id of the order. */
      id: string;
      /** The store that it belongs to. */
      store_id: string;
      /** The storefront's id of the order, unique for ever in the store. */
      external_id: string;
      /** The payload format that it came in. */
      source: string;
      /** What people call the order; it identifies nothing. Null: the storefront gave none. */
      order_number: string | null;
      /** Where the order stands. */
      status: 'open' | 'fulfilled' | 'cancelled' | 'closed' | 'failed' | 'deleted';
      /** What has been paid of it. */
      payment_status: 'unpaid' | 'awaiting' | 'authorized' | 'partially_paid' | 'paid' | 'partially_refunded' | 'refunded' | 'void' | 'failed';
      /** What has been sent of it. */
      fulfilment_status: 'unfulfilled' | 'shipped' | 'delivered' | 'cancelled';
      /** The storefront's own word for the status. Null: it has none. */
      source_status: string | null;
      /** The currency of every amount of the order. ISO 4217. */
      currency: string;
      /** What shipping costs, without tax. Minor units of `currency`. */
      shipping_cents: number;
      /** What the storefront adds as fees. Minor units of `currency`. */
      fees_cents: number;
      /** Tax, as its storefront states it for the order: of the whole order or beside that of the lines. Minor units of `currency`. */
      tax_cents: number;
      /** Discount, as its storefront states it for the order. Minor units of `currency`. */
      discount_cents: number;
      /** What the order costs, as its storefront says; never repaired. Minor units of `currency`. */
      total_cents: number;
      /** What has been given back. Minor units of `currency`. */
      refunded_cents: number;
      /** The total less the sum of its parts; 0 when they add up. Minor units of `currency`. */
      totals_mismatch_cents: number;
      /** True when an amount did not fit the currency exactly and was rounded half to even. */
      rounded: boolean;
      /** The buyer. Null: the order names nobody. */
      client_id: string | null;
      /** Null: the order names nobody. */
      client: components['schemas']['OrderClient'] | null;
      /** What the buyer or the storefront wrote beside the order. Null: nothing. */
      notes: string | null;
      /** The storefront's id of the visit that led to the order. Null: the order names none. */
      session_id: string | null;
      /** Null: the order names no visit, or nothing is known of it. */
      session: components['schemas']['SessionAttributes'] | null;
      /** Null: none was given. */
      shipping_address: components['schemas']['Address'] | null;
      /** Null: none was given. */
      billing_address: components['schemas']['Address'] | null;
      /** What the storefront keeps with the order, under its own names. Null: nothing. */
      metadata: { [name: string]: unknown } | null;
      /** The positions, by `line_number`; empty when an order was cancelled before it came. */
      lines: components['schemas']['OrderLine'][];
      /** The money that moved, oldest first. */
      payments: components['schemas']['Payment'][];
      /** The parcels, oldest first. */
      shipments: components['schemas']['OrderShipment'][];
      /** When the buyer placed it. Null: the storefront did not say. */
      placed_at: string | null;
      /** When it was cancelled. Null: it is not cancelled. */
      cancelled_at: string | null;
      /** Why it was cancelled. Null: it is not cancelled, or nobody said why. */
      cancel_reason: string | null;
      /** When the hub stored it. */
      created_at: string;
      /** When it last changed in the hub. */
      updated_at: string;
      /** Under which ids storefronts know it. */
      external_references: {
        /** The store. */
        store_id: string;
        /** The payload format that it came in. */
        source: string;
        /** The storefront's id of the order. */
        external_id: string;
      }[];
      /** Its events that are still kept, oldest first. */
      history: {
        /** The event; its deliveries carry it. */
        event_id: string;
        /** The type of the event. */
        type: string;
        /** Counts the changes of the order. */
        sequence: number;
        /** When it happened. */
        at: string;
      }[];
    };
    /** One position of an order. */
    OrderLine: {
      /** Its place in the order, from 1. */
      line_number: number;
      /** The storefront's own id of the line. Null: it gave none. */
      external_ref: string | null;
      /** The SKU of what was bought. Null: the storefront gave none. */
      sku: string | null;
      /** What was bought, as the storefront words it; not escaped for HTML. */
      description: string;
      /** How many: an exact decimal, which a float may not hold whole. */
      quantity: number;
      /** The price of one. Minor units of `currency`. */
      unit_price_cents: number;
      /** The discount on the line. Minor units of `currency`. */
      discount_cents: number;
      /** The tax on the line. Minor units of `currency`. */
      tax_cents: number;
      /** What its storefront calls the total of the line. Minor units of `currency`. */
      total_cents: number;
      /** Whether the line still counts. */
      status: 'active' | 'cancelled';
    };
    /** A parcel of the order that holds it. */
    OrderShipment: {
      /** The id of the shipment. */
      id: string;
      /** Who carries the parcel. */
      carrier: string;
      /** The carrier's number of the parcel. */
      tracking_number: string;
      /** Where it can be followed. Null: no page is known. */
      tracking_url: string | null;
      /** When the hub was told. */
      created_at: string;
    };
    /** What happened to an order. */
    OrderTimeline: {
      /** Oldest first. */
      rows: components['schemas']['TimelineEntry'][];
      /** True when there was more of one kind than is shown. */
      truncated: boolean;
    };
    /** A tenant of the hub. */
    Organisation: {
      /** The id of the organisation. */
      id: string;
      /** Its name in paths. */
      slug: string;
      /** What people call it. */
      name: string;
      /** When it was made. */
      created_at: string;
    };
    /** Money that moved for an order. */
    Payment: {
      /** The hub's id of the payment. */
      id: string;
      /** The order that it paid for. */
      order_id: string;
      /** The storefront's id of the payment, unique for ever in the store. */
      external_id: string;
      /** How much. Minor units of `currency`. */
      amount_cents: number;
      /** The currency of the order. ISO 4217. */
      currency: string;
      /** How it was paid. Null: the storefront did not say. */
      method: string | null;
      /** The payment provider's own reference. Null: none is known. */
      transaction_id: string | null;
      /** Whether it was given back; payments are given back in full or not at all. */
      status: 'recorded' | 'refunded';
      /** When it was paid. Null: not known. */
      paid_at: string | null;
      /** When it was given back. Null: it was not. */
      refunded_at: string | null;
      /** When the hub stored it. */
      created_at: string;
      /** When it last changed in the hub. */
      updated_at: string;
    };
    /** Something that is wrong now, with the hub or in an organisation. */
    PlatformAlertRow: {
      /** The organisation. Null: the hub itself. */
      org_id: string | null;
      /** What kind of alert it is. */
      code: 'endpoint_disabled' | 'endpoint_failing' | 'adapter_failing' | 'server_errors' | 'deliveries_delayed' | 'requests_quarantined' | 'signature_failures' | 'sender_clock_skew' | 'secret_aged' | 'no_worker' | 'queue_delayed' | 'partitions_missing' | 'clock_skew';
      /** `error`: something does not work. `warning`: it is about to fail, or needs a look. `info`: something to plan for. */
      severity: 'error' | 'warning' | 'info';
      /** One line. */
      title: string;
      /** What was seen, and what to do. */
      detail: string;
      /** As far back as is known. */
      since: string;
      /** The connector that it is about. */
      connector_id?: string;
      /** The webhook endpoint that it is about. */
      endpoint_id?: string;
      /** How many requests or deliveries. */
      count?: number;
    };
    /** A product that the organisation's stores sell: one for each SKU. */
    Product: {
      /** The hub's id of the product. */
      id: string;
      /** The SKU, unique in the organisation. */
      sku: string;
      /** What it is called. */
      title: string;
      /** The store that sells it. Null: every store of the organisation does. */
      store_id: string | null;
      /** The price of one, in minor units of `currency`. Null: not known. */
      price: number | null;
      /** The currency of the price. ISO 4217. Null: there is no price. */
      currency: string | null;
      /** How many are there. Null: nobody counts. */
      stock_quantity: number | null;
      /** Whether it is on sale, and in the lists of the read API. */
      published: boolean;
      /** When the hub stored it. */
      created_at: string;
      /** When it last changed. */
      updated_at: string;
    };
    /** What became of a list of products. */
    ProductCount: {
      /** How many were new. */
      created: number;
      /** How many were there already, changed or not. */
      updated: number;
    };
    /** Sending again what an endpoint did not get. */
    Recovery: {
      /** The id of the recovery. */
      id: string;
      /** The endpoint. */
      endpoint_id: string;
      /** From when on deliveries are meant. */
      since: string;
      /** Before when they are meant. */
      until: string;
      /** Which of them are meant. */
      status: ('dropped' | 'failed')[];
      /** How far it is. */
      state: 'running' | 'done' | 'cancelled';
      /** How many deliveries there were when it was asked for. */
      count: number;
      /** How many of them are queued so far. */
      queued: number;
      /** When it was asked for. */
      created_at: string;
      /** When it came to its end. Null: it still runs. */
      finished_at: string | null;
    };
    /** What a recovery would send. */
    RecoveryCount: {
      /** How many deliveries. */
      count: number;
      /** Always true. */
      dry_run: true;
    };
    /** A recovery under way. */
    RecoveryStarted: {
      /** How many deliveries it is about. */
      count: number;
      /** Its id, to watch it or to stop it. */
      recovery_id: string;
    };
    /** A payment that was given back. */
    RefundedPayment: {
      /** The hub's id of the payment. */
      id: string;
      /** The order that it paid for. */
      order_id: string;
      /** The storefront's id of the payment, unique for ever in the store. */
      external_id: string;
      /** How much. Minor units of `currency`. */
      amount_cents: number;
      /** The currency of the order. ISO 4217. */
      currency: string;
      /** How it was paid. Null: the storefront did not say. */
      method: string | null;
      /** The payment provider's own reference. Null: none is known. */
      transaction_id: string | null;
      /** Whether it was given back; payments are given back in full or not at all. */
      status: 'recorded' | 'refunded';
      /** When it was paid. Null: not known. */
      paid_at: string | null;
      /** When it was given back. Null: it was not. */
      refunded_at: string | null;
      /** When the hub stored it. */
      created_at: string;
      /** When it last changed in the hub. */
      updated_at: string;
      /** True when it was so before, and nothing changed. */
      already_refunded: boolean;
    };
    /** An answer to a buyer. */
    Reply: {
      /** The id of the reply. */
      reply_id: string;
      /** The conversation that it belongs to. */
      conversation_id: string;
      /** `queued` until it is final: attempts may have failed already. */
      status: 'queued' | 'sent' | 'failed';
      /** The subject line. Null: there is none. */
      subject: string | null;
      /** The words. */
      body: string;
      /** When it was written. */
      created_at: string;
      /** The delivery that takes it to the buyer. */
      delivery_id: string;
      /** What was tried so far, oldest first. */
      attempts: components['schemas']['ReplyAttempt'][];
      /** When it is tried again. Null: it is not. */
      next_attempt_at: string | null;
    };
    /** One attempt to hand a reply to the relay. */
    ReplyAttempt: {
      /** When it began. */
      at: string;
      /** The relay's HTTP status. Null: no answer came. */
      status_code: number | null;
      /** A code of what went wrong. Null: nothing did. */
      error: string | null;
      /** The same in a sentence. Null: there is nothing to say. */
      error_detail: string | null;
      /** How long it took, in milliseconds. */
      latency_ms: number;
      /** How the answer of the relay begins. Null: there was no answer, or it was empty. */
      response_excerpt: string | null;
    };
    /** A reply on its way. */
    ReplyQueued: {
      /** The id of the reply. */
      reply_id: string;
      /** Always `queued`. */
      status: 'queued';
    };
    /** One request whole. */
    RequestDetail: {
      /** The id of the request, which its answer had as `X-Request-Id`. */
      id: string;
      /** The same. */
      request_id: string;
      /** When it came. */
      at: string;
      /** The HTTP method. */
      method: string;
      /** The path, without the query string. */
      path: string;
      /** The HTTP status of the answer. */
      status_code: number;
      /** The code of the refusal. Null: it succeeded. */
      error_code: string | null;
      /** The storefront's id of what it was about. Null: it names none. */
      external_id: string | null;
      /** Where it came from. */
      client_ip: string;
      /** How long it took, in milliseconds. */
      duration_ms: number;
      /** The adapter that answered, as `format@version`. Null: none did. */
      adapter: string | null;
      /** Whether it was answered from an earlier request under the same Idempotency-Key. */
      replayed: boolean;
      /** Whether the object was known already. */
      duplicate: boolean;
      /** Whether it is genuine but was not understood, and waits for an operator. */
      quarantined: boolean;
      /** Why a genuine request was ignored or quarantined. Null: it was not. */
      reason: string | null;
      /** The connector that sent it. Null: nobody could be identified. */
      connector_id: string | null;
      /** What the connector is called now. Null: nobody could be identified. */
      connector_name: string | null;
      /** The store that it was for. Null: nobody could be identified. */
      store_id: string | null;
      /** The slug of the store. Null: nobody could be identified. */
      store: string | null;
      /** Its headers; secret ones are `[redacted]`. */
      headers: { [name: string]: string };
      /** The body as it came. Null: nothing was read, or it is no text. */
      body: string | null;
      /** Whether what reads like a card number or a key was masked in it: it can then not be replayed. */
      body_masked: boolean;
      /** What was answered. Null: nothing was kept. */
      response_body: string | null;
      /** Why it was refused, in more detail than the sender was told. Null: there is nothing to say. */
      error_detail: string | null;
      /** How far the sender's clock was ahead of the hub's, where its signature had expired; negative: behind. Null: it had not expired, or said nothing of when it was made. */
      clock_skew_seconds: number | null;
      /** Null: no signature was refused, or nobody is known to have sent it. */
      signature: components['schemas']['SignatureVerdict'] | null;
      /** What the adapter made of the body. Null: nothing. */
      translation: { [name: string]: unknown } | null;
      /** The stored objects that it touched. */
      entities: {
        /** What it is. */
        type: string;
        /** Its id. */
        id: string;
      }[];
      /** Only of a body that is no text: its bytes in base64. */
      body_base64?: string;
    };
    /** A request that was run. */
    RequestRerun: {
      /** Its row in the request log. */
      request_id: string;
      /** The HTTP status of the answer. */
      status_code: number;
    };
    /** One request, without what it carried. */
    RequestSummary: {
      /** The id of the request, which its answer had as `X-Request-Id`. */
      id: string;
      /** The same. */
      request_id: string;
      /** When it came. */
      at: string;
      /** The HTTP method. */
      method: string;
      /** The path, without the query string. */
      path: string;
      /** The HTTP status of the answer. */
      status_code: number;
      /** The code of the refusal. Null: it succeeded. */
      error_code: string | null;
      /** The storefront's id of what it was about. Null: it names none. */
      external_id: string | null;
      /** Where it came from. */
      client_ip: string;
      /** How long it took, in milliseconds. */
      duration_ms: number;
      /** The adapter that answered, as `format@version`. Null: none did. */
      adapter: string | null;
      /** Whether it was answered from an earlier request under the same Idempotency-Key. */
      replayed: boolean;
      /** Whether the object was known already. */
      duplicate: boolean;
      /** Whether it is genuine but was not understood, and waits for an operator. */
      quarantined: boolean;
      /** Why a genuine request was ignored or quarantined. Null: it was not. */
      reason: string | null;
      /** The connector that sent it. Null: nobody could be identified. */
      connector_id: string | null;
      /** What the connector is called now. Null: nobody could be identified. */
      connector_name: string | null;
      /** The store that it was for. Null: nobody could be identified. */
      store_id: string | null;
      /** The slug of the store. Null: nobody could be identified. */
      store: string | null;
    };
    /** A new signing secret. */
    SecretRotated: {
      /** The signing secret: shown here, and never again. */
      signing_secret_plain: string;
      /** Until when the one before it still holds. Null: it holds no more. */
      previous_secret_expires_at: string | null;
    };
    /** Who is calling. */
    Session: {
      /** The account, or the token. */
      operator: {
        /** Its id. Null: it is the token in the hub's environment. */
        id: string | null;
        /** What people call it. */
        name: string;
        /** What it may do. */
        role: 'platform_admin' | 'org_admin' | 'org_member';
        /** The organisation that it operates. Null: it operates the platform. */
        org_id: string | null;
      };
      /** The organisation to operate. Null: the caller operates the platform. */
      organisation: {
        /** The organisation. */
        id: string;
        /** What it is called in paths. */
        slug: string;
        /** What people call it. */
        name: string;
      } | null;
      /** What every change under the session has to bring along, as `X-CSRF-Token`. Null: the caller showed a token, which needs none. */
      csrf_token: string | null;
    };
    /** Where the visit came from: `landing_url`, `referrer`, `fbclid`, `gclid` and `utm_...`, each only if it was given. */
    SessionAttributes: { [name: string]: string };
    /** One cause. */
    SignatureHint: {
      /** Its name. */
      code: string;
      /** What to look at, in a sentence or two. */
      text: string;
    };
    /** Why a signature was refused, as far as can be told. */
    SignatureVerdict: {
      /** What is signed and how; the name of the format where its adapter does not say. */
      scheme: string;
      /** The header that carries it. */
      header: string;
      /** The code of the refusal. Null: not known. */
      state: string | null;
      /** What the header looked like. Null: it was not there. */
      given: string | null;
      /** When it was made by its own account. Null: it did not say. */
      timestamp: string | null;
      /** How far that was ahead of the hub's time; negative: behind. Null: it did not say when it was made. */
      clock_skew_seconds: number | null;
      /** How far the clocks may be apart. Null: no time is signed, or the adapter does not say. */
      tolerance_seconds: number | null;
      /** SHA-256 of the bytes as they came, in hexadecimal digits. */
      body_sha256: string;
      /** How many bytes came. */
      body_bytes: number;
      /** How many secrets it was tried with. */
      active_secrets: number;
      /** What was found out by trial, or else the usual causes, the likeliest first. */
      hints: components['schemas']['SignatureHint'][];
    };
    /** Somebody who has signed in. The session is in the cookie that comes with this answer. */
    SignedIn: {
      operator: components['schemas']['Operator'];
      /** What every change under the session has to bring along, as `X-CSRF-Token`. */
      csrf_token: string;
    };
    /** What was counted by the hour. */
    Statistics: {
      /** When the first hour began. */
      since: string;
      /** How many hours. */
      hours: number;
      /** Of the whole organisation. */
      total: {
        /** Requests. One number for each hour, oldest first. */
        requests: number[];
        /** Those of them that were answered with 400 to 499. One number for each hour, oldest first. */
        client_errors: number[];
        /** Those of them that were answered with 500 or above. One number for each hour, oldest first. */
        server_errors: number[];
        /** New orders. One number for each hour, oldest first. */
        orders: number[];
        /** Deliveries that arrived. One number for each hour, oldest first. */
        deliveries_succeeded: number[];
        /** Attempts that failed, whether another one followed or not. One number for each hour, oldest first. */
        deliveries_failed: number[];
      };
      /** Those that had any. */
      stores: {
        /** The store. */
        store_id: string;
        /** Requests. One number for each hour, oldest first. */
        requests: number[];
        /** Those of them that were answered with 400 to 499. One number for each hour, oldest first. */
        client_errors: number[];
        /** Those of them that were answered with 500 or above. One number for each hour, oldest first. */
        server_errors: number[];
        /** New orders. One number for each hour, oldest first. */
        orders: number[];
        /** Deliveries that arrived. One number for each hour, oldest first. */
        deliveries_succeeded: number[];
        /** Attempts that failed, whether another one followed or not. One number for each hour, oldest first. */
        deliveries_failed: number[];
      }[];
      /** Those that had any. */
      connectors: {
        /** The connector. */
        connector_id: string;
        /** Requests. One number for each hour, oldest first. */
        requests: number[];
        /** Those of them that were answered with 400 to 499. One number for each hour, oldest first. */
        client_errors: number[];
        /** Those of them that were answered with 500 or above. One number for each hour, oldest first. */
        server_errors: number[];
        /** New orders. One number for each hour, oldest first. */
        orders: number[];
      }[];
      /** Those that had any. */
      endpoints: {
        /** The webhook endpoint, or what carries replies. */
        endpoint_id: string;
        /** Deliveries that arrived. One number for each hour, oldest first. */
        deliveries_succeeded: number[];
        /** Attempts that failed, whether another one followed or not. One number for each hour, oldest first. */
        deliveries_failed: number[];
      }[];
    };
    /** A shop of an organisation. */
    Store: {
      /** The id of the store. */
      id: string;
      /** The organisation that it belongs to. */
      org_id: string;
      /** Its name in paths, unique in the organisation. */
      slug: string;
      /** What people call it. */
      name: string;
      /** Where the shop is. Null: not known. */
      website_url: string | null;
      /** The currency of what comes without one. ISO 4217. */
      currency: string;
      /** The IANA time zone of times that come without one. */
      timezone: string;
      /** The formats that its connectors may have. Null: all that are loaded. */
      adapters: string[] | null;
      /** When it was made. */
      created_at: string;
      /** When it last changed. */
      updated_at: string;
    };
    /** A webhook that a storefront's own program made. It is seen here, and changed there. */
    Subscription: {
      /** What its program calls it: more digits than a number of JavaScript holds. */
      id: string;
      /** The endpoint that it is here: to stop it, and to find its deliveries. */
      endpoint_id: string;
      /** Through which connector it was made. */
      connector_id: string;
      /** The format of that connector. */
      format: string;
      /** What its program calls it. */
      name: string;
      /** How it is told. */
      transport: 'http' | 'email';
      /** What it is told of. */
      event_types: string[];
      /** A URL, as it was written, or an e-mail address. */
      target: string;
      /** Whether the owner of the address has followed the link that was mailed there; nothing else is mailed before. Null: it is no e-mail address. */
      confirmed: boolean | null;
      /** Whether it is told anything. */
      enabled: boolean;
      /** Why the hub switched it off. Null: it did not. */
      disabled_reason: string | null;
      /** How many attempts were made in the last 24 hours. */
      attempts_24h: number;
      /** How many of them failed. */
      failed_attempts_24h: number;
      /** When it was made. */
      created_at: string;
      /** When it was last changed. */
      updated_at: string;
    };
    /** Something that became so: the order, a payment or a shipment of it was made or changed. */
    TimelineChange: {
      /** What kind of entry it is. */
      kind: 'change';
      /** When it became so. */
      at: string;
      /** The event; its deliveries carry it. Null: the event is no longer kept, or there never was one. */
      id: string | null;
      /** The type of the event. */
      type: string;
      /** Counts the changes of the one object. */
      sequence: number;
      /** What was made or changed. */
      object_type: 'order' | 'payment' | 'shipment';
      /** Its id. */
      object_id: string;
      /** The request that caused it, in the request log. Null: no request did, or it is not known. */
      request_id: string | null;
      /** The fields that differ from the event before; empty when it was made. Null: the event before is no longer kept. */
      changed: string[] | null;
      /** What those that are no lists or objects were. Null: it was made, or what it was is not known. */
      before: { [name: string]: string | number | boolean | null } | null;
      /** What they became; all of them when it was made. Null: what it was is not known. */
      after: { [name: string]: string | number | boolean | null } | null;
    };
    /** An event on its way to a subscriber. */
    TimelineDelivery: {
      /** What kind of entry it is. */
      kind: 'delivery';
      /** When it was queued. */
      at: string;
      /** The delivery. */
      id: string;
      /** The event that it carries. */
      event_id: string;
      /** The type of the event. */
      event_type: string;
      /** Where it goes. */
      endpoint_id: string;
      /** Its URL or e-mail address, as it is now. */
      endpoint_url: string;
      /** How it goes. */
      transport: 'http' | 'email';
      /** `failed` is tried again, `dropped` is not. */
      status: 'pending' | 'succeeded' | 'failed' | 'dropped' | 'cancelled';
      /** How often it was tried. */
      attempts_made: number;
      /** When it is tried next. Null: it is not. */
      next_attempt_at: string | null;
      /** When it came to its end. Null: it has not. */
      finished_at: string | null;
    };
    /** One thing that happened. */
    TimelineEntry: components['schemas']['TimelineRequest'] | components['schemas']['TimelineChange'] | components['schemas']['TimelineDelivery'];
    /** A request that was about the order, whatever came of it. */
    TimelineRequest: {
      /** What kind of entry it is. */
      kind: 'request';
      /** When it arrived. */
      at: string;
      /** The request, in the request log. */
      id: string;
      /** HTTP method. */
      method: string;
      /** Without the query string. */
      path: string;
      /** How it was answered. */
      status_code: number;
      /** Why it was refused. Null: it was not. */
      error_code: string | null;
      /** What read it, and in which version. Null: nothing did. */
      adapter: string | null;
      /** Through which connector it came. Null: through none. */
      connector_id: string | null;
      /** The storefront's id of what it was about. Null: it named none. */
      external_id: string | null;
      /** True when what it brought was known already. */
      duplicate: boolean;
      /** True when it was answered from an earlier one under the same Idempotency-Key. */
      replayed: boolean;
      /** True when it was genuine and not understood; it is kept. */
      quarantined: boolean;
      /** Why it was kept, ignored or remarkable. Null: there is nothing to say. */
      reason: string | null;
    };
    /** What the hub says of URLs, in the order in which they were given. */
    UrlVerdicts: {
      /** One for each URL. */
      rows: {
        /** The URL. */
        url: string;
        /** Why nothing would be delivered there. Null: it is allowed. */
        error: 'https_required' | 'url_not_allowed' | null;
        /** The same in a sentence. Null: it is allowed. */
        detail: string | null;
      }[];
    };
    /** Who supplies the organisation. */
    Vendor: {
      /** The hub's id of the vendor. */
      id: string;
      /** Name. */
      name: string;
      /** E-mail address. Null: not known. */
      email: string | null;
      /** Telephone number, as it was written. Null: not known. */
      phone: string | null;
      /** Website. Null: not known. */
      website: string | null;
      /** What the organisation notes about the vendor. Null: nothing. */
      notes: string | null;
      /** Whether the vendor's own people have taken the entry over. */
      status: 'unclaimed' | 'claimed';
      /** When they took it over. Null: they have not. */
      claimed_at: string | null;
      /** When the hub stored it. */
      created_at: string;
      /** When it last changed in the hub. */
      updated_at: string;
    };
    /** Where events are delivered to. */
    WebhookEndpoint: {
      /** The id of the endpoint. */
      id: string;
      /** The organisation. */
      org_id: string;
      /** The store whose events it gets. Null: every store of the organisation. */
      store_id: string | null;
      /** The format of what it gets. */
      format: string;
      /** The connector that made it, through its own API or its settings. Null: an operator made it. */
      connector_id: string | null;
      /** How it is reached. */
      transport: 'http' | 'email';
      /** Where it is: a URL or, by e-mail, an address. */
      url: string;
      /** What people say of it. Null: nothing. */
      description: string | null;
      /** The types of events that it gets. */
      event_types: string[];
      /** Headers that are sent along; members see `[hidden]` for their values. */
      headers: { [name: string]: string };
      /** How often a delivery is tried, in all. */
      max_attempts: number;
      /** The delays between attempts; the last one repeats. Null: the hub's own. */
      retry_schedule: string[] | null;
      /** How many attempts start in a second, at most. Null: no limit. */
      throttle_per_second: number | null;
      /** How many attempts are under way at once, at most. Null: no limit of its own. */
      concurrency: number | null;
      /** Whether its deliveries wait. */
      paused: boolean;
      /** Whether the headers of Standard Webhooks are sent as well. */
      standard_webhooks: boolean;
      /** Whether it gets events. */
      enabled: boolean;
      /** Why the hub disabled it. Null: it is enabled, or an operator disabled it. */
      disabled_reason: string | null;
      /** When the first failure since its last success came. Null: there was none. */
      failing_since: string | null;
      /** It fails and fails: until then nothing is sent, and one attempt after it finds out whether it is back. Null: it is not spared. */
      spared_until: string | null;
      /** Until when the secret before the last rotation still signs. Null: there is none. */
      previous_secret_expires_at: string | null;
      /** When it was made. */
      created_at: string;
      /** When it last changed. */
      updated_at: string;
    };
    /** A new endpoint with its secret. */
    WebhookEndpointCreated: {
      /** The id of the endpoint. */
      id: string;
      /** The organisation. */
      org_id: string;
      /** The store whose events it gets. Null: every store of the organisation. */
      store_id: string | null;
      /** The format of what it gets. */
      format: string;
      /** The connector that made it, through its own API or its settings. Null: an operator made it. */
      connector_id: string | null;
      /** How it is reached. */
      transport: 'http' | 'email';
      /** Where it is: a URL or, by e-mail, an address. */
      url: string;
      /** What people say of it. Null: nothing. */
      description: string | null;
      /** The types of events that it gets. */
      event_types: string[];
      /** Headers that are sent along; members see `[hidden]` for their values. */
      headers: { [name: string]: string };
      /** How often a delivery is tried, in all. */
      max_attempts: number;
      /** The delays between attempts; the last one repeats. Null: the hub's own. */
      retry_schedule: string[] | null;
      /** How many attempts start in a second, at most. Null: no limit. */
      throttle_per_second: number | null;
      /** How many attempts are under way at once, at most. Null: no limit of its own. */
      concurrency: number | null;
      /** Whether its deliveries wait. */
      paused: boolean;
      /** Whether the headers of Standard Webhooks are sent as well. */
      standard_webhooks: boolean;
      /** Whether it gets events. */
      enabled: boolean;
      /** Why the hub disabled it. Null: it is enabled, or an operator disabled it. */
      disabled_reason: string | null;
      /** When the first failure since its last success came. Null: there was none. */
      failing_since: string | null;
      /** It fails and fails: until then nothing is sent, and one attempt after it finds out whether it is back. Null: it is not spared. */
      spared_until: string | null;
      /** Until when the secret before the last rotation still signs. Null: there is none. */
      previous_secret_expires_at: string | null;
      /** When it was made. */
      created_at: string;
      /** When it last changed. */
      updated_at: string;
      /** The signing secret: shown here, and never again. */
      signing_secret_plain: string;
    };
    /** A test event on its way. */
    WebhookTestQueued: {
      /** Its delivery. */
      delivery_id: string;
    };
  };
}
