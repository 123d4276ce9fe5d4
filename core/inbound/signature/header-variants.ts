/**
 * The usual ways in which a signature is written otherwise than a format asks for, set right. It only makes texts; nobody takes
 * them for what was sent.
 */
import type { SignatureCause } from '../../domain/request-log.ts';

/** How a header may have to be written. */
export interface HeaderVariant {
  readonly causes: readonly SignatureCause[];
  readonly value: string;
}

type Rewriting = readonly [cause: SignatureCause | undefined, rewrite: (value: string) => string];

const encodings: readonly Rewriting[] = [
  [undefined, (value) => value],
  [
    'written_as_hexadecimal',
    (value) => value.replaceAll(/[0-9a-f]{64}/gi, (digits) => Buffer.from(digits, 'hex').toString('base64')),
  ],
  [
    'written_as_base64',
    (value) => value.replaceAll(/(?<![\w+/-])[\w+/-]{43}=?(?![\w+/=-])/g, (text) => Buffer.from(text, 'base64').toString('hex')),
  ],
];

const prefixes: readonly Rewriting[] = [
  [undefined, (value) => value],
  ['other_prefix', (value) => value.replace(/^\s*(?:hmac-)?(?:sha256|v[01])\s*[=:,]\s*/i, '').trim()],
  ['other_prefix', (value) => `v1=${value}`],
  ['other_prefix', (value) => `sha256=${value}`],
  ['other_prefix', (value) => value.replace(/^\s*(?:hmac-)?sha256\s*[=:]\s*/i, 'v1=')],
];

/** All that it may have to be, without what it is. */
export function headerVariants(given: string): readonly HeaderVariant[] {
  const seen = new Set([given]);
  return encodings.flatMap(([encoding, rewrite]) =>
    prefixes.flatMap(([prefix, change]) => {
      const value = change(rewrite(given));
      if (seen.has(value)) return [];
      seen.add(value);
      return [{ value, causes: [encoding, prefix].filter((cause) => cause !== undefined) }];
    }),
  );
}
