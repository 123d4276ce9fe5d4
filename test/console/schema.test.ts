/** The types that the console is written against: those of the operator API that this hub describes. */
import { expect, test } from 'vitest';
import { startTestHub } from '../support/hub.ts';
import { typesOf } from '../support/openapi-types.ts';

const heading = `The operator API's types, for openapi-fetch. Generated from what the hub serves at /admin/v1/openapi.json, never written by hand:
npm run console:types`;

test("the console's types are those of the operator API, as it describes itself", async () => {
  const hub = await startTestHub();
  const { json } = await hub.call('GET', '/admin/v1/openapi.json');
  await expect(typesOf(json, heading)).toMatchFileSnapshot('../../console/api/schema.d.ts');
});
