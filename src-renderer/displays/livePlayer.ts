import mpegts from 'mpegts.js';
import { LiveSocket } from './liveSocket.ts';
import { afterBreak, isDead, retryPauseMs, type Attempt, type PictureState } from './pictureWatch.ts';

/** No worker: it would be made of a blob, which the CSP refuses. Latency before smoothness: these are the court's eyes. */
const liveConfig = {
  enableWorker: false,
  enableWorkerForMSE: false,
  enableStashBuffer: false,
  lazyLoad: false,
  autoCleanupSourceBuffer: true,
  autoCleanupMaxBackwardDuration: 10,
  autoCleanupMinBackwardDuration: 5,
  liveBufferLatencyChasing: true,
  liveBufferLatencyMaxLatency: 1.2,
  liveBufferLatencyMinRemain: 0.3,
} satisfies mpegts.Config;

const watchEveryMs = 500;
const askAgainMs = 200;

/** Null: not to be asked for just now. */
type UrlOf = () => string | null;

/**
 * Shows a live picture in `video` until stopped. Whatever breaks – the address, the stream, the decoder, a
 * stream that stands still – it says so and begins anew, for ever.
 */
export function playLive(video: HTMLVideoElement, urlOf: UrlOf, onState: (state: PictureState) => void): () => void {
  const view = new LiveView(video, urlOf, onState);
  const timer = setInterval(() => view.watch(), watchEveryMs);
  return () => {
    clearInterval(timer);
    view.stop();
  };
}

class LiveView {
  readonly #video: HTMLVideoElement;
  readonly #urlOf: UrlOf;
  readonly #onState: (state: PictureState) => void;
  #state: PictureState = { kind: 'connecting', sinceMs: performance.now() };
  #attempt: Attempt = { openedAtMs: performance.now(), lastFrameAtMs: null };
  #failures = 0;
  #player: mpegts.Player | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #frame: number;

  constructor(video: HTMLVideoElement, urlOf: UrlOf, onState: (state: PictureState) => void) {
    this.#video = video;
    this.#urlOf = urlOf;
    this.#onState = onState;
    mpegts.LoggingControl.enableAll = false;
    this.#frame = video.requestVideoFrameCallback(this.#onFrame);
    this.#open();
  }

  /** Notices what the player does not: a stream that stands still. A hidden window shows no frames and is not judged. */
  watch(): void {
    const nowMs = performance.now();
    if (document.hidden) this.#attempt = { openedAtMs: nowMs, lastFrameAtMs: this.#attempt.lastFrameAtMs && nowMs };
    else if (this.#retry === null && isDead(this.#attempt, nowMs)) this.#broken();
  }

  stop(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#video.cancelVideoFrameCallback(this.#frame);
    this.#close();
  }

  #onFrame = (): void => {
    this.#failures = 0;
    this.#attempt = { ...this.#attempt, lastFrameAtMs: performance.now() };
    if (this.#state.kind !== 'live') this.#become({ kind: 'live' });
    this.#frame = this.#video.requestVideoFrameCallback(this.#onFrame);
  };

  #open(): void {
    const url = this.#urlOf();
    if (url === null) return this.#openIn(askAgainMs);
    const player = mpegts.createPlayer({ type: 'flv', isLive: true, hasAudio: false, url }, url.startsWith('ws') ? { ...liveConfig, customLoader: LiveSocket } : liveConfig);
    const broken = () => { if (this.#player === player) this.#broken(); };
    this.#player = player;
    this.#attempt = { openedAtMs: performance.now(), lastFrameAtMs: null };
    player.on(mpegts.Events.ERROR, broken);
    player.on(mpegts.Events.LOADING_COMPLETE, broken);
    player.attachMediaElement(this.#video);
    player.load();
    Promise.resolve(player.play()).catch(broken);
    return undefined;
  }

  #openIn(ms: number): void {
    this.#retry ??= setTimeout(() => { this.#retry = null; this.#open(); }, ms);
  }

  #broken(): void {
    const next = afterBreak(this.#state, this.#attempt, performance.now());
    if (next !== this.#state) this.#become(next);
    this.#close();
    this.#openIn(retryPauseMs(this.#failures));
    this.#failures += 1;
  }

  #become(state: PictureState): void {
    this.#state = state;
    this.#onState(state);
  }

  #close(): void {
    const player = this.#player;
    this.#player = null;
    player?.destroy();
  }
}
