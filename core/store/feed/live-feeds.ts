/**
 * All feeds of one database.
 */
import type { Log } from '../../domain/ports.ts';
import type { LiveFeeds } from '../../domain/provisioning/live-feed.ts';
import type { Database } from '../database.ts';
import { createLiveFeed } from './live-feed.ts';
import { createDeliverySource, createRequestSource } from './source.ts';

/** Makes them. They look at nothing until somebody follows one. */
export function createLiveFeeds(database: Database, log: Log): LiveFeeds {
  return {
    requests: createLiveFeed(createRequestSource(database), 'the request log', log),
    deliveries: createLiveFeed(createDeliverySource(database), 'the deliveries', log),
  };
}
