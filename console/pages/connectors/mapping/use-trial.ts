/** Tries a mapping out on a sample, shortly after the last keystroke. Nothing is stored at the hub. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answerOf, api, ApiError, type Schemas } from '../../../api/client.ts';
import type { Settings } from '../../../ui/schema-form/schema.ts';

/** What is wrong, and with which part of a mapped order: `items[0].sku`. */
export interface MappingProblem {
  readonly place: string;
  readonly message: string;
}

/** A trial as far as it has come. */
export interface Trial {
  /** Of the last one that was answered; undefined before, and while the settings cannot be used. */
  readonly result: Schemas['DryRun'] | undefined;
  readonly problems: readonly MappingProblem[];
  /** What went wrong with the trial itself. */
  readonly error: unknown;
  /** True while what is shown is of something that was written before. */
  readonly isStale: boolean;
}

const typingMilliseconds = 350;
const settingPath = 'config.mapping.';
const none: readonly MappingProblem[] = [];

/** `patch` is what the mapping changes of the stored settings; undefined for nothing. */
export function useTrial(connectorId: string, sample: string, patch: Settings | undefined): Trial {
  const question = JSON.stringify({
    body: sample,
    content_type: sample.trimStart().startsWith('<') ? 'application/xml' : 'application/json',
    ...(patch && { config: patch }),
  });
  const asked = useSettled(question);
  const { data, error, isFetching } = useQuery({
    queryKey: ['dry-run', connectorId, asked],
    queryFn: () =>
      answerOf(
        api.POST('/connectors/{id}/dry-run', {
          params: { path: { id: connectorId } },
          body: JSON.parse(asked) as { body: string }, // what was just written
        }),
      ),
    enabled: sample.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0, // samples are other people's orders
    retry: false,
  });
  const refused = error instanceof ApiError && error.fields.length > 0 ? error : undefined;
  return {
    result: error ? undefined : data,
    problems: refused ? settingProblems(refused) : (data?.refusal?.fields.map(problemOf) ?? none),
    error: refused ? undefined : error,
    isStale: isFetching || asked !== question,
  };
}

function settingProblems({ fields }: ApiError): readonly MappingProblem[] {
  return fields.map(({ path, message }) => ({
    place: path.startsWith(settingPath) ? path.slice(settingPath.length) : path,
    message,
  }));
}

function problemOf({ path, message }: { readonly path: string; readonly message: string }): MappingProblem {
  return { place: path, message };
}

/** The text once nobody has changed it for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
