import { Conditions, type Change, type Held } from './conditions.ts';
import { Lag, type Progressed } from './lag.ts';

export type FrameCondition = 'falling_behind' | 'frames_missing';
export type SampleCondition = 'samples_missing';

/** An encoder that is too slow lags more and more; one that was busy for a moment catches up. */
const behindMs = 2000;
const caughtUpMs = 1000;
/** Two hundred millionths of drift are 60 ms in five minutes: no lag and no loss. */
const comparedOverMs = 300_000;

/** Cameras halve their rate in the dark: that is told, one frame in ten is not. */
const missingShare = 0.8;
const completeShare = 0.85;
const framesOverMs = 5000;
/** Reports come half a second apart. */
const framesFromMs = 4500;

/** A device's buffer is 20 to 100 ms: more than two of them are lost. */
const missingSamplesMs = 200;
/** The end of a loss that has been told, so that it is not told as another one later. */
const furtherMissingMs = 100;
/** Reports may be late by 180 ms: the best of so long counts. */
const recentMs = 2000;

/** No encoder and no device does this: the clock that media is stamped with has been set. */
const aheadMs = 2000;
const wasSet = (before: Progressed, now: Progressed): boolean =>
  now.positionMs < before.positionMs || now.positionMs - before.positionMs > now.atMs - before.atMs + aheadMs;

/** Monotonic ms, frames since the start of the process, and the position of the media. */
export interface FrameReport extends Progressed {
  frames: number;
}

/** Above `high` yes, below `low` no, between them as before. */
const isOver = (value: number, low: number, high: number): boolean | null => {
  if (value > high) return true;
  return value < low ? false : null;
};

/** Pictures against the clock: fed with a capture's progress. A new process begins with new counts. */
export class FrameCounts {
  readonly #nominalFps: number;
  readonly #conditions = new Conditions<FrameCondition>({
    falling_behind: { beginMs: 0, endMs: 2000 },
    frames_missing: { beginMs: 0, endMs: 1000 },
  });
  #lag = new Lag();
  #ownClock = new Lag();
  #recent: FrameReport[] = [];

  constructor(nominalFps: number) {
    this.#nominalFps = nominalFps;
  }

  /** What began or ended with this report. */
  take(report: FrameReport): Change<FrameCondition>[] {
    if (report.frames === 0) return []; // no camera yet
    const before = this.#recent.at(-1);
    if (before && wasSet(before, report)) this.#lag = new Lag();
    this.#lag.take(report);
    this.#ownClock.take({ atMs: report.atMs, positionMs: (report.frames * 1000) / this.#nominalFps });
    this.#recent = [...this.#recent.filter((r) => report.atMs - r.atMs <= framesOverMs), report];
    return this.#conditions.take({ falling_behind: this.#isBehind(report), frames_missing: this.#lacksFrames() }, report.atMs);
  }

  held = (): Held<FrameCondition>[] => this.#conditions.held();

  /** Frames per second over the last five seconds; null before there are so many. */
  fps(): number | null {
    const [first, last] = [this.#recent[0], this.#recent.at(-1)];
    if (!first || !last || last.atMs - first.atMs < framesFromMs) return null;
    return ((last.frames - first.frames) * 1000) / (last.atMs - first.atMs);
  }

  /** How much faster the camera's frames come than it says, in millionths; means nothing where frames are missing. */
  driftPpm = (): number | null => this.#ownClock.driftPpm();

  #isBehind({ atMs, positionMs }: FrameReport): boolean | null {
    const leastMs = this.#lag.leastMs(atMs - comparedOverMs) ?? 0;
    return isOver(atMs - positionMs - leastMs, caughtUpMs, behindMs);
  }

  #lacksFrames(): boolean | null {
    const fps = this.fps();
    return fps === null ? false : isOver(-fps, -completeShare * this.#nominalFps, -missingShare * this.#nominalFps);
  }
}

/**
 * Samples against the clock: fed with how many ms of sound there were, which for one microphone is its
 * readings times 100 ms. Only what is counted shows a loss: stamped with the wall clock, sound leaves a hole instead.
 */
export class SampleCounts {
  readonly #conditions = new Conditions<SampleCondition>({ samples_missing: { beginMs: 0, endMs: 5000 } });
  #lag = new Lag();
  #recent: Progressed[] = [];
  #missingMs = 0;

  /** What began or ended with this report. Held until five seconds have passed without a further loss. */
  take(report: Progressed): Change<SampleCondition>[] {
    const before = this.#recent.at(-1);
    if (before && wasSet(before, report)) this.#restart([]);
    this.#lag.take(report);
    this.#recent = [...this.#recent.filter((r) => report.atMs - r.atMs <= recentMs), report];
    return this.#conditions.take({ samples_missing: this.#hasLost(report.atMs) }, report.atMs);
  }

  held = (): Held<SampleCondition>[] => this.#conditions.held();

  /** All that was lost since the beginning, up to 100 ms a loss too little. */
  missingMs = (): number => this.#missingMs;

  /** How much faster the device's samples come than it says, in millionths, since the last loss. */
  driftPpm = (): number | null => this.#lag.driftPpm();

  #hasLost(atMs: number): boolean {
    const lagMs = Math.min(...this.#recent.map((r) => r.atMs - r.positionMs));
    const lostMs = lagMs - (this.#lag.leastMs(atMs - comparedOverMs) ?? lagMs);
    if (lostMs <= (this.held().length > 0 ? furtherMissingMs : missingSamplesMs)) return false;
    this.#missingMs += lostMs;
    this.#restart(this.#recent);
    return true;
  }

  #restart(from: Progressed[]): void {
    this.#lag = new Lag();
    this.#recent = from;
    for (const report of from) this.#lag.take(report);
  }
}
