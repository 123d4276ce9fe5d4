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
port.on('message', (text: string) => {
  void guest.answer(parse(text) as CallMessage).then((answer) => port.postMessage(written(answer))); // the hub wrote it
});
port.postMessage(stringify(guest.readiness));

/** What cannot be written as JSON is an error of the adapter. */
function written(answer: { readonly id: number }): string {
  try {
    return stringify(answer);
  } catch {
    return stringify({ id: answer.id, error: 'an answer that cannot be written as JSON' });
  }
}
