/**
 * The process log: JSON lines by pino. Whoever logs leaves out secrets and personal data; this only writes.
 */
import { pino } from 'pino';
import type { Log } from '../domain/ports.ts';

/** A log at `level` and above, on standard output. */
export function createLog(level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
  };
}
