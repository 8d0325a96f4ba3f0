import type { SoundBatch } from '#shared/conference/sound.ts';
import { batchChars, packetsAtOnce, toBase64 } from '#shared/conference/soundPackets.ts';

export interface Sealed {
  streamId: string;
  seq: number;
  sealed: Uint8Array<ArrayBuffer>;
}

/** Nothing was heard of a batch for so long: it is handed over again. */
const againAfterMs = 5000;

/** What the hall does not have yet, oldest first; one batch is on its way at a time. */
export class SendQueue {
  readonly #take: string;
  readonly #waiting: Sealed[] = [];
  #sentAtMs: number | null = null;

  constructor(take: string) {
    this.#take = take;
  }

  push(packet: Sealed): void {
    this.#waiting.push(packet);
  }

  isEmpty = (): boolean => this.#waiting.length === 0;

  /** Null: nothing to hand over, or the answer to the last batch is still awaited. */
  next(nowMs: number): SoundBatch | null {
    const [first] = this.#waiting;
    if (!first || (this.#sentAtMs !== null && nowMs - this.#sentAtMs < againAfterMs)) return null;
    this.#sentAtMs = nowMs;
    return { type: 'sound', take: this.#take, streamId: first.streamId, firstSeq: first.seq, sealed: this.#batch(first) };
  }

  #batch(first: Sealed): string[] {
    const batch: string[] = [];
    let chars = 0;
    for (const [i, { streamId, seq, sealed }] of this.#waiting.entries()) {
      if (streamId !== first.streamId || seq !== first.seq + i || batch.length === packetsAtOnce) break;
      const text = toBase64(sealed);
      chars += text.length;
      if (chars > batchChars) break;
      batch.push(text);
    }
    return batch;
  }

  kept(streamId: string, nextSeq: number): void {
    this.#sentAtMs = null;
    const left = this.#waiting.findIndex((packet) => packet.streamId !== streamId || packet.seq >= nextSeq);
    this.#waiting.splice(0, left < 0 ? this.#waiting.length : left);
  }

  /** The line was cut: who knows what arrived. */
  again(): void {
    this.#sentAtMs = null;
  }
}
