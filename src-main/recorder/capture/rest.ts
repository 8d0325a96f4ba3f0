/** Pauses of a loop that can be ended at once. */
export class Rest {
  #over = false;
  #isNapping = false;
  #isWoken = false;
  #finish: () => void = () => {};

  isOver = (): boolean => this.#over;

  end(): void {
    this.#over = true;
    this.#finish();
  }

  /** Ends the nap that is on, or else the next one. */
  wake(): void {
    this.#isWoken = true;
    if (this.#isNapping) this.#finish();
  }

  sleep(ms: number): Promise<void> {
    if (this.#over || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#finish = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** A sleep from which one can be woken. */
  async nap(ms: number): Promise<void> {
    this.#isNapping = true;
    if (!this.#isWoken) await this.sleep(ms);
    [this.#isNapping, this.#isWoken] = [false, false];
  }
}
