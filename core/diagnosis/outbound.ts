/**
 * Tries one request to the outside: deliveries go there, and its answer says what time it is elsewhere. It sends no data.
 */
import { clockFinding } from './clock.ts';
import { failed, type Finding, reasonOf, ok, skipped, warning } from './finding.ts';

const timeoutMilliseconds = 5_000;

/** What is tried. */
export interface OutboundTarget {
  readonly url: string;
  /** True when the operator named it: then it has to answer. */
  readonly isNamed: boolean;
}

/** Two findings: outbound, clock. */
export async function examineOutbound({ url, isNamed }: OutboundTarget, now: () => number): Promise<readonly Finding[]> {
  try {
    const response = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(timeoutMilliseconds) });
    const theirs = Date.parse(response.headers.get('date') ?? '');
    const clock = Number.isNaN(theirs)
      ? skipped('clock', `${url} does not say what time it is`)
      : clockFinding('clock', `that of ${new URL(url).host}`, theirs, now());
    return [ok('outbound', `${url} answers`), clock];
  } catch (error) {
    const mend = 'deliveries go out by HTTPS: look at DNS, firewall and proxy, or try another place with --reach <url>';
    const found = (isNamed ? failed : warning)('outbound', `${url} cannot be reached (${reasonOf(error)})`, mend);
    return [found, skipped('clock', 'nothing outside says what time it is')];
  }
}
