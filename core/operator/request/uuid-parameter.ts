/**
 * A parameter that is an id of the hub's.
 */
import { isUuid } from '../../domain/uuid.ts';
import type { QueryParameter } from './query.ts';

/** In either letter case; read as it is stored. */
export const uuidParameter: QueryParameter<string> = {
  read: (given) => (isUuid(given) ? given.toLowerCase() : undefined),
  message: 'must be a UUID',
  schema: { type: 'string', format: 'uuid' },
};
