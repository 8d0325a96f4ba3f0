/** Counts wrong attempts per address. Pure but for its own memory, which is bounded. */
export interface Attempts {
  wrong(address: string, nowMs: number): void;
  tooMany(address: string, nowMs: number): boolean;
}

const maxAddresses = 10_000;

/** More than `limit` wrong attempts within `windowMs` are too many, until the window has passed. */
export function createAttempts(limit: number, windowMs: number): Attempts {
  const counts = new Map<string, { sinceMs: number; wrong: number }>();
  const current = (address: string, nowMs: number) => {
    const entry = counts.get(address);
    return entry && nowMs - entry.sinceMs < windowMs ? entry : null;
  };
  return {
    wrong(address, nowMs) {
      const entry = current(address, nowMs);
      if (entry) entry.wrong += 1;
      else remember(counts, address, { sinceMs: nowMs, wrong: 1 });
    },
    tooMany: (address, nowMs) => (current(address, nowMs)?.wrong ?? 0) >= limit,
  };
}

function remember<T>(counts: Map<string, T>, address: string, entry: T): void {
  counts.delete(address);
  counts.set(address, entry);
  const oldest = counts.keys().next();
  if (counts.size > maxAddresses && !oldest.done) counts.delete(oldest.value);
}
