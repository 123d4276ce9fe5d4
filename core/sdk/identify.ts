/**
 * Reading who a request says it is from. Nothing here proves anything.
 */
import type { Claim, InboundRequest } from './contract.ts';

/**
 * The claim of `Authorization: Bearer <key>`. An absent or empty header is no claim; any other scheme is a claim to a
 * key that cannot exist, so that the hub answers `invalid_api_key` and not `missing_authorization`.
 */
export function bearerClaim(request: Pick<InboundRequest, 'headers'>): Claim {
  const header = request.headers['authorization']?.trim() ?? '';
  if (header === '') return { by: 'none' };
  const [, key] = /^bearer +(\S+)$/i.exec(header) ?? [];
  return { by: 'key', key: key ?? '' };
}

/** The lower-case host of a URL without a leading `www.`, for matching a shop by its address; undefined if it is none. */
export function shopHost(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return new URL(url).host.toLowerCase().replace(/^www\./, '') || undefined;
}
