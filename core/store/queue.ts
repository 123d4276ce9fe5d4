/**
 * The names under which pg-boss keeps our jobs. A job only says when to look at a delivery; the delivery row is the truth.
 */

/** The PostgreSQL schema of pg-boss. */
export const queueSchema = 'pgboss';

/** The queue of due deliveries; it has a table of its own. */
export const deliveryQueue = 'delivery';
