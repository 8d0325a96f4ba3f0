import { mostBatchChars, nextFrameWithinMs } from '#shared/conference/pictures.ts';
import type { PictureBatch } from '#shared/contract/conference.ts';

/** From the window. `isKept`: hand over what arrives from here on, beginning with a whole picture; `isOver`: nothing comes of it any more. */
export interface ToPictureWorker {
  streamId: string;
  isKept: boolean;
  isOver: boolean;
}

/** Of Chromium: declared for workers alone, and this project knows the names of windows. */
interface EncodedPicture {
  readonly data: ArrayBuffer;
  getMetadata(): { rtpTimestamp?: number; receiveTime?: number };
}
interface Transformer {
  readonly options: { streamId: string; isKept: boolean };
  readonly readable: ReadableStream<EncodedPicture>;
  readonly writable: WritableStream<EncodedPicture>;
  sendKeyFrameRequest(): Promise<void>;
}

const handOverEveryMs = 250;
const wholeEveryMs = 10_000;
/** Half of a full message: pictures that come together go together. */
const fullFromChars = mostBatchChars / 2;

type Kept = Omit<PictureBatch['frames'][number], 'agoMs'> & { arrivedMs: number };

const toBase64 = (bytes: Uint8Array): string => (bytes as Uint8Array & { toBase64(): string }).toBase64();

/** Between network and decoder: every picture goes on as it is, and what is kept is copied. */
class Tap {
  readonly #transformer: Transformer;
  #isKept = false;
  #kept: Kept[] = [];
  #chars = 0;
  #lastMs = 0;
  #askedMs = -Infinity;

  constructor(transformer: Transformer) {
    this.#transformer = transformer;
    void this.#pass().catch(() => undefined); // the connection has ended
  }

  keep(isKept: boolean): void {
    if (isKept && !this.#isKept) this.#askedMs = -Infinity;
    this.#isKept = isKept;
  }

  /** Asks for whole pictures, and hands over what there is. */
  tick(): void {
    if (this.#isKept && performance.now() - this.#askedMs >= wholeEveryMs) this.#askForWhole();
    this.#handOver();
  }

  async #pass(): Promise<void> {
    const [reader, writer] = [this.#transformer.readable.getReader(), this.#transformer.writable.getWriter()];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (this.#isKept) this.#copy(value);
      await writer.write(value);
    }
  }

  #copy(picture: EncodedPicture): void {
    const { rtpTimestamp, receiveTime } = picture.getMetadata();
    const arrivedMs = receiveTime ?? performance.now();
    if (arrivedMs - this.#lastMs >= nextFrameWithinMs) this.#askForWhole();
    this.#lastMs = arrivedMs;
    const vp8 = toBase64(new Uint8Array(picture.data));
    if (rtpTimestamp === undefined || vp8 === '' || vp8.length > mostBatchChars) return;
    if (this.#chars + vp8.length > fullFromChars) this.#handOver();
    this.#kept.push({ rtpTimestamp, arrivedMs, vp8 });
    this.#chars += vp8.length;
  }

  #askForWhole(): void {
    this.#askedMs = performance.now();
    this.#transformer.sendKeyFrameRequest().catch(() => undefined); // it ends just now; otherwise it is asked again
  }

  #handOver(): void {
    if (this.#kept.length === 0) return;
    const nowMs = performance.now();
    const frames = this.#kept.map(({ arrivedMs, ...frame }) => ({ ...frame, agoMs: Math.max(0, nowMs - arrivedMs) }));
    [this.#kept, this.#chars] = [[], 0];
    self.postMessage({ streamId: this.#transformer.options.streamId, frames } satisfies PictureBatch);
  }
}

const taps = new Map<string, Tap>();
/** Said before the connection was here. */
const said = new Map<string, boolean>();

addEventListener('rtctransform', (event) => {
  const { transformer } = event as Event & { transformer: Transformer };
  const tap = new Tap(transformer);
  tap.keep(said.get(transformer.options.streamId) ?? transformer.options.isKept);
  taps.set(transformer.options.streamId, tap);
});
addEventListener('message', ({ data: { streamId, isKept, isOver } }: MessageEvent<ToPictureWorker>) => {
  said.set(streamId, isKept);
  taps.get(streamId)?.keep(isKept);
  if (isOver) for (const known of [taps, said]) known.delete(streamId);
});
setInterval(() => { for (const tap of taps.values()) tap.tick(); }, handOverEveryMs);
