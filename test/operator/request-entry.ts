/** Rows of the request log for tests that only care for some of the columns. */
import { randomBytes } from 'node:crypto';
import type { RequestLogEntry } from '../../core/domain/request-log.ts';
import { uuidV7 } from '../../core/domain/uuid.ts';

/** An entry whose id begins with the time of its arrival, like that of every real one. */
export function requestEntry(given: Partial<RequestLogEntry> & Pick<RequestLogEntry, 'receivedAt'>): RequestLogEntry {
  return {
    id: uuidV7(given.receivedAt, randomBytes),
    method: 'POST',
    path: '/integrations/v1/orders',
    clientIp: '192.0.2.1',
    headers: { 'user-agent': 'a shop' },
    statusCode: 200,
    durationMilliseconds: 3,
    replayed: false,
    duplicate: false,
    quarantined: false,
    entities: [],
    ...given,
  };
}
