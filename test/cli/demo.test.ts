/** `crossdock demo` as a newcomer has it, and at a hub that is there: it ends well only when what came out was verified. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startTestHub } from '../support/hub.ts';
import { crossdock, emptyFolder, startCrossdock } from './command.ts';

const token = { CROSSDOCK_ADMIN_TOKEN: 'test-admin-token' };

describe('crossdock demo', () => {
  test('on a fresh machine ends in delivered and verified webhooks in under a minute, and leaves nothing behind', async () => {
    const folder = emptyFolder();
    const temporary = emptyFolder();
    const startedAt = performance.now();
    const { code, stdout, stderr } = await crossdock(['demo'], { folder, variables: { TMPDIR: temporary } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    expect(stdout).toMatch(/^- starting a throw-away hub$/m);
    expect(stdout).toMatch(/^> woocommerce: 009-created-order.created \(\d+ bytes\), answered 201 in \d+ ms$/m);
    expect(stdout).toMatch(/^< verified \(X-PC-Signature\): order\.created, order \S+ of \d+ [A-Z]{3} in minor units$/m);
    expect(stdout).toMatch(/^(\d+) of \1 captures accepted; of (\d+) webhooks \2 delivered and \2 verified, in \d+\.\d s$/m);
    expect([readdirSync(folder), readdirSync(temporary)]).toEqual([[], []]);
  });

  test('at a hub that is there plays every shipped storefront, and closes again what it opened', async () => {
    const hub = await startTestHub();
    const { code, json } = await crossdock(['demo', '--hub', hub.url, '--json'], { variables: token });
    expect(code).toBe(0);
    const sent = json.filter(({ sent: sample }) => typeof sample === 'string');
    const formats = ['fulfilment', 'peptideclients', 'shopify', 'storeep', 'website', 'woocommerce'];
    expect(new Set(sent.map(({ format }) => format))).toEqual(new Set(formats));
    const verified = json.filter(({ state }) => state === 'verified');
    expect(json.at(-1)).toMatchObject({ ok: true, sent: sent.length, accepted: sent.length, verified: verified.length });
    expect(new Set(verified.map(({ event }) => event))).toEqual(
      new Set(['order.created', 'client.created', 'client.updated', 'payment.recorded', 'message.received', 'session.created']),
    );

    const [organisation] = (await hub.admin('GET', '/orgs')).json.rows;
    expect((await hub.admin('GET', `/orgs/${organisation.slug}/webhook-endpoints`)).json.rows).toEqual([]);
    const connectors = (await hub.admin('GET', `/orgs/${organisation.slug}/stores/shop/connectors`)).json.rows;
    expect(new Set(connectors.map(({ status }: { status: string }) => status))).toEqual(new Set(['revoked']));
  });

  test('fails when the hub cannot reach the receiver, and says what to set', async () => {
    const hub = await startTestHub({ CROSSDOCK_OUTBOUND_ALLOW: '' });
    const { code, stdout, stderr } = await crossdock(['demo', '--hub', hub.url], { variables: token });
    expect([code, stderr.split('\n').length]).toEqual([1, 2]);
    expect(stderr).toMatch(/CROSSDOCK_OUTBOUND_ALLOW=127\.0\.0\.0\/8/);
    expect(stdout).not.toContain('verified');
  });

  test('fails when a capture is refused, however much else is delivered', async () => {
    const hub = await startTestHub({ CROSSDOCK_BODY_LIMIT: '3kb' });
    const { code, stderr } = await crossdock(['demo', '--hub', hub.url], { variables: token });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^crossdock: the demonstration failed: \d of \d captures accepted; /),
    ]);
  });

  test.each([/starting a throw-away hub/, /the hub listens on/])(
    'told to stop after "%s" it removes what it made',
    async (step) => {
      const temporary = emptyFolder();
      const running = startCrossdock(['demo'], { variables: { TMPDIR: temporary } });
      await running.waitFor(step);
      const { code, stderr } = await running.end('SIGTERM');
      expect([code, stderr]).toEqual([1, 'crossdock: interrupted; what was started is closed again\n']);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );
});
