/**
 * Who speaks, from the levels. The loudest microphone that is clearly above the others' spill; once lit
 * it stays lit for at least `minHoldMs`, so that the layout does not jump.
 */
export interface SpeakerState {
  speakerId: string | null;
  litSinceMs: number;
  lastHeardAtMs: number;
}

export const nobody: SpeakerState = { speakerId: null, litSinceMs: -Infinity, lastHeardAtMs: -Infinity };

export const minHoldMs = 1_500;
const speechDb = -38;
/** A neighbour's microphone hears the same voice this much weaker; less than that is no change of speaker. */
const clearlyLouderDb = 4;

/** So much weaker a loudspeaker of the hall counts in the microphones around it. */
const spillDb = 12;

export type Reading = { id: string; rmsDb: number };

const loudestOf = (microphones: readonly Reading[]): Reading | null =>
  microphones.reduce<Reading | null>((best, m) => (m.rmsDb > (best?.rmsDb ?? speechDb) ? m : best), null);

export function speakerAt(state: SpeakerState, microphones: readonly Reading[], atMs: number): SpeakerState {
  const loudest = loudestOf(microphones);
  const current = microphones.find((m) => m.id === state.speakerId);
  if (current && current.rmsDb > speechDb && (loudest === null || loudest.rmsDb - current.rmsDb < clearlyLouderDb)) {
    return { ...state, lastHeardAtMs: atMs };
  }
  if (state.speakerId !== null && atMs - Math.max(state.litSinceMs, state.lastHeardAtMs) < minHoldMs) return state;
  if (loudest === null) return state.speakerId === null ? state : nobody;
  return { speakerId: loudest.id, litSinceMs: atMs, lastHeardAtMs: atMs };
}

/** With those elsewhere. While one of them is heard, the hall's microphones hear them too, out of the loudspeakers; they themselves hear no echo. */
export function withThoseElsewhere(microphones: readonly Reading[], elsewhere: readonly Reading[]): Reading[] {
  const isOneHeard = elsewhere.some(({ rmsDb }) => rmsDb > speechDb);
  return [...(isOneHeard ? microphones.map(({ id, rmsDb }) => ({ id, rmsDb: rmsDb - spillDb })) : microphones), ...elsewhere];
}
