/**
 * Recognises personal data and secrets by the name of their field and by how they look, and gives made-up values of the same
 * kind. It cannot know every name that a storefront thinks of: whoever publishes a fixture has to look at it.
 */

import { maskCardNumbers } from '../../domain/card-number.ts';

/** A kind of data that must not get into a fixture. */
export type PersonalKind = 'secret' | 'email' | 'phone' | 'name' | 'address' | 'card' | 'ip' | 'text' | 'identity';

/** Field names, in this order: the first that fits decides. Words are told apart at capitals, underscores and dashes. */
const byName: readonly (readonly [RegExp, PersonalKind])[] = [
  [
    /(^| )(secret|token|password|passwd|pass|key|signature|hmac|nonce|cookie|auth|authorization|session|apikey|checksum)( |$)/,
    'secret',
  ],
  [/(^| )(card|pan|cvv|cvc|iban|bic|account number|last4)( |$)/, 'card'],
  [/(^| )e ?mail( |$)|(^| )email/, 'email'],
  [/(^| )(phone|telephone|tel|mobile|fax)( |$)/, 'phone'],
  [/(^| )(ip|ip address|remote addr)( |$)|(^| )customer ip/, 'ip'],
  [/(^| )(user agent)( |$)/, 'text'],
  [
    /(^| )(vat|tax|national|social|passport|transaction) (id|number|no)( |$)|(^| )(ssn|nif|dob|birth|birthday|birthdate|gender)( |$)/,
    'identity',
  ],
  [
    /(^| )(address|address1|address2|street|line1|line2|city|town|region|state|county|province|postcode|postal|postal code|zip|zipcode|latitude|longitude|lat|lng)( |$)/,
    'address',
  ],
  [
    /(^| )(name|firstname|lastname|fullname|surname|username|nickname|login|company)( |$)|^(recipient|buyer|customer|author)$/,
    'name',
  ],
  [/(^| )(note|notes|message|comment|comments|remark|remarks|body|subject|instructions)( |$)/, 'text'],
];

const emailLike = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[^\s@<>"'(),;:]+/;
const addressLike = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b/i;
const phoneLike = /(?:\+|\b00)\d[\d ()/.-]{6,}\d/;
const tokenLike = /\b(?:[a-z]{2,8}_)+(?:live_|test_)?[A-Za-z0-9]{16,}\b|\beyJ[\w-]{10,}\.[\w-]+\.[\w-]+/;

/** What a value is, from its field's name (the last one that is no index) and its own look; undefined for what may stay. */
export function personalKind(fieldName: string, value: string): PersonalKind | undefined {
  const words = wordsOf(fieldName);
  const named = byName.find(([pattern]) => pattern.test(words))?.[1];
  if (named !== undefined && value !== '' && !isLabel(words, value)) return named;
  if (emailLike.test(value)) return 'email';
  if (tokenLike.test(value)) return 'secret';
  if (maskCardNumbers(value) !== value) return 'card';
  if (phoneLike.test(value)) return 'phone';
  return addressLike.test(value) ? 'ip' : undefined;
}

/** A made-up text of the kind. `ordinal` tells the values of one request apart, so that equal ones stay equal. */
export function madeUp(kind: PersonalKind, value: string, ordinal: number): string {
  switch (kind) {
    case 'email':
      return `person${ordinal}@example.com`;
    case 'phone':
    case 'card':
    case 'identity':
      return value.replaceAll(/\d/g, '0').replaceAll(/\p{L}/gu, 'X');
    case 'ip':
      return '192.0.2.1';
    case 'name':
      return `Name ${ordinal}`;
    case 'address':
      // Postal codes and two-letter states keep their shape, which an adapter may look at.
      return /^[A-Z]{2}$/.test(value)
        ? value
        : value
            .replaceAll(/\d/g, '0')
            .replaceAll(/\p{Lu}/gu, 'X')
            .replaceAll(/\p{Ll}/gu, 'x');
    case 'secret':
      return `redacted${ordinal}`;
    case 'text':
      return 'A text that was taken out.';
    default:
      return kind satisfies never;
  }
}

/** Metadata come as `{"key": "_vat_number", "value": "..."}`: such a key is a name itself, and no secret. */
function isLabel(words: string, value: string): boolean {
  return /^(display )?key$/.test(words) && /^_?[a-z][a-z_-]{0,60}$/i.test(value);
}

/** "billingFirst_name" is "billing first name". */
function wordsOf(fieldName: string): string {
  return fieldName
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();
}
