/**
 * Rows as they come, by server-sent events. The browser connects again by itself after a restart of the hub and says what
 * it has seen, so that nothing is left out and nothing comes twice.
 */
import { useEffect, useEffectEvent, useState } from 'react';
import { basePath } from './client.ts';
import { followStream } from './event-stream.ts';

/** Where a tail stands. */
export type TailState = 'off' | 'connecting' | 'live';

/** What the follower of a tail is told. */
interface TailListener<Row> {
  /** A row is new or has changed. */
  onRow(row: Row): void;
  /** The tail tells what comes from now on, and not what came before: the list has to be asked. */
  onBegin(): void;
}

/** Follows the stream at `path` below the operator API while `on`; `path` carries the filters as its query. */
export function useLiveTail<Row>(path: string, on: boolean, listener: TailListener<Row>): TailState {
  const [state, setState] = useState<TailState>('off');
  const onRow = useEffectEvent((row: Row) => listener.onRow(row));
  const onBegin = useEffectEvent(() => listener.onBegin());
  useEffect(() => {
    if (!on) {
      setState('off');
      return undefined;
    }
    setState('connecting');
    return followStream(basePath + path, {
      onConnected: (isConnected) => setState(isConnected ? 'live' : 'connecting'),
      onMessage: (data) => onRow(JSON.parse(data) as Row), // the stream sends the rows of its list
      onBegin: () => onBegin(),
    });
  }, [path, on]);
  return state;
}
