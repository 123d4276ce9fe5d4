/**
 * Holds what the operator API answers against what it says of itself: the status, the body with no field more or less, and
 * of a refusal the code.
 */
import { isDeepStrictEqual } from 'node:util';
import type { AnyJson } from './json.ts';
import { type PlaceJudge, placeJudge } from './published-schemas.ts';

/** What an API says of itself. */
export interface OperatorContract {
  /**
   * Throws at an answer that is not described. `path` is without `/admin/v1`, with or without a query string; `json` is the
   * body, undefined when there was none.
   */
  hold(method: string, path: string, status: number, json: AnyJson): void;
}

/** The latest judge, with what it judges by: the hubs of one test file say the same of themselves. */
let latest: { readonly document: AnyJson; readonly judge: PlaceJudge } | undefined;

/** The contract that an OpenAPI document makes. */
export function operatorContract({ paths, components }: AnyJson): OperatorContract {
  const judge = judgeOf({ paths, components });
  return {
    hold(method, path, status, json) {
      const [bare = ''] = path.split('?');
      const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
      const template = templateOf(paths, bare, verb);
      if (template === undefined && status >= 400) return; // no such path, or it answers other methods
      const answer = template === undefined ? undefined : paths[template][verb].responses[status];
      const place = ['paths', String(template), verb, 'responses', String(status), 'content', 'application/json', 'schema'];
      const faults = answer === undefined ? ['it is not described'] : faultsOf(answer, json, () => judge(place, json));
      if (faults.length === 0) return;
      throw new Error(`${method} ${bare} answered ${status} ${JSON.stringify(json)}: ${faults.join('; ')}`);
    },
  };
}

function faultsOf({ content }: AnyJson, json: AnyJson, judge: () => readonly string[]): readonly string[] {
  const media = content?.['application/json'];
  if (media === undefined || json === undefined)
    return (media === undefined) === (json === undefined) ? [] : ['a body too much, or missing'];
  const codes = media.examples && Object.values<AnyJson>(media.examples).map(({ value }) => value.error);
  return [...(codes && !codes.includes(json.error) ? [`${json.error} is not among its refusals`] : []), ...judge()];
}

/** The described path that a real one is an instance of; where several are, the one with the fewest parameters. */
function templateOf(paths: AnyJson, path: string, verb: string): string | undefined {
  const names = path.split('/');
  const fits = (template: string): boolean => {
    const parts = template.split('/');
    return parts.length === names.length && parts.every((part, index) => part.startsWith('{') || part === names[index]);
  };
  const candidates = Object.keys(paths).filter((template) => paths[template][verb] !== undefined && fits(template));
  return candidates.toSorted((one, other) => one.split('{').length - other.split('{').length)[0];
}

function judgeOf(document: AnyJson): PlaceJudge {
  if (!isDeepStrictEqual(latest?.document, document)) latest = undefined;
  latest ??= { document, judge: placeJudge(document) };
  return latest.judge;
}
