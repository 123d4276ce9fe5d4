/**
 * The body that records a visit, read field by field.
 */
import { type Fault, isExternalId, type SessionRecord } from '../../core/sdk/index.ts';
import { clickIds, isCampaignField, pageFields } from './attribution.ts';
import { createFieldReport, lengthOf, readText } from './fields.ts';

const maximumPageLength = 2_048;
const maximumValueLength = 512;
/** Every order of the visit carries them all. */
const maximumCampaignFields = 20;

/** Reads the body of a session. Fields that say nothing about where it came from do not matter; null is the same as absent. */
export function readSession(json: Readonly<Record<string, unknown>>): SessionRecord | Fault {
  const report = createFieldReport();
  if (json['session_id'] == null) report.add('session_id', 'is required');
  const externalId = readText(json, 'session_id', report) ?? '';
  if (!isExternalId(externalId))
    report.add('session_id', 'must be 1 to 255 characters, without control characters and without a blank at either end');

  const campaignFields = Object.keys(json).filter((field) => isCampaignField(field) && json[field] !== null);
  for (const field of campaignFields.slice(maximumCampaignFields))
    report.add(field, `is one too many: a session has at most ${maximumCampaignFields} utm fields`);
  const attributes: Record<string, string> = {};
  const read = (fields: readonly string[], maximumLength: number): void => {
    for (const field of fields) {
      const text = readText(json, field, report);
      if (text !== undefined && lengthOf(text) > maximumLength) report.add(field, `must be at most ${maximumLength} characters`);
      if (text !== undefined) attributes[field] = text;
    }
  };
  read(pageFields, maximumPageLength);
  read([...clickIds, ...campaignFields], maximumValueLength);
  return report.refusal() ?? { externalId, attributes };
}
