/** Pauses of a loop that can be ended at once. */
export class Rest {
  #over = false;
  #wake: () => void = () => {};

  isOver = (): boolean => this.#over;

  end(): void {
    this.#over = true;
    this.#wake();
  }

  sleep(ms: number): Promise<void> {
    if (this.#over || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
