import type { Speed } from '#shared/conference/quality/speed.ts';
import type { DeviceReport } from '#shared/conference/talk.ts';
import type { Tracks } from '../src-peer/connection.ts';

export type DeviceProblem = 'blocked' | 'missing' | 'busy';

export interface Devices {
  tracks: Tracks;
  stream: MediaStream;
}

/** A picture that people can be told by; the sound as the browser makes it fit for a room. */
const wanted: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25 }, facingMode: 'user' },
};

const problemOf = (e: unknown): DeviceProblem => {
  const name = e instanceof DOMException ? e.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'blocked';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing';
};

export async function openDevices(): Promise<Devices | DeviceProblem> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(wanted);
    const [audio, video] = [stream.getAudioTracks()[0], stream.getVideoTracks()[0]];
    return audio && video ? { tracks: { audio, video }, stream } : 'missing';
  } catch (e) {
    return problemOf(e);
  }
}

export interface Measured {
  /** Loudest of the last moment, dBFS. */
  levelDb: number;
  luminance: number | null;
  /** The quietest of the last seconds: what is there when nobody speaks. */
  noiseDb: number | null;
}

const everyMs = 100;
const noiseOverMs = 5000;
const floorDb = -120;
const size = { width: 32, height: 18 };

/** Measures light and sound until it is stopped; `video` shows the picture that is measured. */
export function measureDevices(stream: MediaStream, video: HTMLVideoElement, tell: (measured: Measured) => void): () => void {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const canvas = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true });
  let recent: number[] = [];
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    recent = [...recent, rmsDb(samples)].slice(-noiseOverMs / everyMs);
    const noiseDb = recent.length * everyMs < noiseOverMs ? null : Math.min(...recent);
    tell({ levelDb: recent.at(-1) ?? floorDb, luminance: canvas ? luminanceOf(canvas, video) : null, noiseDb });
  }, everyMs);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

function rmsDb(samples: Float32Array): number {
  const sum = samples.reduce((total, sample) => total + sample * sample, 0);
  return Math.max(floorDb, 10 * Math.log10(sum / samples.length || 1e-12));
}

function luminanceOf(canvas: OffscreenCanvasRenderingContext2D, video: HTMLVideoElement): number | null {
  if (video.videoWidth === 0) return null;
  canvas.drawImage(video, 0, 0, size.width, size.height);
  const { data } = canvas.getImageData(0, 0, size.width, size.height);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += 0.2126 * (data[i] ?? 0) + 0.7152 * (data[i + 1] ?? 0) + 0.0722 * (data[i + 2] ?? 0);
  return sum / (data.length / 4);
}

export type Hint = 'dark' | 'bright' | 'noisy';

/** What might be better, as a hint and no more (K7-28). */
export const hintsFor = ({ luminance, noiseDb }: Measured): Hint[] => [
  ...(luminance !== null && luminance < 45 ? ['dark' as const] : []),
  ...(luminance !== null && luminance > 215 ? ['bright' as const] : []),
  ...(noiseDb !== null && noiseDb > -38 ? ['noisy' as const] : []),
];

export const reportOf = ({ tracks }: Devices, measured: Measured | null, speed: Speed | null): DeviceReport => ({
  speed,
  browser: navigator.userAgent.slice(0, 300),
  cameraLabel: tracks.video.label.slice(0, 300) || null,
  microphoneLabel: tracks.audio.label.slice(0, 300) || null,
  luminance: measured?.luminance ?? null,
  noiseDb: measured?.noiseDb ?? null,
});
