/** What ffmpeg tells about itself twice a second. */
export interface Progress {
  frames: number;
  droppedFrames: number;
  /** Media written, on ffmpeg's own count, µs; only differences mean anything. */
  outTimeUs: number;
}

const numberAfter = (text: string, key: string): number => {
  const found = new RegExp(`^${key}=\\s*(-?\\d+)`, 'm').exec(text)?.[1];
  return found === undefined ? 0 : Number(found);
};

export const isProgress = (text: string): boolean => text.includes('progress=');

export const parseProgress = (text: string): Progress => ({
  frames: numberAfter(text, 'frame'),
  droppedFrames: numberAfter(text, 'drop_frames'),
  outTimeUs: numberAfter(text, 'out_time_us'),
});

export interface Pace {
  fps: number;
  speed: number;
}

export interface Report {
  progress: Progress;
  atMs: number;
}

/** Reports come late and in pairs on a busy machine, and sound is written in blocks. */
const paceOverMs = 5_000;
/** A shorter stretch says nothing. */
const paceFromMs = 2_000;

/** The reports with the newest one; those the pace no longer needs are let go. Before the first media there is no count to compare with. */
export function withReport(reports: readonly Report[], newest: Report): Report[] {
  if (newest.progress.outTimeUs <= 0) return [];
  const within = reports.filter((r) => newest.atMs - r.atMs <= paceOverMs);
  return [...within, newest];
}

/**
 * How fast it went over the last seconds. ffmpeg's own figures are means since its start and hide a camera that
 * slows down.
 */
export function paceOver(reports: readonly Report[]): Pace | null {
  const [earlier] = reports;
  const later = reports.at(-1);
  if (!earlier || !later) return null;
  const tookMs = later.atMs - earlier.atMs;
  if (tookMs < paceFromMs) return null;
  const frames = later.progress.frames - earlier.progress.frames;
  const mediaMs = (later.progress.outTimeUs - earlier.progress.outTimeUs) / 1000;
  return { fps: (frames / tookMs) * 1000, speed: mediaMs / tookMs };
}
