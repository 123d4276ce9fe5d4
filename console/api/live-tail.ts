/**
 * Rows as they come, by server-sent events. The browser connects again by itself after a restart of the hub and says what
 * it has seen, so that nothing is left out and nothing comes twice.
 */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { basePath } from './client.ts';
import { followStream } from './event-stream.ts';

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
 * Follows the stream at `path` below the operator API while `on`; `path` carries the filters as its query. `onBegin` is called
 * when the stream begins, and where the hub cannot tell what came meanwhile: the list has to be fetched anew. It must stay the
 * same function.
 */
export function useLiveTail<Row extends { readonly id: string }>(path: string, on: boolean, onBegin: () => void): LiveTail<Row> {
  const [state, setState] = useState<TailState>('off');
  const [waiting, setWaiting] = useState<readonly Row[]>([]);
  useEffect(() => {
    setWaiting([]);
    if (!on) {
      setState('off');
      return undefined;
    }
    setState('connecting');
    return followStream(basePath + path, {
      onConnected: (isConnected) => setState(isConnected ? 'live' : 'connecting'),
      onMessage(data) {
        const row = JSON.parse(data) as Row; // the stream sends the rows of its list
        setWaiting((before) => [row, ...before.filter(({ id }) => id !== row.id)].slice(0, waitingLimit));
      },
      onBegin,
    });
  }, [path, on, onBegin]);
  const take = useCallback(() => {
    setWaiting([]);
    return waiting;
  }, [waiting]);
  return useMemo(() => ({ state, waiting, take }), [state, waiting, take]);
}
