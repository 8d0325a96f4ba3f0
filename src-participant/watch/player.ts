import mpegts from 'mpegts.js';

/** No worker: it would be made of a blob, which the CSP refuses. Somebody far away has a poorer line than a court's own screens: a little more is kept ahead. */
const config = {
  enableWorker: false, enableWorkerForMSE: false, enableStashBuffer: false, lazyLoad: false,
  autoCleanupSourceBuffer: true, autoCleanupMaxBackwardDuration: 20, autoCleanupMinBackwardDuration: 10,
  liveBufferLatencyChasing: true, liveBufferLatencyMaxLatency: 3, liveBufferLatencyMinRemain: 0.6,
} satisfies mpegts.Config;

/** A line that was cut silently closes nothing. */
const stillMs = 8000;
const lookEveryMs = 1000;
const tooManyStatus = 429;

/** Plays one stretch of the programme until it ends, is refused or stands still; says so once. Returns how to stop. */
export function play(video: HTMLVideoElement, url: string, onEnd: (isFull: boolean) => void): () => void {
  mpegts.LoggingControl.enableAll = false;
  const player = mpegts.createPlayer({ type: 'flv', isLive: true, url }, config);
  let lastAtMs = performance.now();
  let isOver = false;
  const stop = () => {
    if (isOver) return; // destroyed once, whoever is first
    isOver = true;
    clearInterval(timer);
    player.destroy();
  };
  const end = (isFull: boolean) => {
    if (isOver) return;
    stop();
    onEnd(isFull);
  };
  const timer = setInterval(() => {
    if (document.hidden) lastAtMs = performance.now(); // nothing is painted, and nothing is wrong
    if (performance.now() - lastAtMs > stillMs) end(false);
  }, lookEveryMs);
  const onFrame = () => {
    lastAtMs = performance.now();
    if (!isOver) video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);
  player.on(mpegts.Events.ERROR, (_: string, __: string, info: { code?: number } | undefined) => end(info?.code === tooManyStatus));
  player.on(mpegts.Events.LOADING_COMPLETE, () => end(false));
  player.attachMediaElement(video);
  player.load();
  Promise.resolve(player.play()).catch(() => undefined); // the element's own controls begin it
  return stop;
}
