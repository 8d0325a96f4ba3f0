/**
 * Muted, silent and lost are three different troubles with three different pictures.
 * `muted`: the microphone's switch is off – nothing but digital zero comes. `silent`: it works, nobody
 * speaks near it. `lost`: nothing comes at all. `off`: nothing is wanted of it now (recess).
 */
export type ChannelCondition = 'live' | 'silent' | 'muted' | 'lost' | 'off';

export interface ChannelHistory {
  /** Clock of `performance.now()`; null before the first level. */
  lastLevelAtMs: number | null;
  lastSignalAtMs: number | null;
  lastSpeechAtMs: number | null;
  /** When this channel was first looked at: a channel that never spoke is not silent at once. */
  sinceMs: number;
}

const digitalZeroDb = -110;
const speechDb = -50;
const mutedAfterMs = 1_000;
const silentAfterMs = 10_000;
const lostAfterMs = 1_500;

export const newHistory = (sinceMs: number): ChannelHistory =>
  ({ lastLevelAtMs: null, lastSignalAtMs: null, lastSpeechAtMs: null, sinceMs });

export const heard = (history: ChannelHistory, peakDb: number, atMs: number): ChannelHistory => ({
  ...history,
  lastLevelAtMs: atMs,
  lastSignalAtMs: peakDb > digitalZeroDb ? atMs : history.lastSignalAtMs,
  lastSpeechAtMs: peakDb > speechDb ? atMs : history.lastSpeechAtMs,
});

/** What the recorder says of the capture the microphone belongs to; `null`: it is not being captured. */
export type CaptureState = 'starting' | 'running' | 'lost' | 'stopped' | null;

export function conditionAt(history: ChannelHistory, capture: CaptureState, nowMs: number): ChannelCondition {
  const since = (moment: number | null) => nowMs - (moment ?? history.sinceMs);
  if (capture === 'lost') return 'lost';
  if (capture === null || capture === 'stopped' || capture === 'starting') return 'off';
  if (since(history.lastLevelAtMs) > lostAfterMs) return 'lost';
  if (since(history.lastSignalAtMs) > mutedAfterMs) return 'muted';
  return since(history.lastSpeechAtMs) > silentAfterMs ? 'silent' : 'live';
}
