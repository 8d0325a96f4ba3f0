import type { Levels } from '#shared/contract/status.ts';
import type { SoundReading } from '../signal/soundReading.ts';

type Reading = Pick<SoundReading, 'microphoneId' | 'rmsDb' | 'peakDb'>;

/** Readings come ten times a second, all at once or each by itself; a moment may be missed by some ms. */
const sendEveryMs = 80;
/** A level that has not been measured for so long is no level: the microphone's place stays empty. */
const staleMs = 1000;

/** Gathers the microphones' readings into one message, about ten times a second. */
export class LevelBoard {
  readonly #latest = new Map<string, Reading & { atMs: number }>();
  readonly #send: (levels: Levels) => void;
  #sentAtMs = 0;

  constructor(send: (levels: Levels) => void) {
    this.#send = send;
  }

  take(reading: Reading, nowMs: number): void {
    this.#latest.set(reading.microphoneId, { ...reading, atMs: nowMs });
    if (nowMs - this.#sentAtMs < sendEveryMs && nowMs >= this.#sentAtMs) return;
    this.#sentAtMs = nowMs;
    queueMicrotask(() => this.#tell(nowMs)); // with those that are being read together with this one
  }

  clear(): void {
    this.#latest.clear();
  }

  #tell(nowMs: number): void {
    const fresh = [...this.#latest.values()].filter((r) => nowMs - r.atMs < staleMs);
    this.#send({ atMs: nowMs, microphones: fresh.map((r) => ({ id: r.microphoneId, rmsDb: r.rmsDb, peakDb: r.peakDb })) });
  }
}
