/** Tells whoever is carrying out a wish that something else is wanted meanwhile. The same again is nothing else. */
export class Latest {
  #key: string | null = null;
  #controller = new AbortController();

  /** Aborted once something else than `key` is wanted. */
  next(key: string): AbortSignal {
    if (key !== this.#key) {
      this.#controller.abort();
      this.#controller = new AbortController();
      this.#key = key;
    }
    return this.#controller.signal;
  }
}
