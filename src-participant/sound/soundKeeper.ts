import type { SoundFromHall, SoundFromPage } from '#shared/conference/sound.ts';
import { pageNowMs } from './capturedSound.ts';
import type { ToSoundWorker } from './soundWorker.ts';

/** Of Chromium: a track's samples as they are captured. */
declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack; maxBufferSize: number });
  readonly readable: ReadableStream<AudioData>;
}

/** Ten seconds of a thread that was held up. */
const maxBufferSize = 1000;
const askTimeEveryMs = 2000;

/** The page's side of keeping its own sound: passes on between the line and the thread that does it. */
export class SoundKeeper {
  readonly #say: (message: SoundFromPage) => boolean;
  readonly #worker = new Worker(new URL('soundWorker.ts', import.meta.url), { type: 'module' });
  /** Told again to a hall that comes back to the line. */
  readonly #troubles = new Map<string, SoundFromPage>();
  #asking: ReturnType<typeof setInterval> | null = null;

  constructor(participantId: string, track: MediaStreamTrack, say: (message: SoundFromPage) => boolean) {
    this.#say = say;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<SoundFromPage>) => this.#told(data));
    this.#worker.addEventListener('error', ({ message }) => this.#told({ type: 'soundUnable', why: message.slice(0, 300) }));
    this.#pass({ type: 'whose', participantId });
    this.#begin(track);
  }

  #begin(track: MediaStreamTrack): void {
    if (!('MediaStreamTrackProcessor' in window && 'AudioEncoder' in window)) {
      this.#told({ type: 'soundUnable', why: 'this browser gives no sound to be kept' });
      return;
    }
    const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize });
    this.#pass({ type: 'sound', sound: readable }, [readable]);
  }

  /** The hall is on the line: what it has to know first. */
  hallIsHere(): void {
    this.#askTime();
    this.#asking ??= setInterval(() => this.#askTime(), askTimeEveryMs);
    this.#pass({ type: 'line', isOpen: true });
    for (const trouble of this.#troubles.values()) this.#say(trouble);
  }

  hallIsAway(): void {
    this.#pass({ type: 'line', isOpen: false });
  }

  heard(message: SoundFromHall): void {
    if (message.type !== 'clock') return this.#pass(message);
    return this.#pass({ type: 'time', askedMs: message.pageMs, answeredMs: pageNowMs(), hallMs: message.hallMs });
  }

  /** What is still here another page of the same person may hand over; otherwise nobody takes it any more, and nothing stays on the device. */
  end(mayBeTaken: boolean): void {
    if (this.#asking !== null) clearInterval(this.#asking);
    if (mayBeTaken) this.#worker.terminate();
    else this.#pass({ type: 'wipe' });
  }

  #askTime(): void {
    this.#say({ type: 'clock', pageMs: pageNowMs() });
  }

  #told(message: SoundFromPage): void {
    if (message.type === 'soundUnable' || message.type === 'soundUnsafe') this.#troubles.set(message.type, message);
    this.#say(message);
  }

  #pass(message: ToSoundWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
