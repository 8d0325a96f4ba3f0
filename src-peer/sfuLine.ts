import type { SfuAsk, SfuTell } from '#shared/conference/sfu.ts';

/** The way of a page's connections to the court's distributor and back, each by its id. */
export class SfuLine {
  readonly say: (ask: SfuAsk) => void;
  readonly #connections = new Map<string, (tell: SfuTell) => void>();

  constructor(say: (ask: SfuAsk) => void) {
    this.say = say;
  }

  /** Returns how to hear no more of it. */
  on(connectionId: string, take: (tell: SfuTell) => void): () => void {
    this.#connections.set(connectionId, take);
    return () => this.#connections.delete(connectionId);
  }

  /** What is of a connection that is no more is left out. */
  take = (tell: SfuTell): void => this.#connections.get(tell.connectionId)?.(tell);
}
