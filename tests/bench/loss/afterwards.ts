import process from 'node:process';

/** What has to be ended, unmounted and removed, whatever happens; the last thing first. */
export class Afterwards {
  #steps: (() => Promise<unknown>)[] = [];
  #cleaned: Promise<unknown[]> = Promise.resolve([]);

  add(step: () => Promise<unknown>): void {
    this.#steps.unshift(step);
  }

  /** Every step once, one after the other, also when one fails; then rejects with all that failed. */
  async clean(): Promise<void> {
    this.#cleaned = this.#cleaned.then((failures) => this.#takeSteps(failures));
    const failures = await this.#cleaned;
    if (failures.length > 0) throw new AggregateError(failures, `not cleaned up: ${failures.map(String).join('; ')}`);
  }

  async #takeSteps(failures: unknown[]): Promise<unknown[]> {
    for (let step = this.#steps.shift(); step; step = this.#steps.shift()) await step().catch((e: unknown) => failures.push(e));
    return failures;
  }
}

/**
 * Runs with something to clean up afterwards: when it is done, when it throws, and when it is broken off
 * by Ctrl-C. Then everything it works with is ended at once, so that it fails, and the program ends.
 */
export async function cleanly<T>(work: (afterwards: Afterwards) => Promise<T>): Promise<T> {
  const afterwards = new Afterwards();
  let isBrokenOff = false;
  const brokenOff = (): void => {
    isBrokenOff = true;
    void afterwards.clean().catch((e: unknown) => console.error(String(e)));
  };
  process.on('SIGINT', brokenOff).on('SIGTERM', brokenOff);
  const [worked] = await Promise.allSettled([work(afterwards)]);
  const [cleaned] = await Promise.allSettled([afterwards.clean()]);
  process.off('SIGINT', brokenOff).off('SIGTERM', brokenOff);
  if (isBrokenOff) process.exit(130);
  if (worked.status === 'fulfilled' && cleaned.status === 'fulfilled') return worked.value;
  const failures = [worked, cleaned].flatMap((step): unknown[] => (step.status === 'rejected' ? [step.reason] : []));
  throw failures.length === 1 ? failures[0] : new AggregateError(failures, failures.map(String).join('; '));
}
