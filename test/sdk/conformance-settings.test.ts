/** The conformance laws judge formats whose secret is a setting of theirs, and not the connector's own. */
import { expect, test } from 'vitest';
import { hmacBase64, type SignatureProof, verifyBase64Hmac } from '../../core/sdk/index.ts';
import { brokenLaws, signed, withVerify } from './sample-adapter.ts';

const appSecret = 'the secret of an app';
const request = { ...signed, headers: { ...signed.headers, 'x-signature': hmacBase64(appSecret, signed.body) } };
const proof = { headers: ['x-signature'], secret: appSecret, secretSetting: 'app_secret', nowSeconds: 0 };
const samples = {
  config: { app_secret: appSecret },
  store: { id: '0198c1a2-7b3c-7d4e-8f50-617283940a5b', currency: 'EUR', timezone: 'Europe/Paris' },
  requests: [{ name: 'a deletion', request, proof }],
};

async function brokenSignatureLaws(secretsOf: (proof: SignatureProof) => readonly string[]): Promise<readonly string[]> {
  const adapter = withVerify(({ headers, body }, given) =>
    verifyBase64Hmac({ header: headers['x-signature'], body, secrets: secretsOf(given) }),
  );
  const broken = await brokenLaws(adapter, samples);
  return [...broken.keys()].filter((name) => /signatures$|secrets$|bodies$/.test(name));
}

test('an adapter that reads its setting keeps them', async () => {
  expect(await brokenSignatureLaws(({ config }) => [(config as typeof samples.config).app_secret])).toEqual([]);
});

test("an adapter that reads the connector's own secret breaks one", async () => {
  expect(await brokenSignatureLaws(({ secrets }) => secrets)).toEqual(['accepts genuine signatures']);
});

test('an adapter that has the secret from somewhere else breaks one', async () => {
  expect(await brokenSignatureLaws(() => [appSecret])).toEqual(['refuses other secrets']);
});
