/** What happens to a reply that HTTP cannot carry as it is, over a real socket. */
import { expect, onTestFinished, test } from 'vitest';
import type { HttpReply } from '../../core/domain/http-reply.ts';
import { sendReply } from '../../core/http/answer.ts';
import { createRequestScope } from '../../core/http/request-scope.ts';
import { createHttpServer } from '../../core/http/server.ts';

/** Answers one request with the reply, and gives what came back and what was logged. */
async function answered(reply: HttpReply) {
  const warnings: unknown[] = [];
  const scope = createRequestScope(() => 'r-1');
  const server = createHttpServer({
    scope,
    log: { info: () => {}, warn: (...words) => warnings.push(words), error: (...words) => warnings.push(words) },
    trustProxy: 0,
    drainMilliseconds: 0,
    mount: (app) => scope.on(app, 'GET', '/a', (_request, response) => sendReply(response, reply, { requestId: 'r-1' })),
    onUnrouted: () => {},
    instrumentation: { stopwatch: () => performance.now(), requestFinished: () => finished.resolve() },
  });
  const finished = Promise.withResolvers<void>();
  const { port } = await server.listen({ port: 0, host: '127.0.0.1', reusePort: false });
  onTestFinished(() => server.drain());
  const response = await fetch(`http://127.0.0.1:${port}/a`, { headers: { connection: 'close' } });
  const body = await response.text();
  await finished.promise;
  return { status: response.status, headers: response.headers, body, warnings };
}

const body = '{"ok":true}';

test.each([
  ['a value beyond Latin-1', { 'X-Order': 'Bestellung \u0141' }],
  ['a value with a line break', { 'X-Order': 'a\r\nX-Evil: 1' }],
])('%s costs its header, is logged by name, and the rest is answered', async (_what, headers) => {
  const answer = await answered({ status: 201, body, headers: { ...headers, 'X-Good': 'yes' } });
  expect([answer.status, answer.body]).toEqual([201, body]);
  expect([answer.headers.get('x-order'), answer.headers.get('x-evil'), answer.headers.get('x-good')]).toEqual([
    null,
    null,
    'yes',
  ]);
  expect(answer.warnings).toEqual([
    ['a reply went out without the headers that HTTP cannot carry', { requestId: 'r-1', route: '/a', headers: ['X-Order'] }],
  ]);
});

test('a content type that cannot be sent becomes the usual one', async () => {
  const { status, headers } = await answered({ status: 200, body, contentType: 'text/\u0141' });
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
});

test('a reply that can be sent is sent whole, and nothing is logged', async () => {
  const { headers, warnings } = await answered({ status: 200, body, headers: { 'X-Order': 'shop-1001' } });
  expect([headers.get('x-order'), warnings]).toEqual(['shop-1001', []]);
});
