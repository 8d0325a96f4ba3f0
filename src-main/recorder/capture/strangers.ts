import { ended, isAlive, signal, type ProcessIdentity } from '#main/process/runner.ts';
import { writersIn } from '#main/process/writers.ts';

const patienceMs = 2000;

async function end(who: ProcessIdentity): Promise<void> {
  if (!signal(who, 'SIGINT') || (await ended(who, patienceMs))) return;
  if (signal(who, 'SIGKILL')) await ended(who, patienceMs);
}

/**
 * Captures that no state file tells of: their console was killed between starting them and writing down how they are
 * found. Nobody would ever end them, and they hold their devices; what they wrote stays and is entered. A capture is
 * known by its log, which is its standard output.
 */
export async function endStrangers(logDir: string, known: ProcessIdentity[]): Promise<void> {
  const isKnown = (who: ProcessIdentity): boolean => known.some((other) => other.pid === who.pid && isAlive(other));
  await Promise.all(writersIn(logDir).filter((who) => !isKnown(who)).map(end));
}
