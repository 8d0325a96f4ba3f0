import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import process from 'node:process';

/** As `nice` counts them; on Windows "above normal" and "below normal". */
const niceness = { ahead: -10, behind: 7 };

/**
 * What must not wait goes ahead of everything else on this computer, as far as this user may order that (on Linux an administrator grants
 * it: `nice` in limits.conf, `LimitNICE=` of a service). To be said right after its start: what it starts later has it too.
 *
 * @returns false where it may not; then everybody waits alike
 */
export function goAhead(pid: number): boolean {
  return isOrdered(() => {
    setPriority(pid, niceness.ahead);
    if (process.platform === 'linux') isOrdered(() => writeFileSync(`/proc/${pid}/autogroup`, String(niceness.ahead))); // shared among sessions first, where that is switched on
  });
}

/** What a person looks at stands back behind what is recorded: everybody may order that of their own. */
export const standBack = (pid: number): boolean => isOrdered(() => setPriority(pid, Math.max(getPriority(pid), niceness.behind)));

function isOrdered(order: () => void): boolean {
  try {
    order();
    return true;
  } catch {
    return false; // not allowed, or it has ended already
  }
}
