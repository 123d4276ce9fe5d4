/**
 * The program of an adapter's worker thread: hands messages between the hub's port and the guest.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { startGuest } from './guest.ts';
import type { Assignment, CallMessage } from './messages.ts';

const { parse, stringify } = JSON;
const port = parentPort;
if (port === null) throw new Error('this program runs as a worker thread of the hub');

const guest = await startGuest(parse(String(workerData)) as Assignment); // the hub wrote it
const post = port.postMessage.bind(port);
port.on('message', (text: string) => void take(text));
post(stringify(guest.readiness));

async function take(text: string): Promise<void> {
  post(written(await guest.answer(parse(text) as CallMessage))); // the hub wrote it
}

/** What cannot be written as JSON is an error of the adapter. */
function written(answer: { readonly id: number }): string {
  try {
    return stringify(answer);
  } catch {
    return stringify({ id: answer.id, error: 'an answer that cannot be written as JSON' });
  }
}
