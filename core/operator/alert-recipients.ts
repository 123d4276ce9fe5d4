/**
 * `/orgs/{org}/alert-recipients`: whom an organisation's alerts are mailed to; `/alert-recipients`: who is told of the platform's
 * own, which the hub's environment says. Webhooks that want to hear of alerts subscribe to them as to any other event.
 */
import { maximumAlertRecipients, platformOrganisationId } from '../domain/alert.ts';
import { isEmailAddress } from '../domain/email-address.ts';
import { fault, type FieldFault } from '../domain/fault.ts';
import { jsonReply } from '../domain/http-reply.ts';
import { mintToken, recipientTokenPrefix } from '../domain/key-token.ts';
import type { AlertRecipient } from '../domain/provisioning/alert-recipient.ts';
import { component } from '../schemas/field.ts';
import type { OperatorDependencies } from './dependencies.ts';
import { bodyReader } from './request/body.ts';
import { findOrganisation } from './request/lookups.ts';
import { operation } from './request/operation.ts';
import type { OperatorRoute } from './request/route.ts';
import { fieldsRefused } from './request/wording.ts';

const recipientsBody = bodyReader<{ readonly emails: readonly string[] }>({
  properties: {
    emails: {
      type: 'array',
      items: { type: 'string' },
      maxItems: maximumAlertRecipients,
      description: 'The addresses, all of them; an empty list means nobody.',
      examples: [['ops@example.com']],
    },
  },
  required: ['emails'],
});

const answers = { 200: component('AlertRecipients') };

/** Whoever is new gets a mail that nobody asked them about: no more than this in a quarter of an hour. */
const newAddressLimit = 60;

const tooManyMails = (retryAfterSeconds: number) =>
  fault('rate_limited', 'too many new addresses were mailed', { retryAfterSeconds });

/** Show, replace; show the platform's. */
export function alertRecipientRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { repositories, randomBytes, wakeDispatcher } = dependencies;
  const { alertRecipients, logins } = repositories;
  const show = async (organisationId: string) => jsonReply(200, view(await alertRecipients.list(organisationId)));
  /** Seconds to wait before these may be named; 0 when they may be now. */
  const waitSeconds = async (organisationId: string, emails: readonly string[]): Promise<number> => {
    const known = new Set((await alertRecipients.list(organisationId)).map(({ target }) => target.toLowerCase()));
    const added = emails.filter((email) => !known.has(email.toLowerCase()));
    return logins.beginTry(added.map(() => ({ name: `alert recipients ${organisationId}`, limit: newAddressLimit })));
  };
  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/alert-recipients',
      operationId: 'getAlertRecipients',
      summary: "Shows whom an organisation's alerts are mailed to",
      find: (request) => findOrganisation(dependencies, request),
      answers,
      handle: ({ subject: organisation }) => show(organisation.id),
    }),
    operation({
      method: 'PUT',
      path: '/orgs/:org/alert-recipients',
      operationId: 'setAlertRecipients',
      summary: "Says whom an organisation's alerts are mailed to",
      description:
        'A new address is mailed a link first, and nothing else until it was followed. One that is left out gets nothing more. Letter case makes no difference.',
      find: (request) => findOrganisation(dependencies, request),
      body: recipientsBody,
      answers,
      refusals: [tooManyMails(1)],
      async handle({ subject: organisation, body: { emails } }) {
        const faults = faultsOf(emails);
        if (faults.length > 0) return fieldsRefused(faults);
        const retryAfterSeconds = await waitSeconds(organisation.id, emails);
        if (retryAfterSeconds > 0) return tooManyMails(retryAfterSeconds);
        const tokens = emails.map(() => mintToken(recipientTokenPrefix, randomBytes));
        await alertRecipients.set(organisation.id, emails, tokens);
        wakeDispatcher();
        return show(organisation.id);
      },
    }),
    operation({
      method: 'GET',
      path: '/alert-recipients',
      access: 'platform_admin',
      operationId: 'getPlatformAlertRecipients',
      summary: "Shows who is told of the hub's own alerts",
      description: 'They are set in the environment: `CROSSDOCK_ALERT_EMAILS` and `CROSSDOCK_ALERT_WEBHOOK_URL`.',
      answers,
      handle: () => show(platformOrganisationId),
    }),
  ];
}

function faultsOf(emails: readonly string[]): readonly FieldFault[] {
  const keys = emails.map((email) => email.toLowerCase());
  return emails.flatMap((email, index) => {
    const path = `emails.${index}`;
    if (!isEmailAddress(email)) return [{ path, message: 'must be one e-mail address of at most 127 characters' }];
    return keys.indexOf(email.toLowerCase()) < index ? [{ path, message: 'is given twice' }] : [];
  });
}

function view(recipients: readonly AlertRecipient[]) {
  return {
    emails: recipients.filter(({ transport }) => transport === 'email').map(({ target }) => target),
    recipients: recipients.map(({ endpointId, transport, target, confirmedAt, enabled }) => ({
      endpoint_id: endpointId,
      transport,
      target,
      confirmed_at: confirmedAt,
      enabled,
    })),
  };
}
