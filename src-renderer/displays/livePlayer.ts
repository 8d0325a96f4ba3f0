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
const unsharedForMs = 10_000;

export interface LiveSources {
  /** Of its stream; null: not to be asked for just now. */
  url: () => string | null;
  /** The camera as another window decodes it, asked for as long as it is shown; null while none does. */
  shared: () => MediaStream | null;
}

/**
 * Shows a live picture in `video` until stopped, as another window decodes it where one does, else with a player of its own. Whatever
 * breaks – the address, the stream, the decoder, a stream that stands still – it says so and begins anew, for ever.
 */
export function playLive(video: HTMLVideoElement, sources: LiveSources, onState: (state: PictureState) => void): () => void {
  const view = new LiveView(video, sources, onState);
  const timer = setInterval(() => view.watch(), watchEveryMs);
  return () => {
    clearInterval(timer);
    view.stop();
  };
}

class LiveView {
  readonly #video: HTMLVideoElement;
  readonly #sources: LiveSources;
  readonly #onState: (state: PictureState) => void;
  #state: PictureState = { kind: 'connecting', sinceMs: performance.now() };
  #attempt: Attempt = { openedAtMs: performance.now(), lastFrameAtMs: null };
  #failures = 0;
  #frames = 0;
  /** What is shown of another window. */
  #shared: MediaStream | null = null;
  /** After one that stood still: whom nobody asks for ends, and is another one then. */
  #unsharedUntilMs = 0;
  #player: mpegts.Player | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #frame = 0;

  constructor(video: HTMLVideoElement, sources: LiveSources, onState: (state: PictureState) => void) {
    this.#video = video;
    this.#sources = sources;
    this.#onState = onState;
    mpegts.LoggingControl.enableAll = false;
    this.#open();
  }

  /** Notices what the player does not: a stream that stands still, and another window that has the picture now, or no more. A hidden window shows no frames and is not judged. */
  watch(): void {
    const nowMs = performance.now();
    this.#count(nowMs);
    if (this.#retry === null && this.#sharedNow() !== this.#shared) this.#open();
    else if (document.hidden) this.#attempt = { openedAtMs: nowMs, lastFrameAtMs: this.#attempt.lastFrameAtMs && nowMs };
    else if (this.#retry === null && isDead(this.#attempt, nowMs)) this.#broken();
  }

  stop(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#close();
  }

  /** Its first one is waited for; the others are counted: to be called for each would have the window drawn anew each time. */
  #onFirstFrame = (): void => {
    this.#failures = 0;
    this.#attempt = { ...this.#attempt, lastFrameAtMs: performance.now() };
    if (this.#state.kind !== 'live') this.#become({ kind: 'live' });
  };

  #count(nowMs: number): void {
    const frames = this.#video.getVideoPlaybackQuality().totalVideoFrames;
    if (frames !== this.#frames && this.#attempt.lastFrameAtMs !== null) this.#attempt = { ...this.#attempt, lastFrameAtMs: nowMs };
    this.#frames = frames;
  }

  #sharedNow = (): MediaStream | null => (performance.now() < this.#unsharedUntilMs ? null : this.#sources.shared());

  /** A picture that is there stays so over a change of its source, if the next frame comes soon. */
  #open(): void {
    this.#close();
    this.#attempt = { openedAtMs: performance.now(), lastFrameAtMs: this.#state.kind === 'live' ? this.#attempt.lastFrameAtMs : null };
    this.#frame = this.#video.requestVideoFrameCallback(this.#onFirstFrame);
    this.#shared = this.#sharedNow();
    if (this.#shared) this.#openShared(this.#shared);
    else this.#openOwn();
    this.#frames = this.#video.getVideoPlaybackQuality().totalVideoFrames;
  }

  #openShared(shared: MediaStream): void {
    this.#video.srcObject = shared;
    this.#video.play().catch(() => undefined); // muted pictures always play; one that stands still is noticed
  }

  #openOwn(): void {
    const url = this.#sources.url();
    if (url === null) return this.#nowhere();
    const player = mpegts.createPlayer({ type: 'flv', isLive: true, hasAudio: false, url }, url.startsWith('ws') ? { ...liveConfig, customLoader: LiveSocket } : liveConfig);
    const broken = () => { if (this.#player === player) this.#broken(); };
    this.#player = player;
    player.on(mpegts.Events.ERROR, broken);
    player.on(mpegts.Events.LOADING_COMPLETE, broken);
    player.attachMediaElement(this.#video);
    player.load();
    Promise.resolve(player.play()).catch(broken);
    return undefined;
  }

  /** Whatever was shown is shown no more. */
  #nowhere(): void {
    if (this.#state.kind === 'live') this.#become(afterBreak(this.#state, this.#attempt, performance.now()));
    this.#openIn(askAgainMs);
  }

  #openIn(ms: number): void {
    this.#retry ??= setTimeout(() => { this.#retry = null; this.#open(); }, ms);
  }

  #broken(): void {
    const next = afterBreak(this.#state, this.#attempt, performance.now());
    if (next !== this.#state) this.#become(next);
    if (this.#shared) this.#unsharedUntilMs = performance.now() + unsharedForMs;
    this.#close();
    this.#openIn(retryPauseMs(this.#failures));
    this.#failures += 1;
  }

  #become(state: PictureState): void {
    this.#state = state;
    this.#onState(state);
  }

  #close(): void {
    this.#video.cancelVideoFrameCallback(this.#frame);
    const player = this.#player;
    this.#player = null;
    player?.destroy();
    if (this.#shared) this.#video.srcObject = null;
    this.#shared = null;
  }
}
