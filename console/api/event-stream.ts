/**
 * One stream of server-sent events for as long as somebody looks. The browser connects again by itself where a connection was
 * lost, and says what it has seen; where it gave up, and for a page that was not seen for a while, the same is done here.
 */

/** What the follower of a stream is told. */
export interface StreamListener {
  /** True while events can come. */
  onConnected(isConnected: boolean): void;
  onMessage(data: string): void;
  /** The stream tells what comes from now on, and not what came before. */
  onBegin(): void;
}

/** EventSource gives up at any answer but 200: the hub may be restarting, or have as many listeners as it takes. */
const pauseMilliseconds = 5_000;

/** Follows the stream until the function that it gives is called. */
export function followStream(url: string, { onConnected, onMessage, onBegin }: StreamListener): () => void {
  let source: EventSource | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let lastEventId: string | undefined;

  const close = (): void => {
    clearTimeout(pause);
    source?.close();
    source = undefined;
    onConnected(false);
  };
  const open = (): void => {
    const opened = new EventSource(lastEventId === undefined ? url : goOnAfter(url, lastEventId));
    source = opened;
    opened.addEventListener('open', () => onConnected(true));
    if (lastEventId === undefined) opened.addEventListener('open', onBegin, { once: true });
    opened.addEventListener('error', () => {
      onConnected(false);
      if (opened.readyState === EventSource.CLOSED) pause = setTimeout(open, pauseMilliseconds);
    });
    opened.addEventListener('reset', onBegin);
    opened.addEventListener('message', ({ data, lastEventId: id }: MessageEvent<string>) => {
      lastEventId = id;
      onMessage(data);
    });
  };
  // A browser opens six connections to one host over all of its tabs: a page that nobody sees must not hold one.
  const onVisibility = (): void => {
    close();
    if (!document.hidden) open();
  };

  document.addEventListener('visibilitychange', onVisibility);
  if (!document.hidden) open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    close();
  };
}

function goOnAfter(url: string, lastEventId: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}last_event_id=${encodeURIComponent(lastEventId)}`;
}
