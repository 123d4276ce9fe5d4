/**
 * The syntax of a storefront's own ids: 1 to 255 characters, no control characters, no space at either end.
 */

/** The rule as a regular expression for JSON Schemas; characters are code points. */
export const externalIdPattern = '^(?! )[^\\u0000-\\u001f\\u007f-\\u009f]{1,255}(?<! )$';

const syntax = new RegExp(externalIdPattern, 'u');

/** True when the text can be an external id. Ids are compared byte by byte: no case folding, no trimming. */
export function isExternalId(text: string): boolean {
  return syntax.test(text) && text.isWellFormed();
}
