/** What was counted in the last hours, for small pictures beside stores, connectors and endpoints. */
import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from './client.ts';

/** The organisation's counts by the hour. */
export type Statistics = Schemas['Statistics'];

const pollMilliseconds = 60_000;

/** The last 24 hours of the organisation, asked for once however many show a part of them. */
export function useStatistics(org: string) {
  return useQuery({
    queryKey: ['statistics', org],
    queryFn: () => answerOf(api.GET('/orgs/{org}/statistics', { params: { path: { org } } })),
    refetchInterval: pollMilliseconds,
  });
}

/** The sum of one series. */
export function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Two series as one. */
export function together(one: readonly number[], other: readonly number[]): readonly number[] {
  return one.map((count, hour) => count + (other[hour] ?? 0));
}
