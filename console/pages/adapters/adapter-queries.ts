/** The formats that the hub speaks, for every page that names one. */
import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client.ts';

/** A format as the operator API gives it. */
export type Adapter = Schemas['Adapter'];

/** All of them, and those that could not be loaded. */
export function useAdapters() {
  return useQuery({ queryKey: ['adapters'], queryFn: () => answerOf(api.GET('/adapters')) });
}

/** One of them; undefined while they are on their way, or when it is not loaded. */
export function useAdapter(format: string): Adapter | undefined {
  return useAdapters().data?.rows.find(({ id }) => id === format);
}

/** True for a format that connectors can be made of. */
export function takesConnectors({ capabilities }: Adapter): boolean {
  return capabilities.includes('inbound');
}
