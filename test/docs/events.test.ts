/** docs/events.md against the schemas that the hub serves: every type, in the same words, with an example that meets its schema. */
import { expect, test } from 'vitest';
import { eventTypes } from '../../core/domain/event.ts';
import { describeReadApi } from '../../core/read-api/openapi.ts';
import type { AnyJson } from '../support/json.ts';
import { strictJudge } from '../support/published-schemas.ts';
import { codeBlocks, readDocument, sectionOf, sections } from './markdown.ts';

const page = readDocument('docs/events.md');
const reference: AnyJson = describeReadApi('https://hub.example');
const judge = strictJudge(reference);

test('every type of the catalogue has a heading, in the order of the catalogue, and no other has', () => {
  const headings = sections(page).flatMap(({ title, level }) => (level === 3 ? [title] : []));
  expect(headings).toEqual([...eventTypes]);
});

test.each(eventTypes)('%s is told of in the words of its schema', (type) => {
  expect(sectionOf(page, type).text).toContain(`\n${reference.webhooks[type].post.summary}\n`);
});

test.each(eventTypes)('the example of %s is strictly as its schema says', (type) => {
  const [example, ...more] = codeBlocks(sectionOf(page, type).text);
  expect([example?.language, more]).toEqual(['json', []]);
  const component = reference.webhooks[type].post.requestBody.content['application/json'].schema.$ref.split('/').at(-1);
  expect(judge(component, JSON.parse(example?.code ?? ''))).toEqual([]);
});

test('an example with a field more or less would not pass', () => {
  const [example] = codeBlocks(sectionOf(page, 'order.created').text);
  const event = JSON.parse(example?.code ?? '');
  const { currency, ...rest } = event.data.order;
  expect(currency).toBe('GBP');
  expect(judge('OrderCreatedEvent', { ...event, data: { order: rest } })).toHaveLength(1);
  expect(judge('OrderCreatedEvent', { ...event, data: { order: { ...event.data.order, colour: 'red' } } })).toHaveLength(1);
  expect(judge('OrderCreatedEvent', { ...event, type: 'order.updated' })).toHaveLength(1);
});

test('docs/webhooks.md names every type that can be subscribed to, and leads to the page', () => {
  const webhooks = readDocument('docs/webhooks.md');
  const named = [...sectionOf(webhooks, 'What arrives').text.matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([\w.]+)`/g)].map(([, type = '']) => type),
  );
  expect(named.toSorted()).toEqual(eventTypes.filter((type) => type !== 'webhook.test').toSorted());
  expect(webhooks).toContain('](events.md)');
});
