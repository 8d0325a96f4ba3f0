const windowMs = 10_000;

/** How fast bytes have been leaving lately; the last known speed stays while nothing is sent. */
export class SpeedMeter {
  #samples: { atMs: number; bytes: number }[] = [];
  #bytesPerMs: number | null = null;

  /** `bytes` left since the last note; `atMs` on a clock nobody can set. */
  note(bytes: number, atMs: number): void {
    this.#samples = [...this.#samples.filter((s) => s.atMs > atMs - windowMs), { atMs, bytes }];
    const since = this.#samples[0]?.atMs ?? atMs;
    if (atMs <= since) return;
    const sum = this.#samples.slice(1).reduce((total, s) => total + s.bytes, 0);
    this.#bytesPerMs = sum / (atMs - since);
  }

  /** A transfer begins: the quiet time before it says nothing about the link. */
  begin(atMs: number): void {
    this.#samples = [{ atMs, bytes: 0 }];
  }

  etaMs(bytesLeft: number): number | null {
    if (bytesLeft <= 0) return 0;
    return this.#bytesPerMs ? Math.round(bytesLeft / this.#bytesPerMs) : null;
  }
}
