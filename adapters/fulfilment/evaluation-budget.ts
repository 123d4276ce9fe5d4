/**
 * What the evaluation of one document may cost, all its expressions together. It counts steps and the time that the
 * evaluation itself took, and lets other requests go on in between.
 */
import { ValueScale } from './value-size.ts';

const maximumSteps = 200_000;
const maximumMilliseconds = 250;
/** So many steps take about a millisecond or two: nobody waits longer than that for their turn. */
const stepsBetweenPauses = 500;

/** The one clock of this adapter: it decides only when to give up, never what an order says. */
// oxlint-disable-next-line no-restricted-properties -- a budget cannot be measured from outside of what it limits
const runningMilliseconds = (): number => performance.now();

/** Thrown inside an evaluation that costs too much; the message is for whoever wrote the mapping. */
export class BudgetExceeded extends Error {}

/** The budget of one document. */
export class EvaluationBudget {
  readonly #scale = new ValueScale();
  #steps = 0;
  #spentMilliseconds = 0;
  #resumedAt = runningMilliseconds();

  /** Starts the clock anew for the next expression; what was spent stays spent. */
  resume(): void {
    this.#resumedAt = runningMilliseconds();
  }

  /** Counts one step. Throws BudgetExceeded; gives a promise when it is somebody else's turn. */
  step(): Promise<void> | undefined {
    this.#steps += 1;
    if (this.#steps > maximumSteps) throw new BudgetExceeded('takes too many steps; look for recursion without an end');
    this.spend();
    return this.#steps % stepsBetweenPauses === 0 ? this.#pause() : undefined;
  }

  /** Counts the time since the last resumption. Throws BudgetExceeded. */
  spend(): void {
    const now = runningMilliseconds();
    this.#spentMilliseconds += now - this.#resumedAt;
    this.#resumedAt = now;
    if (this.#spentMilliseconds > maximumMilliseconds) throw new BudgetExceeded('takes too long');
  }

  /** Throws BudgetExceeded when a value has grown beyond any order. */
  weigh(value: unknown): void {
    if (this.#scale.isTooLarge(value)) throw new BudgetExceeded('makes a value larger than any order');
  }

  async #pause(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#resumedAt = runningMilliseconds();
  }
}
