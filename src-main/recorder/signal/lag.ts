/** How far media had come at a moment. Positions are of any origin; only differences mean anything. */
export interface Progressed {
  atMs: number;
  positionMs: number;
}

/** Reports come late and in pairs, never early: the smallest lag of a few seconds is the true one. */
const stretchMs = 10_000;
/** 30 minutes of stretches. */
const keptStretches = 180;
/** With less, the unevenness of the reports looks like drift. */
const driftFromStretches = 12;

interface Stretch {
  fromMs: number;
  /** Monotonic ms of the report with the smallest lag. */
  atMs: number;
  lagMs: number;
}

/** Least squares: by how much the lag grows in each ms. */
function slope(stretches: readonly Stretch[]): number {
  const mean = (of: (s: Stretch) => number): number => stretches.reduce((sum, s) => sum + of(s), 0) / stretches.length;
  const [atMs, lagMs] = [mean((s) => s.atMs), mean((s) => s.lagMs)];
  const along = stretches.reduce((sum, s) => sum + (s.atMs - atMs) ** 2, 0);
  return stretches.reduce((sum, s) => sum + (s.atMs - atMs) * (s.lagMs - lagMs), 0) / along;
}

/** How far media lags behind the clock, and how its own clock drifts. */
export class Lag {
  #stretches: Stretch[] = [];

  take({ atMs, positionMs }: Progressed): void {
    const lagMs = atMs - positionMs;
    const last = this.#stretches.at(-1);
    if (!last || atMs - last.fromMs >= stretchMs) this.#stretches = [...this.#stretches.slice(1 - keptStretches), { fromMs: atMs, atMs, lagMs }];
    else if (lagMs < last.lagMs) [last.atMs, last.lagMs] = [atMs, lagMs];
  }

  /** The smallest lag since `sinceMs`; null when there was none. */
  leastMs(sinceMs: number): number | null {
    const lags = this.#stretches.filter((s) => s.fromMs >= sinceMs).map((s) => s.lagMs);
    return lags.length === 0 ? null : Math.min(...lags);
  }

  /** Millionths by which media runs faster than the clock (negative: slower); null before two minutes. The last stretch is not over yet. */
  driftPpm(): number | null {
    const over = this.#stretches.slice(0, -1);
    return over.length < driftFromStretches ? null : -slope(over) * 1e6;
  }
}
