/** docs/errors.md against the closed set of refusals: nobody who meets a code finds nothing, or something that is not so. */
import { describe, expect, test } from 'vitest';
import { fault, faultCodes } from '../../core/domain/fault.ts';
import { readDocument, sectionOf, sections } from './markdown.ts';

const document = readDocument('docs/errors.md');

test('every code has a heading, and every heading is a code', () => {
  const headings = sections(document).flatMap(({ title, level }) => (level === 2 ? [title] : []));
  expect(headings.toSorted()).toEqual(faultCodes.toSorted());
});

describe.each(faultCodes)('%s', (code) => {
  const text = () => sectionOf(document, code).text;
  const refusal = fault(code as 'not_found'); // a code without a constant sentence shows itself below
  const hasConstantSentence = refusal.detail !== code;

  test('is shown with its status and its sentence', () => {
    const [, status, sentence] = /^\n\*\*(\d{3})\*\* (.+)$/m.exec(text()) ?? [];
    expect(Number(status)).toBe(refusal.status);
    expect(sentence).toMatch(hasConstantSentence ? /^`[^`]+`$/ : /`|:$/);
    if (hasConstantSentence) expect(sentence).toBe(`\`${refusal.detail}\``);
  });

  test('is explained: symptom, why, fix', () => {
    const labels = [...text().matchAll(/^- \*\*(\w+):\*\* \S/gm)].map(([, label]) => label);
    expect(labels).toEqual(['Symptom', 'Why', 'Fix']);
  });
});
