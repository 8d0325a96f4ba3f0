/**
 * What is known of a live picture. A frozen picture is no picture: without a new frame for `stallMs`
 * it is lost, whatever the player believes. Times are those of `performance.now()`.
 */
export type PictureState =
  | { kind: 'connecting'; sinceMs: number }
  | { kind: 'live' }
  /** Since its last frame, not since it was noticed. */
  | { kind: 'lost'; sinceMs: number };

/** One attempt to show the picture. */
export interface Attempt {
  openedAtMs: number;
  /** Null before its first frame. */
  lastFrameAtMs: number | null;
}

/** These cameras give 25 pictures a second; a busy machine decodes in bursts. */
export const stallMs = 2_500;
/** An attempt that shows nothing for this long is given up. */
export const connectMs = 8_000;

/** No frame came for longer than can be excused: begin anew. */
export const isDead = ({ openedAtMs, lastFrameAtMs }: Attempt, nowMs: number): boolean =>
  lastFrameAtMs === null ? nowMs - openedAtMs > connectMs : nowMs - lastFrameAtMs > stallMs;

/** The picture after an attempt broke. A loss lasts, over any number of attempts, until a frame comes. */
export function afterBreak(state: PictureState, attempt: Attempt, nowMs: number): PictureState {
  if (state.kind === 'lost') return state;
  return { kind: 'lost', sinceMs: state.kind === 'connecting' ? state.sinceMs : (attempt.lastFrameAtMs ?? nowMs) };
}

const pausesMs = [200, 500, 1_000, 2_000, 3_000] as const;

/** Pause before the n-th attempt in a row without a frame. It is tried for ever. */
export const retryPauseMs = (attempts: number): number => pausesMs[Math.min(attempts, pausesMs.length - 1)] ?? 3_000;
