/**
 * Programs of the benchmark that run in a process of their own, so that they take no time of the hub's event loop. A
 * parent asks, the child answers; one question at a time.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';

type Reply<Answer> = { readonly answer: Answer } | { readonly error: string };

/** A running child. */
export interface ChildProgram<Question, Answer> {
  /** Rejects with the child's error, or when it has ended. */
  ask(question: Question): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts `fileName` of this folder. */
export function startChildProgram<Question, Answer>(fileName: string): ChildProgram<Question, Answer> {
  const child = fork(new URL(fileName, import.meta.url), { serialization: 'advanced' });
  const ended = once(child, 'exit');
  return {
    async ask(question) {
      const replied = once(child, 'message');
      child.send({ question });
      const outcome = await Promise.race([replied, ended.then(() => undefined)]);
      if (outcome === undefined) throw new Error(`${fileName} ended before it answered`);
      const reply = outcome[0] as Reply<Answer>; // sent by answerParent below
      if ('error' in reply) throw new Error(`${fileName}: ${reply.error}`);
      return reply.answer;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** Called once by a child: answers its parent's questions, and ends with it. Parent and child agree on the types by themselves. */
export function answerParent(answer: (question: never) => unknown): void {
  const reply = async (question: unknown): Promise<Reply<unknown>> => {
    try {
      return { answer: await answer(question as never) }; // the parent asks what this child takes
    } catch (error) {
      return { error: error instanceof Error ? (error.stack ?? error.message) : 'not an error' };
    }
  };
  process.on('message', ({ question }: { question: unknown }) => void reply(question).then((it) => process.send?.(it)));
  process.on('disconnect', () => process.exit(0));
  process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the parent decides when this ends
}
