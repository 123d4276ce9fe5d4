/**
 * `/orgs/{org}/requests/stream` and `/orgs/{org}/deliveries/stream`: the rows of the lists of these names as they come and
 * as they change, as server-sent events.
 */
import { isFault, type Fault } from '../../domain/fault.ts';
import { streamedReply, type StreamedReply } from '../../domain/event-stream.ts';
import type { LiveFeed } from '../../domain/provisioning/live-feed.ts';
import { UnavailableError } from '../../domain/unavailable.ts';
import { component } from '../../schemas/field.ts';
import { createAuthenticate } from '../accounts/authenticate.ts';
import type { OperatorDependencies } from '../dependencies.ts';
import { passesRequestFilter, placedRequestFilter, placedRequestParameters } from '../inbound/request-filter.ts';
import { requestView } from '../inbound/request-view.ts';
import { deliveryFilter, deliveryParameters, endpointParameter, passesDeliveryFilter } from '../outbound/delivery-filter.ts';
import { deliveryView } from '../outbound/delivery-view.ts';
import { findOrganisation } from '../request/lookups.ts';
import { operation } from '../request/operation.ts';
import { asking, text } from '../request/query.ts';
import type { OperatorRequest, OperatorRoute } from '../request/route.ts';
import { fieldsRefused } from '../request/wording.ts';
import { createTailLimit, tooManyTails } from './open-tails.ts';
import { tail, type Tail } from './tail.ts';

const lastEventId = asking(
  'Goes on after the event of this id; the header `Last-Event-ID`, which a browser sends by itself, wins. Absent: from now on.',
  text,
);

const description = `Server-sent events, each with a row as the list shows it. Tails end when the session or the token does, and when the hub stops;
\`EventSource\` comes back by itself, and then nothing is left out or sent twice. An event \`reset\` says that it cannot be told what came
in between: ask the list anew. An operator has at most ten open in one process.`;

/** Who is asking, as far as tails are concerned. */
type Listener = Pick<OperatorRequest, 'caller' | 'headers' | 'method'>;

/** The tails. */
export function tailRoutes(dependencies: OperatorDependencies): readonly OperatorRoute[] {
  const { feeds, clock } = dependencies;
  const limit = createTailLimit();
  const prove = createAuthenticate(dependencies, true);

  /** While the database is away nobody can be proved and nothing can be shown: that is no reason to send anybody away. */
  const isAllowed = async ({ caller, headers, method }: Listener): Promise<boolean> => {
    try {
      const now = await prove(headers, method);
      return !isFault(now) && now.role === caller.role && now.organisationId === caller.organisationId;
    } catch (error) {
      if (error instanceof UnavailableError) return true;
      throw error;
    }
  };

  function open<Row>(
    listener: Listener,
    wanted: Pick<Tail<Row>, 'feed' | 'organisationId' | 'passes' | 'view'>,
    givenId: string | undefined,
  ): StreamedReply | Fault {
    const after = placeGiven(wanted.feed, listener, givenId);
    if (isFault(after)) return after;
    const events = tail({ ...wanted, ...after, clock, isAllowed: () => isAllowed(listener) });
    const counted = limit(listener.caller, events);
    return isFault(counted) ? counted : streamedReply(counted);
  }

  return [
    operation({
      method: 'GET',
      path: '/orgs/:org/requests/stream',
      operationId: 'tailRequests',
      summary: "Sends an organisation's requests as they are answered",
      description,
      streams: true,
      find: (request) => findOrganisation(dependencies, request),
      query: { ...placedRequestParameters, last_event_id: lastEventId },
      answers: { 200: component('RequestSummary') },
      refusals: [tooManyTails],
      async handle({ subject: { id: organisationId }, query, ...listener }) {
        const filter = await placedRequestFilter(dependencies, organisationId, query);
        if (isFault(filter)) return filter;
        const passes = passesRequestFilter.bind(undefined, filter);
        return open(listener, { feed: feeds.requests, organisationId, passes, view: requestView }, query.last_event_id);
      },
    }),
    operation({
      method: 'GET',
      path: '/orgs/:org/deliveries/stream',
      operationId: 'tailDeliveries',
      summary: "Sends an organisation's deliveries as they are queued and whenever their status changes",
      description,
      streams: true,
      find: (request) => findOrganisation(dependencies, request),
      query: { ...deliveryParameters, endpoint: endpointParameter, last_event_id: lastEventId },
      answers: { 200: component('Delivery') },
      refusals: [tooManyTails],
      handle({ subject: { id: organisationId }, query, ...listener }) {
        const passes = passesDeliveryFilter.bind(undefined, deliveryFilter(query));
        const wanted = { feed: feeds.deliveries, organisationId, passes, view: deliveryView };
        return Promise.resolve(open(listener, wanted, query.last_event_id));
      },
    }),
  ];
}

/** Where to go on. A browser repeats the address with its old parameter, and says in the header what it has seen since. */
function placeGiven(
  feed: Pick<LiveFeed<unknown>, 'isPosition'>,
  { headers }: Listener,
  givenId: string | undefined,
): { readonly after?: string } | Fault {
  const after = headers['last-event-id'] || givenId;
  if (after === undefined) return {};
  return feed.isPosition(after) ? { after } : fieldsRefused([{ path: 'last_event_id', message: 'must be the id of an event' }]);
}
