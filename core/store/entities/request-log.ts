/**
 * Maps `request_log` for reading; rows are written in batches elsewhere.
 */
import type { SignatureEvidence } from '../../domain/request-log.ts';
import { defineEntity, p } from '@mikro-orm/core';

/** One request that reached routing. */
export const RequestLogEntity = defineEntity({
  name: 'RequestLog',
  tableName: 'request_log',
  properties: {
    id: p.uuid().primary(),
    organisationId: p.uuid().fieldName('org_id').nullable(),
    storeId: p.uuid().fieldName('store_id').nullable(),
    connectorId: p.uuid().fieldName('connector_id').nullable(),
    receivedAt: p.datetime(3),
    method: p.text(),
    path: p.text(),
    clientIp: p.text(),
    headers: p.json<Readonly<Record<string, string>>>(),
    body: p.blob().nullable(),
    statusCode: p.integer(),
    errorCode: p.text().nullable(),
    errorDetail: p.text().nullable(),
    bodyMasked: p.boolean(),
    responseBody: p.text().nullable(),
    durationMilliseconds: p.integer(),
    adapter: p.text().nullable(),
    externalId: p.text().nullable(),
    replayed: p.boolean(),
    duplicate: p.boolean(),
    quarantined: p.boolean(),
    reason: p.text().nullable(),
    translation: p.json<unknown>().nullable(),
    clockSkewSeconds: p.integer().nullable(),
    signature: p.json<SignatureEvidence>().nullable(),
    entities: p.json<readonly { readonly type: string; readonly id: string }[]>(),
  },
});
