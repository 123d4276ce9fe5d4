/**
 * Every schema of the operator API's answers, by the name of its component.
 */
import { listOf, record, text } from '../../schemas/field.ts';
import { orderSchemas } from '../../schemas/order.ts';
import { peopleSchemas } from '../../schemas/people.ts';
import type { JsonSchema } from '../../sdk/contract.ts';
import { accountSchemas } from './account.ts';
import { alertSchemas } from './alerts.ts';
import { connectorSchemas } from './connectors.ts';
import { hubSchemas } from './hub.ts';
import { inboxSchemas } from './inbox.ts';
import { orderDetailSchemas } from './orders.ts';
import { requestSchemas } from './requests.ts';
import { statisticsSchemas } from './statistics.ts';
import { timelineSchemas } from './timeline.ts';
import { tenantSchemas } from './tenants.ts';
import { webhookSchemas } from './webhooks.ts';

const fieldFault = record('One field or parameter that was refused.', {
  path: text('Where it is, with dots between the names; empty for the body as a whole.', 'lines.0.sku'),
  message: text('What is wrong with it; follows its name in a sentence.', 'is required'),
});

const error = record(
  'A refusal.',
  { error: text('The code, which never changes its meaning.', 'not_found'), detail: text('One sentence for people.') },
  { fields: listOf(fieldFault, 'What was refused, all of it; on `validation_failed` and its like.') },
);

/** All of them. */
export const schemas: Readonly<Record<string, JsonSchema>> = {
  ...orderSchemas,
  ...peopleSchemas, // its Session is a visit, which nothing here refers to; an operator's has its name
  ...accountSchemas,
  ...alertSchemas,
  ...tenantSchemas,
  ...orderDetailSchemas,
  ...timelineSchemas,
  ...inboxSchemas,
  ...connectorSchemas,
  ...requestSchemas,
  ...statisticsSchemas,
  ...webhookSchemas,
  ...hubSchemas,
  Error: error,
};
