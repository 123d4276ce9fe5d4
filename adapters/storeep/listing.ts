/**
 * The list of webhooks: which page a query string asks for, and how the page says where it stands.
 */
import { type Fault, type ParsedRequest, type SubscriptionList } from '../../core/sdk/index.ts';
import { createFieldReport, type FieldReport, readParameter } from './fields.ts';

/** A page that was asked for. */
export interface Listing {
  readonly limit: number;
  /** From 1. */
  readonly page: number;
  readonly list: SubscriptionList;
}

const columns = { created_at: 'createdAt', updated_at: 'updatedAt' } as const;
const directions = { ASC: 'ascending', DESC: 'descending' } as const;
const maximumLimit = 50;
const defaultLimit = 20;

/** Reads the query string; what is absent has the protocol's default, and other parameters do not matter. */
export function readListing(query: URLSearchParams): Listing | Fault {
  const report = createFieldReport();
  const limit = readInteger(query, 'limit', maximumLimit, report) ?? defaultLimit;
  const page = readInteger(query, 'page', Number.MAX_SAFE_INTEGER, report) ?? 1;
  const sortBy = readChoice(query, 'sort_field', columns, report) ?? 'createdAt';
  const direction = readChoice(query, 'sort_order', directions, report) ?? 'descending';
  return report.refusal() ?? { limit, page, list: { sortBy, direction, limit, offset: (page - 1) * limit } };
}

/** What the protocol says of a page with `count` rows, when there are `total` on all pages. */
export function describePage({ limit, page }: Listing, total: number, count: number, request: ParsedRequest) {
  const totalPages = Math.max(1, Math.ceil(total / limit));
  return {
    total,
    count,
    per_page: limit,
    current_page: page,
    total_pages: totalPages,
    links: { next: page < totalPages ? linkTo(page + 1, request) : null },
  };
}

function linkTo(page: number, { hub, path, query }: ParsedRequest): string {
  const parameters = new URLSearchParams(query);
  parameters.set('page', String(page));
  return `${hub.publicUrl}${path}?${parameters.toString()}`;
}

function readInteger(query: URLSearchParams, name: string, maximum: number, report: FieldReport): number | undefined {
  const text = readParameter(query, name, report);
  if (text === undefined) return undefined;
  if (!/^-?\d+$/.test(text)) return report.add(name, 'must be an integer');
  const value = Number(text);
  return value >= 1 && value <= maximum ? value : report.add(name, `must be between 1 and ${maximum}`);
}

function readChoice<Word extends string, Meaning>(
  query: URLSearchParams,
  name: string,
  choices: Readonly<Record<Word, Meaning>>,
  report: FieldReport,
): Meaning | undefined {
  const text = readParameter(query, name, report);
  if (text === undefined) return undefined;
  const words = Object.keys(choices) as Word[]; // the keys of a const object are its type's keys
  const word = words.find((known) => known === text);
  return word === undefined ? report.add(name, `must be ${words.join(' or ')}`) : choices[word];
}
