/** A reader of server-sent events, over fetch: it reads what a browser's EventSource would, and can be stopped at any event. */
import { onTestFinished } from 'vitest';
import type { AnyJson } from './json.ts';

/** One event that has data. */
export interface ReceivedEvent {
  /** `message` unless the stream named it. */
  readonly name: string;
  readonly id: string;
  readonly json: AnyJson;
}

/** A stream that is being read. */
export interface EventReader {
  readonly status: number;
  readonly headers: Headers;
  /** The latest id that the stream gave, with or without data. */
  lastId(): string;
  /** Events so far. */
  readonly events: readonly ReceivedEvent[];
  /** Comments so far: signs of life. */
  comments(): number;
  /** Waits for so many events in all. Rejects when the stream ends before. */
  until(count: number): Promise<void>;
  /** Resolves when the stream has ended as an answer should end; rejects when it broke. */
  readonly ended: Promise<void>;
  /** Goes away. */
  close(): Promise<void>;
}

/** Opens a stream; rejects when there is no answer. */
export async function openEventStream(url: string, headers: Readonly<Record<string, string>>): Promise<EventReader> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  const events: ReceivedEvent[] = [];
  const waiting = new Set<() => void>();
  let lastId = headers['last-event-id'] ?? '';
  let comments = 0;
  let isOver = false;

  const take = (block: string): void => {
    let [name, data] = ['message', ''];
    for (const line of block.split('\n')) {
      const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (field === '') comments += 1;
      if (field === 'id') lastId = value;
      if (field === 'event') name = value;
      if (field === 'data') data += value;
    }
    if (data !== '') events.push({ name, id: lastId, json: JSON.parse(data) });
  };

  const read = async (): Promise<void> => {
    let text = '';
    try {
      for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const blocks = (text + piece).split('\n\n');
        text = blocks.pop() ?? '';
        blocks.forEach(take);
        waiting.forEach((look) => look());
      }
    } finally {
      isOver = true;
      waiting.forEach((look) => look());
    }
  };
  const ended = read();
  ended.catch(() => undefined); // whoever asks hears of it
  const close = async (): Promise<void> => {
    leaving.abort();
    await ended.catch(() => undefined);
  };
  onTestFinished(close);

  return {
    status: response.status,
    headers: response.headers,
    lastId: () => lastId,
    events,
    comments: () => comments,
    ended,
    close,
    until: (count) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (events.length >= count) resolve();
          else if (isOver) reject(new Error(`the stream ended after ${events.length} of ${count} events`));
          else return;
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
  };
}
