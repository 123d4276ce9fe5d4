/**
 * E-mail addresses as the hub accepts them for sending: one plain address, nothing that a mail program could read as two
 * or as a header. It never says whether the address exists.
 */

/** RFC 5321 allows more, such as quoted local parts and address literals; nobody's inbox needs them, and injections do. */
const addressSyntax =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

const maximumLength = 127;
const maximumLocalPart = 64;

/** True for one address such as `ann@example.com`, of at most 127 characters, without a display name. */
export function isEmailAddress(text: string): boolean {
  return text.length <= maximumLength && text.indexOf('@') <= maximumLocalPart && addressSyntax.test(text);
}
