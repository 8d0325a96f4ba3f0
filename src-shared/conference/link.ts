/** How one participant is connected with the hall. `reconnecting`: was there, and comes back without anybody's doing. */
export type LinkState =
  | { name: 'away' }
  | { name: 'connecting'; sinceMs: number }
  | { name: 'connected'; sinceMs: number }
  | { name: 'reconnecting'; sinceMs: number }
  /** Both are there and still no way through the network was found; it is tried on. */
  | { name: 'failed'; sinceMs: number }
  | { name: 'closed' };

export const linkStateNames = ['away', 'connecting', 'connected', 'reconnecting', 'failed', 'closed'] as const satisfies readonly LinkState['name'][];

/** How often it is asked how things stand; a connection itself tells when something has come. */
export const lookEveryMs = 200;

/** While a connection is cut every way is tried again, so often: a browser tries one for some fifteen seconds. */
export const retryEveryMs = 5000;

/** What is known at a moment, ms of a steady clock. */
export interface LinkFacts {
  nowMs: number;
  /** The far end is on the line, since then; null when it is not. */
  hereSinceMs: number | null;
  /** When the connection last carried something; null when it never did. */
  heardAtMs: number | null;
  /** Since when a new connection is being built; null when none is. */
  tryingSinceMs: number | null;
  /** How many were built in a row without success. */
  failures: number;
}

/** Of a connection that carries nothing for so long it is said that it is cut. */
const cutAfterMs = 1000;
/**
 * A connection heals by itself when the way comes back; when the line shows that it is back and the connection is not, another
 * is built. Longer than the server waits for a line that is silent: a cut of both is no reason to build.
 */
const patienceMs = 5000;
/** A good network needs 0.3 s. */
const tryForMs = 4000;
const longestTryMs = 10_000;
const failedAfter = 4;

const heardSince = ({ heardAtMs }: LinkFacts, sinceMs: number): boolean => heardAtMs !== null && heardAtMs >= sinceMs;

/** The state that follows from what is known. */
export function linkState(before: LinkState, facts: LinkFacts): LinkState {
  const { nowMs, heardAtMs, hereSinceMs, failures } = facts;
  if (before.name === 'closed') return before;
  if (heardAtMs !== null && nowMs - heardAtMs < cutAfterMs) return before.name === 'connected' ? before : { name: 'connected', sinceMs: heardAtMs };
  if (heardAtMs !== null) return before.name === 'reconnecting' ? before : { name: 'reconnecting', sinceMs: heardAtMs };
  if (hereSinceMs === null) return before.name === 'away' ? before : { name: 'away' };
  const name = failures >= failedAfter ? 'failed' : 'connecting';
  return before.name === name ? before : { name, sinceMs: nowMs };
}

/** Is a new connection to be built now? Only by the hall: two that build at once would build past each other. */
export function shouldRenew(facts: LinkFacts): boolean {
  const { nowMs, heardAtMs, hereSinceMs, tryingSinceMs, failures } = facts;
  if (hereSinceMs === null) return false;
  if (tryingSinceMs !== null) return nowMs - tryingSinceMs > Math.min(tryForMs * 1.5 ** failures, longestTryMs);
  if (heardAtMs === null) return true;
  if (nowMs - heardAtMs < cutAfterMs) return false;
  return !heardSince(facts, hereSinceMs) || nowMs - heardAtMs > patienceMs;
}
