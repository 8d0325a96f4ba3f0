/** Those who want to be told. */
export class Listeners<T> {
  readonly #all = new Set<(item: T) => void>();

  add(listener: (item: T) => void): () => void {
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  }

  readonly tell = (item: T): void => {
    for (const listener of this.#all) listener(item);
  };
}
