/**
 * Runs an adapter in a worker thread: its own heap with a limit, no environment, and an end that an endless loop cannot stop.
 * It takes away neither the file system nor the network: see docs/isolation.md.
 */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StartGuest } from './guest-handle.ts';

const program = new URL(`./guest-thread${extname(import.meta.filename)}`, import.meta.url);
const youngGenerationMegabytes = 16;

/** Starts guests in threads with this much memory. */
export function inWorkerThread(memoryMegabytes: number): StartGuest {
  return (assignment, { onMessage, onPrint, onEnd }) => {
    const worker = new Worker(program, {
      workerData: JSON.stringify(assignment),
      env: {},
      argv: [],
      execArgv: [],
      stdin: true,
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: memoryMegabytes,
        maxYoungGenerationSizeMb: youngGenerationMegabytes,
        stackSizeMb: 4,
      },
    });
    worker.unref(); // what keeps the hub alive is its server, not its adapters
    let ended = false;
    const endWith = (reason: 'memory' | 'exited') => {
      if (ended) return;
      ended = true;
      onEnd(reason);
    };
    worker.on('message', (text: unknown) => {
      if (!ended && typeof text === 'string') onMessage(text);
    });
    worker.on('messageerror', () => endWith('exited'));
    worker.on('error', (error: NodeJS.ErrnoException) =>
      endWith(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'exited'),
    );
    worker.on('exit', () => endWith('exited'));
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.on('data', (chunk: Buffer) => onPrint(chunk.toString('utf8')));
    }
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin, windows do
      send: (text) => worker.postMessage(text),
      isOverMemory: async () => {
        const found = await worker.getHeapStatistics().catch(() => undefined); // it ended meanwhile
        return found !== undefined && found.external_memory > memoryMegabytes * 1024 * 1024;
      },
      async end() {
        ended = true;
        await worker.terminate();
      },
    };
  };
}
