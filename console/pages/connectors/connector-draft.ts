/** A connector while it is being written: what the forms hold, and what of it the operator API is told. */
import type { Settings } from '../../ui/schema-form/schema.ts';
import { mergePatchOf } from './config-patch.ts';
import type { Connector } from './connector-queries.ts';

/** What can be said of a new connector and changed later. */
export interface ConnectorDraft {
  readonly name: string;
  /** Addresses and ranges, one a line. */
  readonly allowlist: string;
  /** Digits; empty for what the format says. */
  readonly rateLimit: string;
  readonly requireSignature: boolean;
  /** As a field for a local date and time has it: `2027-01-31T18:00`; empty for never. */
  readonly expiresAt: string;
  readonly config: Settings;
}

/** A new connector, with nothing said. */
export const emptyDraft: ConnectorDraft = {
  name: '',
  allowlist: '',
  rateLimit: '',
  requireSignature: false,
  expiresAt: '',
  config: {},
};

/** A connector as it is now. */
export function draftOf(connector: Connector): ConnectorDraft {
  return {
    name: connector.name,
    allowlist: connector.ip_allowlist.join('\n'),
    rateLimit: String(connector.rate_limit_per_minute),
    requireSignature: connector.require_signature,
    expiresAt: connector.expires_at === null ? '' : localText(new Date(connector.expires_at)),
    config: connector.config,
  };
}

/** The fields of a creation and of a change that are the same in both. */
export function fieldsOf({ name, allowlist, rateLimit, requireSignature, expiresAt }: ConnectorDraft) {
  return {
    name,
    ip_allowlist: linesOf(allowlist),
    ...(rateLimit !== '' && { rate_limit_per_minute: Number(rateLimit) }),
    require_signature: requireSignature,
    expires_at: expiresAt === '' ? null : new Date(expiresAt).toISOString(),
  };
}

/** The lines that say something. */
export function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => line.trim() || []);
}

/** What of a connector was changed, so that what somebody else changes meanwhile stays. */
export function changesOf(connector: Connector, draft: ConnectorDraft): ConnectorChanges {
  const before: Readonly<Record<string, unknown>> = fieldsOf(draftOf(connector));
  const changed = Object.entries(fieldsOf(draft)).filter(
    ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
  );
  const config = mergePatchOf(connector.config, draft.config);
  const fields = Object.fromEntries(changed) as Partial<ReturnType<typeof fieldsOf>>; // some of its own entries
  return { ...fields, ...(config && { config }) };
}

/** The body of a change. */
type ConnectorChanges = Partial<ReturnType<typeof fieldsOf>> & { readonly config?: Settings };

/** The moment in the viewer's own zone, as a field of the type datetime-local has it. */
function localText(moment: Date): string {
  const minutes = moment.getTime() - moment.getTimezoneOffset() * 60_000;
  return new Date(minutes).toISOString().slice(0, 16);
}
