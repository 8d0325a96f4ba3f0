/** Chromium itself slows down frequent WebSocket attempts; more often than every 3 s is later, not sooner. */
const pausesMs = [250, 1000, 3000] as const;

/** Pause before the n-th attempt in a row (0: the first after a loss). */
export const reconnectPauseMs = (attempt: number): number => pausesMs[Math.min(attempt, pausesMs.length - 1)] ?? 3000;
