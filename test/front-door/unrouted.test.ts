/** Paths that nobody answers are refused in the words of the protocol that they are nearest to. */
import { expect, test } from 'vitest';
import { startTestHub } from '../support/hub.ts';

const hub = await startTestHub();

test.each([
  ['/webhooks/website/nope', 404, '{"ok":false,"error":"not_found"}'],
  ['/webhooks/website/orders/created/', 404, '{"ok":false,"error":"not_found"}'],
  ['/webhooks/website/orders/%zz', 400, '{"ok":false,"error":"bad_request"}'],
  ['/api/v1/webhooks/1', 404, '{"status":"error","errors":["webhook not found"]}'],
  ['/webhooks/shopify/', 404, '{"error":"not_found","detail":"no such route or record"}'],
  ['/webhook/orders/a/b', 404, '{"error":"not_found","detail":"no such route or record"}'],
  ['/integrations/v1/nope', 404, '{"error":"not_found","detail":"no such route or record"}'],
  ['/admin/v1/nope', 404, '{"error":"not_found","detail":"no such route or record"}'],
  ['/v1/nope', 404, '{"error":"not_found","detail":"no such route or record"}'],
  ['/webhooks', 404, '{"error":"not_found","detail":"no such route or record"}'],
  ['/', 404, '{"error":"not_found","detail":"no such route or record"}'],
])('%s', async (path, status, text) => {
  const answer = await hub.call('POST', path, { body: {} });
  expect([answer.status, answer.text]).toEqual([status, text]);
});
