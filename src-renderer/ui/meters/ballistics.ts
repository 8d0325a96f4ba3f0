/** What one channel's meter shows. Levels in dBFS. */
export interface MeterState {
  atMs: number;
  levelDb: number;
  holdDb: number;
  holdSinceMs: number;
  /** Latched until somebody looks at it and clears it. */
  clipped: boolean;
}

export const floorDb = -60;
const ceilingDb = 0;
/** Below: quiet. Between: speech as it should be. Above −9: close to clipping. */
export const zonesDb = [-20, -9] as const;

/** Peak programme meter: 20 dB in 1.7 s. */
const decayDbPerMs = 20 / 1700;
const holdMs = 1500;
/** A sample this close to full scale has in all likelihood been cut off. */
const clipDb = -0.1;

export const restingMeter = (atMs: number): MeterState =>
  ({ atMs, levelDb: floorDb, holdDb: floorDb, holdSinceMs: atMs, clipped: false });

const within = (db: number): number => Math.min(Math.max(db, floorDb), ceilingDb);

/** Rises at once, falls slowly; called with the newest peak, or with `null` when only time has passed. */
export function meterAt(state: MeterState, peakDb: number | null, atMs: number): MeterState {
  const elapsedMs = Math.max(0, atMs - state.atMs);
  const fallen = within(state.levelDb - elapsedMs * decayDbPerMs);
  const levelDb = peakDb === null ? fallen : Math.max(within(peakDb), fallen);
  const clipped = state.clipped || (peakDb !== null && peakDb >= clipDb);
  if (levelDb >= state.holdDb) return { atMs, levelDb, holdDb: levelDb, holdSinceMs: atMs, clipped };
  const held = atMs - state.holdSinceMs < holdMs;
  const holdDb = held ? state.holdDb : Math.max(levelDb, within(state.holdDb - elapsedMs * decayDbPerMs));
  return { atMs, levelDb, holdDb, holdSinceMs: state.holdSinceMs, clipped };
}

/** Share of the scale, 0 at −60 dBFS and 1 at full scale. */
export const shareOf = (db: number): number => (within(db) - floorDb) / (ceilingDb - floorDb);
