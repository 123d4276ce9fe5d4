/** A merchant's program that manages the webhooks of a store, for tests of the storeep API. */
import { expect } from 'vitest';
import type { Answer, TestConnector, TestHub, TestTenant } from './hub.ts';

/** Where webhooks are managed. */
export const webhooksPath = '/api/v1/webhooks';

/** The body of a webhook that is accepted. */
export const webhookBody = {
  name: 'Order notifications',
  type: 'api',
  event: 'order-created',
  url_or_email: 'example.com/webhooks/orders',
};

/** One program with its key. */
export interface StoreepProgram {
  readonly tenant: TestTenant;
  readonly connector: TestConnector;
  /** A call to the webhooks; `query` with its question mark, or empty. */
  call(method: string, query: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Makes a webhook like `webhookBody` and gives its digits. */
  create(other?: object): Promise<string>;
}

/** A program in a store of its own, or in the given one; `options` are those of its connector. */
export async function newProgram(hub: TestHub, tenant?: TestTenant, options: object = {}): Promise<StoreepProgram> {
  const home = tenant ?? (await hub.tenant());
  const connector = await hub.connector(home, 'storeep', { rate_limit_per_minute: 6_000, ...options });
  const call: StoreepProgram['call'] = (method, query, body, headers = {}) =>
    hub.call(method, webhooksPath + query, {
      headers: { authorization: `Bearer ${connector.key}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  return {
    tenant: home,
    connector,
    call,
    async create(other = {}) {
      const answer = await call('POST', '', { ...webhookBody, ...other });
      expect(answer.status).toBe(201);
      return idIn(answer);
    },
  };
}

/** The digits of the first id, from the text: as a number they would be other digits. */
export function idIn({ text }: Answer): string {
  const [, digits = ''] = /"id":(\d+)/.exec(text) ?? [];
  expect(digits).toMatch(/^\d{17,19}$/);
  return digits;
}
