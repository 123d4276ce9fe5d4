/**
 * Masks payment card numbers in text that is kept for people to read. Buyers type them into order notes.
 */
import { isUuid } from './uuid.ts';

/**
 * A run of 15 or 16 digits, perhaps in groups, that begins as cards do and is not part of a longer number. Or a UUID: one in
 * 36,000 has such a run, and is no card for that.
 */
const cardLike =
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<![\d.])(?:4|5[1-5]|2[2-7]|3[47]|6[045])(?:[ -]?\d){13,15}(?![\d.]?\d)/gi;

/** The text with every card number cut down to its last four digits. Other numbers stay: the check digit tells them apart. */
export function maskCardNumbers(text: string): string {
  return text.replace(cardLike, (match) => {
    if (isUuid(match)) return match;
    const digits = match.replaceAll(/\D/g, '');
    const isCard = (digits.length === 15 || digits.length === 16) && hasCheckDigit(digits);
    return isCard ? `[card ending ${digits.slice(-4)}]` : match;
  });
}

/** The Luhn sum: every second digit from the right counts twice, as the sum of its own digits. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
