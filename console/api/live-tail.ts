/**
 * Rows as they come, by server-sent events. The browser connects again by itself after a restart of the hub and says what
 * it has seen, so that nothing is left out and nothing comes twice.
 */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { basePath } from './client.ts';

/** Where a tail stands. */
export type TailState = 'off' | 'connecting' | 'live';

interface LiveTail<Row> {
  readonly state: TailState;
  /** Rows that came and are not shown yet, newest first. A row that came again stands here once, as it is now. */
  readonly waiting: readonly Row[];
  /** Takes them out, for whoever shows them now. */
  take(): readonly Row[];
}

/** Above this the list is better fetched anew. */
const waitingLimit = 500;

/**
 * Follows the stream at `path` below the operator API while `on`; `path` carries the filters as its query. `onReset` is called
 * where the hub cannot tell what came meanwhile: the list has to be fetched anew. It must stay the same function.
 */
export function useLiveTail<Row extends { readonly id: string }>(path: string, on: boolean, onReset: () => void): LiveTail<Row> {
  const [state, setState] = useState<TailState>('off');
  const [waiting, setWaiting] = useState<readonly Row[]>([]);
  useEffect(() => {
    setWaiting([]);
    if (!on) {
      setState('off');
      return undefined;
    }
    setState('connecting');
    const source = new EventSource(basePath + path);
    source.addEventListener('open', () => setState('live'));
    source.addEventListener('error', () => setState('connecting'));
    source.addEventListener('reset', onReset);
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const row = JSON.parse(data) as Row; // the stream sends the rows of its list
      setWaiting((before) => [row, ...before.filter(({ id }) => id !== row.id)].slice(0, waitingLimit));
    });
    return () => source.close();
  }, [path, on, onReset]);
  const take = useCallback(() => {
    setWaiting([]);
    return waiting;
  }, [waiting]);
  return useMemo(() => ({ state, waiting, take }), [state, waiting, take]);
}
