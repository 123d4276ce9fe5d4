/**
 * Self-signed certificates for the TLS tests, made on the spot: no key lies in the repository and none of them runs
 * out one day. Just enough of X.509 (RFC 5280) for a server on 127.0.0.1.
 */
import { generateKeyPairSync, sign } from 'node:crypto';

/** Both as PEM. */
export interface TestCertificate {
  readonly key: string;
  readonly certificate: string;
}

const day = 86_400_000;

/** Valid from `fromDays` to `untilDays`, counted from now, for one host: an IPv4 address or a DNS name. */
export function makeCertificate({ host = '127.0.0.1', fromDays = -1, untilDays = 1 } = {}): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
  const name = sequence(tagged(0x31, sequence(objectId('550403'), tagged(0x0c, Buffer.from('crossdock test')))));
  const isAddress = /^[\d.]+$/.test(host);
  const alternativeName = sequence(
    isAddress ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host)),
  );
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    name,
    sequence(time(fromDays), time(untilDays)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(sequence(objectId('551d11'), tagged(0x04, alternativeName)))),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, privateKey)]));
  const der = sequence(body, ecdsaWithSha256, signature);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    certificate: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
}

function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const head = length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.of(value));
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

/** UTCTime: YYMMDDHHMMSSZ. */
function time(daysFromNow: number): Buffer {
  const text = new Date(Date.now() + daysFromNow * day)
    .toISOString()
    .replace(/\.\d+|[-:T]/g, '')
    .slice(2);
  return tagged(0x17, Buffer.from(text));
}
