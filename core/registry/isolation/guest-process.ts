/**
 * The program of an adapter's process: hands lines of JSON between standard input and output and the guest. What the adapter
 * prints goes to standard error. It ends when the hub closes its input.
 */
import { createInterface } from 'node:readline';
import { startGuest } from './guest.ts';
import type { Assignment, CallMessage } from './messages.ts';

const { parse, stringify } = JSON;
const write = process.stdout.write.bind(process.stdout);
Object.defineProperty(process.stdout, 'write', { value: process.stderr.write.bind(process.stderr) });

let starting: ReturnType<typeof startGuest> | undefined;
const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on('line', (line) => void take(line));
lines.on('close', () => process.exit(0));

/** The first line is the assignment, every other one a call. */
async function take(line: string): Promise<void> {
  if (starting === undefined) {
    starting = startGuest(parse(line) as Assignment); // the hub wrote it
    say((await starting).readiness);
    return;
  }
  const guest = await starting;
  const call = parse(line) as CallMessage; // the hub wrote it
  const answer = await guest.answer(call);
  try {
    say(answer);
  } catch {
    say({ id: call.id, error: 'an answer that cannot be written as JSON' });
  }
}

function say(message: object): void {
  write(`${stringify(message)}\n`);
}
