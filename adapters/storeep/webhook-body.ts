/**
 * The bodies that make and change a webhook, read field by field.
 */
import {
  type EventType,
  type Fault,
  type HubFacts,
  isEmailAddress,
  type SubscriptionChanges,
  type SubscriptionRecord,
  type Transport,
} from '../../core/sdk/index.ts';
import { eventNames, eventTypesOf } from './event-names.ts';
import { createFieldReport, type FieldReport, lengthOf, readText } from './fields.ts';
import { emailProblem, urlProblem } from './target.ts';

type Json = Readonly<Record<string, unknown>>;

const maximumNameLength = 50;
const transports: Readonly<Record<string, Transport>> = { api: 'http', 'e-mail': 'email' };

/** Reads the body of a new webhook. Unknown fields do not matter, and null is the same as absent. */
export function readNewWebhook(json: Json, hub: HubFacts): SubscriptionRecord | Fault {
  const report = createFieldReport();
  for (const field of ['name', 'type', 'event', 'url_or_email']) if (json[field] == null) report.add(field, 'is required');
  const title = readName(json, report) ?? '';
  const transport = readTransport(json, report);
  const eventTypes = readEvent(json, report) ?? [];
  const format = readText(json, 'format', report);
  if (format !== undefined && format !== 'json') report.add('format', 'must be json');
  const target = readText(json, 'url_or_email', report) ?? '';
  // Without a type, nobody knows what the target has to be.
  const problem = transport === undefined ? undefined : targetProblem(transport, target, hub);
  if (problem !== undefined) report.add('url_or_email', problem);
  const enabled = readEnabled(json, report) ?? true;
  return report.refusal() ?? { title, transport: transport ?? 'http', eventTypes, target, enabled };
}

/** Reads what is to change; what is wrong goes into `report`. A target shows by itself which kind it is. */
export function readChanges(json: Json, hub: HubFacts, report: FieldReport): SubscriptionChanges {
  for (const field of ['type', 'format']) if (json[field] != null) report.add(field, 'cannot be changed');
  const title = readName(json, report);
  const eventTypes = readEvent(json, report);
  const value = readText(json, 'url_or_email', report);
  const transport = value !== undefined && looksLikeAddress(value) ? 'email' : 'http';
  const problem = value === undefined ? undefined : targetProblem(transport, value, hub);
  if (problem !== undefined) report.add('url_or_email', problem);
  const enabled = readEnabled(json, report);
  return {
    ...(title !== undefined && { title }),
    ...(eventTypes !== undefined && { eventTypes }),
    ...(value !== undefined && { target: { transport, value } }),
    ...(enabled !== undefined && { enabled }),
  };
}

function readName(json: Json, report: FieldReport): string | undefined {
  const name = readText(json, 'name', report)?.trim();
  if (name === undefined) return undefined;
  if (name === '' || lengthOf(name) > maximumNameLength)
    return report.add('name', `must be 1 to ${maximumNameLength} characters`);
  return /\p{Cc}/u.test(name) ? report.add('name', 'must not contain control characters') : name;
}

function readTransport(json: Json, report: FieldReport): Transport | undefined {
  const type = readText(json, 'type', report);
  if (type === undefined) return undefined;
  return Object.hasOwn(transports, type) ? transports[type] : report.add('type', 'must be api or e-mail');
}

function readEvent(json: Json, report: FieldReport): readonly EventType[] | undefined {
  const event = readText(json, 'event', report);
  return event === undefined
    ? undefined
    : (eventTypesOf(event) ?? report.add('event', `must be one of ${eventNames.join(', ')}`));
}

function readEnabled(json: Json, report: FieldReport): boolean | undefined {
  const enabled = json['is_enabled'] ?? undefined;
  return enabled === undefined || typeof enabled === 'boolean' ? enabled : report.add('is_enabled', 'must be a boolean');
}

function targetProblem(transport: Transport, target: string, hub: HubFacts): string | undefined {
  return transport === 'email' ? emailProblem(target) : urlProblem(target, hub);
}

/** A webhook keeps its type, which is not known here; a user name in a URL has a slash after it sooner or later. */
function looksLikeAddress(text: string): boolean {
  return isEmailAddress(text) || (text.includes('@') && !text.includes('/'));
}
