import type { Timers } from '#shared/conference/line.ts';

/** Time that goes on when a test says so. */
export class HandTime implements Timers {
  #nowMs = 1_000_000;
  #waiting: { atMs: number; act: () => void }[] = [];

  nowMs = (): number => this.#nowMs;

  after(ms: number, act: () => void): () => void {
    const entry = { atMs: this.#nowMs + ms, act };
    this.#waiting.push(entry);
    return () => { this.#waiting = this.#waiting.filter((other) => other !== entry); };
  }

  pass(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#waiting.filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.act();
    }
    this.#nowMs = untilMs;
  }
}
