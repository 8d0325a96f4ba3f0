import type { PictureBatch, ToLinksPage } from '#shared/contract/conference.ts';
import type { ToPictureWorker } from './pictureWorker.ts';
// oxlint-disable-next-line import/default -- made by the bundler: the address of the thread's own file
import workerUrl from './pictureWorker.ts?worker&url';

interface Whose {
  hearingId: string;
  participantId: string;
}

/** Hands a batch over; resolves when there is room for more. */
export type HandOver = (whose: Whose, batch: PictureBatch) => Promise<unknown>;

interface Waiting {
  whose: Whose;
  batch: PictureBatch;
  sinceMs: number;
  chars: number;
}

/** Some seconds of six people: a console that takes nothing for longer has a hole in its record, and this window its memory. */
const mostWaitingChars = 8_000_000;
const mostWaitingMs = 30_000;

/** One batch on its way at a time; of what waits too long the oldest goes. */
export class PictureQueue {
  readonly #handOver: HandOver;
  readonly #nowMs: () => number;
  #waiting: Waiting[] = [];
  #isSending = false;

  constructor(handOver: HandOver, nowMs: () => number) {
    this.#handOver = handOver;
    this.#nowMs = nowMs;
  }

  add(whose: Whose, batch: PictureBatch): void {
    this.#waiting.push({ whose, batch, sinceMs: this.#nowMs(), chars: charsOf(batch) });
    while (this.#waiting.reduce((sum, { chars }) => sum + chars, 0) > mostWaitingChars) this.#waiting.shift();
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const waitedMs = this.#nowMs() - next.sinceMs;
      if (waitedMs > mostWaitingMs) continue;
      const frames = next.batch.frames.map((frame) => ({ ...frame, agoMs: frame.agoMs + waitedMs }));
      await this.#handOver(next.whose, { ...next.batch, frames });
    }
    this.#isSending = false;
  }
}

const charsOf = ({ frames }: PictureBatch): number => frames.reduce((sum, { vp8 }) => sum + vp8.length, 0);

/** Of Chromium; a string starts no thread here (Trusted Types), and this policy knows one file. */
declare const trustedTypes: { createPolicy(name: string, rules: Policy): Policy };
interface Policy { createScriptURL: (url: string) => string }

/** There may be one of a name. */
let policy: Policy | null = null;

function startWorker(): Worker {
  policy ??= trustedTypes.createPolicy('own-worker', { createScriptURL: () => workerUrl });
  return new Worker(policy.createScriptURL(workerUrl), { type: 'module' });
}

/** A copy of the pictures that arrive, still encoded, while the console wants them. Where the browser gives none, nothing is kept. */
export class PictureTaps {
  readonly #queue: PictureQueue;
  #worker: Worker | null = null;
  /** Whose picture comes by which connection; the newest last. */
  readonly #streams = new Map<string, string>();
  readonly #kept = new Set<string>();
  /** For which hearing, last. */
  readonly #hearings = new Map<string, string>();

  constructor(handOver: HandOver) {
    this.#queue = new PictureQueue(handOver, () => performance.now());
  }

  /** Not before somebody connects: a page may be begun several times before it is shown. */
  #begin(): Worker {
    const worker = startWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<PictureBatch>) => {
      const participantId = this.#streams.get(data.streamId) ?? '';
      const hearingId = this.#hearings.get(participantId);
      if (hearingId !== undefined) this.#queue.add({ hearingId, participantId }, data);
    });
    return worker;
  }

  /** Another connection's picture. */
  follow(participantId: string, receiver: RTCRtpReceiver): void {
    if (receiver.track.kind !== 'video' || !('RTCRtpScriptTransform' in window)) return;
    const streamId = crypto.randomUUID();
    for (const old of this.#of(participantId).slice(0, -1)) this.#forget(old); // one carries, one may be about to
    this.#streams.set(streamId, participantId);
    this.#worker ??= this.#begin();
    receiver.transform = new RTCRtpScriptTransform(this.#worker, { streamId, isKept: this.#kept.has(participantId) });
  }

  /** Nothing more is copied; what was copied is handed over. */
  stop(): void {
    this.#kept.clear();
    for (const streamId of this.#streams.keys()) this.#tell({ streamId, isKept: false, isOver: false });
  }

  keep({ hearingId, participantId, isKept }: Omit<Extract<ToLinksPage, { type: 'keepPicture' }>, 'type'>): void {
    if (isKept) this.#kept.add(participantId);
    else this.#kept.delete(participantId);
    this.#hearings.set(participantId, hearingId);
    for (const streamId of this.#of(participantId)) this.#tell({ streamId, isKept, isOver: false });
  }

  #of = (participantId: string): string[] => [...this.#streams].filter(([, of]) => of === participantId).map(([streamId]) => streamId);

  #forget(streamId: string): void {
    this.#streams.delete(streamId);
    this.#tell({ streamId, isKept: false, isOver: true });
  }

  #tell(message: ToPictureWorker): void {
    this.#worker?.postMessage(message);
  }
}
