/** Work on one thing (one hearing) in the order asked, one after another; a failure of one does not stop the next. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const run = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const settled = run.catch(() => undefined); // the caller sees the failure; the next one must not
    this.#last.set(key, settled);
    void settled.then(() => { if (this.#last.get(key) === settled) this.#last.delete(key); });
    return run;
  }
}
