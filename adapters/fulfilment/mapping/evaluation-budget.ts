/**
 * What the evaluation of one document may cost, all its expressions together. It counts steps and the time that the
 * evaluation itself took, and lets other requests go on in between.
 */
import { ValueScale } from './value-size.ts';

const maximumSteps = 100_000;
const maximumMilliseconds = 250;
/** Few enough to notice in time, many enough that looking costs nothing. */
const stepsBetweenLooks = 10;
/** So many steps take about a millisecond or two: nobody waits longer than that for their turn. */
const stepsBetweenPauses = 500;

/**
 * The one clock of this adapter: it decides only when to give up, never what an order says. It counts what this thread has worked, so
 * that a busy machine costs no partner an order.
 */
function workedMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Thrown inside an evaluation that costs too much; the message is for whoever wrote the mapping. */
export class BudgetExceeded extends Error {}

/** The budget of one document. */
export class EvaluationBudget {
  /** Evaluations take turns within one thread: what was worked since the last look was worked by the one whose turn it was. */
  static #turn: { readonly budget: EvaluationBudget | undefined; readonly since: number } = { budget: undefined, since: 0 };

  readonly #scale = new ValueScale();
  #steps = 0;
  #spentMilliseconds = 0;

  /** Counts one step. Throws BudgetExceeded; gives a promise when it is somebody else's turn. */
  step(): Promise<void> | undefined {
    this.#steps += 1;
    if (this.#steps > maximumSteps) throw new BudgetExceeded('takes too many steps; look for recursion without an end');
    if (EvaluationBudget.#turn.budget !== this || this.#steps % stepsBetweenLooks === 0) this.spend();
    return this.#steps % stepsBetweenPauses === 0 ? this.#pause() : undefined;
  }

  /** Counts the time that was worked, and takes the turn. Throws BudgetExceeded. */
  spend(): void {
    EvaluationBudget.#passTo(this);
    if (this.#spentMilliseconds > maximumMilliseconds) throw new BudgetExceeded('takes too long');
  }

  /** Counts the time that was worked, and leaves the turn to whoever comes. */
  rest(): void {
    EvaluationBudget.#passTo(undefined);
  }

  /** Throws BudgetExceeded when a value has grown beyond any order. */
  weigh(value: unknown): void {
    if (this.#scale.isTooLarge(value)) throw new BudgetExceeded('makes a value larger than any order');
  }

  async #pause(): Promise<void> {
    this.rest();
    await new Promise((resolve) => setImmediate(resolve));
  }

  static #passTo(next: EvaluationBudget | undefined): void {
    const now = workedMilliseconds();
    const { budget, since } = EvaluationBudget.#turn;
    if (budget !== undefined) budget.#spentMilliseconds += now - since;
    EvaluationBudget.#turn = { budget: next, since: now };
  }
}
