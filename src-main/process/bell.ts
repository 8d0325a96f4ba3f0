/** Timers, injected so that tests do not wait. */
export interface Timers {
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const realTimers: Timers = {
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/** A pause that can be ended early. A ring that comes while nobody waits ends the next pause at once. */
export class Bell {
  readonly #timers: Timers;
  #rung = false;
  #end: (() => void) | null = null;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  ring(): void {
    this.#rung = true;
    this.#end?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rung && ms > 0) {
      await new Promise<void>((resolve) => {
        const timer = this.#timers.setTimeout(resolve, ms);
        this.#end = () => { this.#timers.clearTimeout(timer); resolve(); };
      });
    }
    this.#end = null;
    this.#rung = false;
  }
}
