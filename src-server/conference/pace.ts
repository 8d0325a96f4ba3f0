/** So many at once, so many a second after that. */
export interface Pace {
  takes(nowMs: number): boolean;
}

export function createPace({ perSecond, atOnce }: { perSecond: number; atOnce: number }): Pace {
  let left = atOnce;
  let lastMs: number | null = null;
  return {
    takes(nowMs) {
      left = Math.min(atOnce, left + ((nowMs - (lastMs ?? nowMs)) / 1000) * perSecond);
      lastMs = nowMs;
      left -= 1;
      return left >= 0;
    },
  };
}
