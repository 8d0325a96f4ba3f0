/** How many there are of each, where nothing stays of those that are none. */
export class Counted {
  readonly #counts = new Map<string, number>();

  of = (key: string): number => this.#counts.get(key) ?? 0;

  /** One more; returns what takes it back, however often it is called. */
  add(key: string): () => void {
    this.#change(key, 1);
    let isTaken = false;
    return () => {
      if (!isTaken) this.#change(key, -1);
      isTaken = true;
    };
  }

  #change(key: string, by: number): void {
    const next = this.of(key) + by;
    if (next > 0) this.#counts.set(key, next);
    else this.#counts.delete(key);
  }
}
