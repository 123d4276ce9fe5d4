/** docs/alerts.md against the alerts that there are. */
import { expect, test } from 'vitest';
import { alertCodes } from '../../core/domain/alert.ts';
import { readDocument, sectionOf } from './markdown.ts';

const page = readDocument('docs/alerts.md');

test('every kind of alert has one row that says when it comes and what to do, and no other has', () => {
  const rows = [
    ...sectionOf(page, 'What can be wrong').text.matchAll(/^\| `(\w+)` \| (?:error|warning|info)[^|]* \| .+ \| .+ \|$/gm),
  ];
  expect(new Set(rows.map(([, code]) => code))).toEqual(new Set(alertCodes));
  expect(rows).toHaveLength(alertCodes.length);
});
