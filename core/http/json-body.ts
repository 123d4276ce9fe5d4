/**
 * Reads a JSON body where no adapter is involved: the operator API.
 */
import type { Request } from 'express';
import { fault, type Fault } from '../domain/fault.ts';
import { readJsonObject } from '../sdk/json-reader.ts';
import { readBody } from './read-body.ts';

/** The object, undefined when no body was sent, or a refusal. */
export async function readJsonBody(request: Request, limitBytes: number): Promise<{ readonly json: unknown } | Fault> {
  const body = await readBody(request, limitBytes);
  if ('kind' in body) return body;
  if (body.length === 0) return { json: undefined };
  const reading = readJsonObject(body);
  if ('problem' in reading) {
    const fields = [{ path: '', message: reading.problem }];
    return fault('validation_failed', 'the request body must be one JSON object', { fields });
  }
  return { json: reading.value };
}
